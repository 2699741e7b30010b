"""The lexicon's entries: declared in `<app>/lexicon/*.toml`, written in `<app>/lexicon/<language>/<slug>.toml`.

Each app brings its own folder, later floors too. Read once per process; whoever edits an entry starts again.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from classroom.lexicon.competences import COMPETENCES

LANGUAGES = ("fr", "en")
FALLBACK = "fr"
KINDS: dict[str, Promise] = {"feature": _("In Ardoise"), "culture": _("Elsewhere")}
THEMES: dict[str, Promise] = {
    "write": _("Writing"),
    "read": _("Reading"),
    "be": _("Being on line"),
    "rules": _("Living together"),
    "law": _("The law"),
}
NETWORKS = {
    "edutwit": "EduTwit",
    "mastodon": "Mastodon",
    "instagram": "Instagram",
    "diaspora": "Diaspora*",
}


class BrokenEntry(Exception):
    """A file of the lexicon cannot be used; str() names it and says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word, in one language. ``longer`` is in paragraphs; ``elsewhere`` in pairs (network, its word)."""

    slug: str
    app: str
    language: str
    kind: str
    theme: str
    topic: str  # of the charter's article it goes with, or ""
    icon: str
    crcn: tuple[str, ...]
    word: str
    also: tuple[str, ...]
    child: str
    longer: tuple[str, ...]
    in_class: str
    why: str
    question: str
    elsewhere: tuple[tuple[str, str], ...]

    @property
    def competences(self) -> list[tuple[str, Promise]]:
        return [(number, COMPETENCES[number]) for number in self.crcn]


def entries() -> Mapping[str, Entry]:
    """{slug: entry} in the language being spoken; an entry without it speaks French (``entry.language`` says so)."""
    language = (get_language() or FALLBACK)[:2]
    return written_in(language if language in LANGUAGES else FALLBACK)


@cache
def written_in(language: str) -> Mapping[str, Entry]:
    """Every entry in ``language``, or else in French, by slug. Raises BrokenEntry."""
    found = {}
    for app, folder in folders():
        for slug, facts in _declared_in(folder):
            found[slug] = _entry(app, folder, slug, facts, language)
    return found


def folders() -> list[tuple[str, Path]]:
    """[(app, its lexicon's folder)] in the order of INSTALLED_APPS."""
    places = [(config.label, Path(config.path) / "lexicon") for config in apps.get_app_configs()]
    return [(app, folder) for app, folder in places if folder.is_dir()]


def _declared_in(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.toml")):
        yield from _load(path).items()


def _entry(app: str, folder: Path, slug: str, facts: dict[str, Any], language: str) -> Entry:
    paths = [(spoken, folder / spoken / f"{slug}.toml") for spoken in (language, FALLBACK)]
    spoken, path = next(((spoken, path) for spoken, path in paths if path.exists()), paths[-1])
    prose = _load(path)
    try:
        return Entry(
            slug=slug,
            app=app,
            language=spoken,
            kind=_one_of(KINDS, facts["kind"]),
            theme=_one_of(THEMES, facts["theme"]),
            topic=facts.get("topic", ""),
            icon=facts["icon"],
            crcn=tuple(_one_of(COMPETENCES, number) for number in facts["crcn"]),
            also=tuple(prose["also"]),
            longer=tuple(part.strip() for part in prose["longer"].split("\n\n") if part.strip()),
            elsewhere=tuple((NETWORKS[name], word) for name, word in prose.get("elsewhere", {}).items()),
            **{part: prose[part].strip() for part in ("word", "child", "in_class", "why", "question")},
        )
    except (KeyError, AttributeError, TypeError) as wrong:
        raise BrokenEntry(f"{path}: {type(wrong).__name__} {wrong}") from wrong


def _one_of(known: Mapping[str, object], value: str) -> str:
    known[value]  # KeyError names what nobody knows
    return value


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as wrong:
        raise BrokenEntry(f"{path}: {wrong}") from wrong
