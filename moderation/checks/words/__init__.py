"""The checks' word lists, as data beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

from classroom.folding import fold

Expression = tuple[str, ...]


@cache
def sections(name: str) -> dict[str, list[str]]:
    """{section: its lines, folded} of the list ``name``."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith("#"):
            lines.append(fold(line).strip())
    return found


def written_out(line: str) -> Iterator[Expression]:
    """Each expression of a line: «on te/vous hait» is two, «tu ne/ vaux rien» too (with «ne» and without)."""
    for words in product(*(word.split("/") for word in line.split())):
        yield tuple(word for word in words if word)


class Vocabulary:
    """Single words and beginnings of words («abruti*»): one look a letter at most."""

    def __init__(self, words: Iterable[str]) -> None:
        words = list(words)
        self.whole = {word for word in words if not word.endswith("*")}
        self.stems = {word[:-1] for word in words if word.endswith("*")}
        self.shortest = min(map(len, self.stems), default=0)

    def __contains__(self, word: str) -> bool:
        return word in self.whole or self._begins(word)

    def _begins(self, word: str) -> bool:
        return bool(self.stems) and any(
            word[:n] in self.stems for n in range(self.shortest, min(len(word), 20) + 1)
        )


class Slot:
    """One place of an expression: words that may stand there, beginnings of words («*» is any), or nothing at all."""

    def __init__(self, words: str) -> None:
        every = words.split("/")
        self.words = {word for word in every if word and not word.endswith("*")}
        self.stems = tuple(word[:-1] for word in every if word.endswith("*"))
        self.may_miss = "" in every

    def fits(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems)


class Expressions:
    """Several words in a row: «on te/vous hait» is two, «tu ne/ vaux rien» is with «ne» or without, «*» is any word."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._by_beginning: dict[tuple[str, str], list[list[Slot]]] = defaultdict(list)
        for line in lines:
            slots = [Slot(words) for words in line.split()]
            for first, second in set(_beginnings(slots)):
                self._by_beginning[first, second].append(slots)

    def at(self, words: list[str], place: int) -> int:
        """How many words from ``place`` on are the longest known expression; 0 for none."""
        second = words[place + 1] if place + 1 < len(words) else ""
        known = self._by_beginning
        likely = known.get((words[place], second), ()), known.get((words[place], "*"), ())
        return max((_end(slots, words, place) - place for some in likely for slots in some), default=0)


def _beginnings(slots: list[Slot]) -> Iterator[tuple[str, str]]:
    """The first and second words of an expression; «*» for a second that may be anything, or missing."""
    first, *others = slots
    seconds: set[str] = set()
    for slot in others:
        seconds |= slot.words | ({"*"} if slot.stems else set())
        if not slot.may_miss:
            break
    else:
        seconds.add("*")
    yield from product(first.words, seconds)
    if first.may_miss:
        yield from _beginnings(others)


def _end(slots: list[Slot], words: list[str], place: int) -> int:
    """Where the expression ends that begins at ``place``; ``place`` itself where it is not there."""
    ends = {place}
    for slot in slots:
        ends = {end + 1 for end in ends if end < len(words) and slot.fits(words[end])} | (
            ends if slot.may_miss else set()
        )
        if not ends:
            return place
    return max(ends)
