"""A list of watched words, ready to be looked for in texts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from moderation.checks.page import Page
from moderation.watched.finder import PLACES, Finder
from moderation.watched.word import WatchedWord


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
