"""Where the words of one list stand in a text: those whose capitals count in one walk, the others in another."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from moderation.checks.page import Page
from moderation.watched.asked import asked
from moderation.watched.matching import Words

_WORD = regex.compile(r"[\p{L}\p{N}]+|\p{Extended_Pictographic}", regex.V1)
PLACES = 5  # told of one watched word in one text


class Place(NamedTuple):
    """Where a watched word stands: whole words of the text, in the places of the folded text."""

    number: int  # of the watched word, as they were given
    start: int
    end: int


class Finder:
    """The watched words of one list; ``exact`` ones are looked for with their capitals, the others without."""

    def __init__(self, patterns: Iterable[tuple[str, bool]]) -> None:
        """(word as typed, whether its capitals count)"""
        by_case: dict[bool, list[tuple[int, str]]] = {False: [], True: []}
        for number, (pattern, exact) in enumerate(patterns):
            if line := asked(pattern, exact=exact):
                by_case[exact].append((number, line))
        self._lists = [
            (exact, [number for number, _line in known], Words([line for _number, line in known]))
            for exact, known in by_case.items()
            if known
        ]

    def find(self, page: Page, most: int = PLACES) -> Iterator[Place]:
        """Where they stand, ``most`` times for each."""
        words = [match.span() for match in _WORD.finditer(page.folded)] if self._lists else []
        for exact, numbers, known in self._lists:
            text = page.cased if exact else page.folded
            line = "".join(f"{text[start:end]} " for start, end in words)
            for number, last in known.ends(line, most):
                first = last - known.lengths[number] + 1
                yield Place(numbers[number], words[first][0], words[last][1])
