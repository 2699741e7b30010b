"""The lists of a class and of its school, made ready once a version and kept by the process.

The version stands on the class and on the school, which every request reads anyway: a list that changed has another
number, and no other process has to be told.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from classroom.models import ClassSpace
from moderation.checks.page import Page
from moderation.watched.matching import PLACES, Finder
from moderation.watched.word import Owner, WatchedWord

KEPT = 256  # lists ready in a process; the oldest leaves


class Caught(NamedTuple):
    """A watched word and where it stands: whole words, in the places of the folded text."""

    word: WatchedWord
    start: int
    end: int


class WatchedList:
    """The words of one list, ready to be looked for."""

    def __init__(self, words: Iterable[WatchedWord]) -> None:
        self.words = list(words)
        self._finder = Finder((word.pattern, word.exact) for word in self.words)

    def find(self, page: Page, most: int = PLACES) -> Iterator[Caught]:
        for number, start, end in self._finder.find(page, most):
            yield Caught(self.words[number], start, end)


_ready: dict[UUID, tuple[int, WatchedList]] = {}


def lists_of(space: ClassSpace) -> tuple[WatchedList, ...]:
    """Those of the school and of the class, empty ones left out. No query once they are ready."""
    return tuple(found for owner in (space.school, space) if (found := list_of(owner)) is not None)


def list_of(owner: Owner) -> WatchedList | None:
    """Version 0: no word was ever kept, and nothing is asked of the database."""
    if not owner.words_version:
        return None
    version, found = _ready.get(owner.pk, (0, None))
    if found is None or version != owner.words_version:
        found = WatchedList(WatchedWord.objects.of(owner))
        while len(_ready) >= KEPT:
            _ready.pop(next(iter(_ready)), None)
        _ready[owner.pk] = owner.words_version, found
    return found if found.words else None


def caught_in(
    text: str, lists: Iterable[WatchedList], most: int = PLACES
) -> list[tuple[WatchedWord, int, int]]:
    """(the word, from, to) in the places of the text, in its order; where two begin together, the longer first."""
    page = Page(text)
    seen = [
        (one.word, *page.seen("", one.start, one.end)[1:3])
        for known in lists
        for one in known.find(page, most)
    ]
    return sorted(seen, key=lambda one: (one[1], -one[2]))
