"""Looked at before the product starts: a broken file of the lexicon stops it there, not a reader at a page."""

from django.core.checks import Error, register

from classroom.lexicon.entries import LANGUAGES, BrokenEntry, written_in
from classroom.lexicon.registry import FEATURES


@register
def lexicon_can_be_read(**kwargs: object) -> list[Error]:
    try:
        written = [written_in(language) for language in LANGUAGES]
    except BrokenEntry as broken:
        return [Error(f"The lexicon cannot be read: {broken}", id="classroom.E001")]
    return [
        Error(f"A features.py explains “{slug}”, which the lexicon does not hold.", id="classroom.E002")
        for slug in FEATURES
        if slug not in written[0]
    ]
