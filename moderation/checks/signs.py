"""Signs: words that mean something when they follow each other, found by shifting sets of places kept as bits.

A sign is a line of a word list. ``<want> <die>`` is a word of [want], then one of [die], with at most two words in
between; ``a b`` are the words themselves, ``a|b`` either; ``a .. b`` lets ten words in between, ``a+b`` none;
``^`` and ``$`` are the two ends of a sentence (``^+a`` opens it); ``!a`` closes a line: no sign in a text that says
it. No sign spans two sentences. Each sign costs a few shifts, however long or hostile the text.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from moderation.checks.speech import BREAK, Said, heard

NEAR, FAR = 3, 11  # places from one word to the next
Names = tuple[str, ...]


class Step(NamedTuple):
    ways: tuple[Names, ...]  # each is words side by side
    reach: int


class Sign(NamedTuple):
    steps: tuple[Step, ...]
    unless: tuple[tuple[Names, ...], ...]


class Signs:
    """The concepts and the signs of a word list."""

    def __init__(self, concepts: dict[str, list[str]], lines: Iterable[str]) -> None:
        self.whole: dict[str, set[str]] = {}
        self.stems: dict[str, set[str]] = {}
        for name, words in concepts.items():
            for word in " ".join(words).split():
                self._learn(word, f"<{name}>")
        self.signs = [self._sign(line) for line in lines]

    def _learn(self, word: str, name: str) -> None:
        if word.endswith("*"):
            self.stems.setdefault(heard(word).rstrip("*"), set()).add(name)  # a star keeps its ending
        else:
            self.whole.setdefault(heard(word), set()).add(name)

    def _sign(self, line: str) -> Sign:
        steps, unless, reach = [], [], NEAR
        for part in line.split():
            if part == "..":
                reach = FAR
                continue
            ways = tuple(tuple(map(self._name, way.split("+"))) for way in part.lstrip("!").split("|"))
            if part[0] == "!":
                unless.append(ways)
            else:
                steps.append(Step(ways, reach))
            reach = NEAR
        return Sign(tuple(steps), tuple(unless))

    def _name(self, word: str) -> str:
        """A word that stands in a sign is a concept of its own."""
        if word[0] not in "<^$":
            self._learn(word, word)
        return word

    def names_of(self, word: str) -> set[str]:
        names = set(self.whole.get(word, ()))
        for length in range(2, min(len(word), 16) + 1):
            names |= self.stems.get(word[:length], set())
        return names

    def read(self, said: list[Said]) -> "Reading":
        return Reading(self, said)


class Reading:
    """Where each concept stands in one text."""

    def __init__(self, signs: Signs, said: list[Said]) -> None:
        self.signs, self.masks = signs, dict[str, int]()
        self.at: dict[int, Said] = {}
        places: dict[str, list[int]] = {"^": [0], "$": []}
        place = 1
        for one in said:
            if one.word == BREAK:
                if place - 1 in self.at:
                    places["$"].append(place)
                    place += FAR + 1
                    places["^"].append(place - 1)
                continue
            self.at[place] = one
            for name in signs.names_of(one.word):
                places.setdefault(name, []).append(place)
            place += 1
        places["$"].append(place)
        self.masks = {name: _bits(of_it, place) for name, of_it in places.items()}

    def spans(self) -> Iterator[tuple[int, int]]:
        """Places in Page.folded, each sign's first occurrence."""
        for sign in self.signs.signs:
            if any(self._where(ways, -1) for ways in sign.unless):
                continue
            stages = self._stages(sign.steps)
            if stages:
                yield self._span(sign.steps, stages)

    def _where(self, ways: tuple[Names, ...], allowed: int) -> int:
        """The places where one of ``ways`` ends, when it begins at an ``allowed`` place."""
        ends = 0
        for first, *others in ways:
            here = self.masks.get(first, 0) & allowed
            for name in others:
                here = here << 1 & self.masks.get(name, 0) if here else 0
            ends |= here
        return ends

    def _stages(self, steps: tuple[Step, ...]) -> list[int]:
        """After each step, the places where a sign that goes so far may stand; nothing if it never goes to its end."""
        stages: list[int] = []
        for step in steps:
            ends = self._where(step.ways, _spread(stages[-1], step.reach) if stages else -1)
            if not ends:
                return []
            stages.append(ends)
        return stages

    def _span(self, steps: tuple[Step, ...], stages: list[int]) -> tuple[int, int]:
        last = place = (stages[-1] & -stages[-1]).bit_length() - 1
        for mask in reversed(stages[:-1]):
            place = (mask & ((1 << place) - 1)).bit_length() - 1
        first = place - max(map(len, steps[0].ways)) + 1
        inside = [self.at[n] for n in range(first, last + 1) if n in self.at]
        return inside[0].start, inside[-1].end


def _bits(places: list[int], length: int) -> int:
    row = bytearray(length // 8 + 1)
    for place in places:
        row[place // 8] |= 1 << place % 8
    return int.from_bytes(row, "little")


def _spread(mask: int, reach: int) -> int:
    spread = 0
    for shift in range(1, reach + 1):
        spread |= mask << shift
    return spread
