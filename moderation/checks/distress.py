"""Distress: death, self-harm, blows, touching, harassment, running away, not eating, said or veiled, of oneself or a friend.

Never a reproach: a finding calls an adult to read now. What is looked for is data, in words/distress.txt.
"""

from collections.abc import Iterator
from functools import cache

from moderation.checks.page import Around, Page, Seen
from moderation.checks.signs import Signs
from moderation.checks.speech import listen
from moderation.checks.words import sections

LISTS = ("strong", "signs", "innocent")


@cache
def known() -> dict[str, Signs]:
    lists = sections("distress")
    families = {name: words for name, words in lists.items() if name not in LISTS}
    return {name: Signs(families, lists[name]) for name in LISTS}


def look(page: Page, around: Around) -> Iterator[Seen]:
    """Each place once, however many signs meet there."""
    said = listen(page)
    spans = list(known()["strong"].read(said).spans())
    if not any(known()["innocent"].read(said).spans()):
        spans += known()["signs"].read(said).spans()
    end = 0
    for start, stop in sorted(spans):
        if start >= end:
            yield page.seen("distress", start, stop)
        end = max(end, stop)
