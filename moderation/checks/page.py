"""A text as checks read it, as typed and folded, each place leading back to the text; and what is known around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import regex

from classroom.folding import fold_with_places

if TYPE_CHECKING:
    from moderation.watched.lists import WatchedList

SECONDS = 0.05  # a check that takes longer is said not to have run


class Seen(NamedTuple):
    """What one check saw: from ``start`` to ``end`` (code points of the text), read as ``matched`` (folded)."""

    kind: str
    start: int
    end: int
    matched: str


@dataclass(frozen=True)
class Around:
    """What a check may know of the class: words, never a database."""

    surnames: tuple[str, ...] = ()  # of its members, as written
    places: tuple[str, ...] = ()  # the school's name, its town
    earlier: frozenset[str] = frozenset()  # what its author sent lately, squeezed (Page.squeezed)
    first_names: tuple[str, ...] = ()  # of the class's members: a common word beside one is a surname
    watched: "tuple[WatchedList, ...]" = ()  # the words that the school and the class look for


class Word(NamedTuple):
    folded: str
    start: int  # in Page.folded
    end: int


_WORD = regex.compile(r"[\p{L}\p{N}]+")


class Page:
    """One text under the checks. Searches stop by themselves when the time of a check is over (TimeoutError)."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return fold_with_places(self.text)

    @property
    def folded(self) -> str:
        return self._folded[0]

    @cached_property
    def cased(self) -> str:
        """The folded text, with its capitals."""
        folded, places = self._folded
        signs = [
            sign.upper() if self.text[at].isupper() else sign
            for sign, at in zip(folded, places, strict=False)
        ]
        return "".join(sign if len(sign) == 1 else folded[n] for n, sign in enumerate(signs))

    @cached_property
    def words(self) -> list[Word]:
        return [Word(m[0], m.start(), m.end()) for m in self.find(_WORD)]

    @cached_property
    def squeezed(self) -> str:
        """The letters and digits alone: two texts that say the same look the same."""
        return "".join(word.folded for word in self.words)

    def find(self, pattern: "regex.Pattern[str]") -> Iterator["regex.Match[str]"]:
        """Matches in the folded text."""
        return pattern.finditer(self.folded, timeout=SECONDS)

    def seen(self, kind: str, start: int, end: int) -> Seen:
        """What the folded text holds from ``start`` to ``end``, in the places of the text."""
        places = self._folded[1]
        return Seen(kind, places[start], places[end - 1] + 1, self.folded[start:end])


Look = Callable[[Page, Around], Iterator[Seen]]
