"""Insults, in the disguises that pupils give them: leet, spaced or repeated letters, stars, letters that look alike.

The words are in words/insults.txt; here is how they are found, and when a common word is said of somebody.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from moderation.checks.page import Around, Page, Seen
from moderation.checks.words import Expression, Expressions, Vocabulary, sections

_TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:[@$€!|+*0-9]+[\p{L}\p{N}]+)*\*{0,9}|[$€][\p{L}\p{N}]+")
_SPACED = regex.compile(r"(?<![\p{L}\p{N}])\p{L}(?:[ ._*/-]{1,3}\p{L}){2,}(?![\p{L}\p{N}])")
_GESTURE = regex.compile("\N{REVERSED HAND WITH MIDDLE FINGER EXTENDED}+")
_DISGUISES = [str.maketrans("034579@$€8" + like_i, "oeastgaseb" + "i" * 3) for like_i in ("1!|",)]
_DISGUISES.append(_DISGUISES[0] | str.maketrans("1!|+", "lllt"))
_RUN = regex.compile(r"(.)\1{2,}")
_DOUBLE = regex.compile(r"(.)\1+")
_ENDS = ".!?\n;:"
CALLED = {"t", "tu", "de", "du", "toi", "rend", "rends"}  # after a name that one calls


class Known(NamedTuple):
    always: Vocabulary
    within: tuple[str, ...]
    people: Vocabulary
    you: Vocabulary
    groups: Vocabulary
    to_you: frozenset[Expression]  # what stands before a word said to somebody
    of_somebody: frozenset[Expression]
    of_groups: frozenset[Expression]
    how_much: frozenset[str]  # between the two: « trop », « vraiment », « qu'un »
    not_called: frozenset[str]  # before « espèce de »: « une espèce de singe » is a species
    alone: Expressions
    phrases: Expressions
    innocent: Expressions
    collapsed: frozenset[str]  # long ones, each letter once


class Token(NamedTuple):
    word: str
    start: int  # in Page.folded
    end: int


@cache
def known() -> Known:
    lists = sections("insults")
    words = {name: " ".join(lists[name]).split() for name in ("always", "within", "people", "you", "groups")}
    collapsed = frozenset(
        _DOUBLE.sub(r"\1", word.rstrip("*")) for word in words["always"] if len(word.rstrip("*")) >= 6
    )
    return Known(
        Vocabulary(words["always"]),
        tuple(words["within"]),
        Vocabulary(words["people"]),
        Vocabulary(words["you"]),
        Vocabulary(words["groups"]),
        *(
            frozenset(tuple(line.split()) for line in lists[name])
            for name in ("to you", "of somebody", "of groups")
        ),
        *(frozenset(" ".join(lists[name]).split()) for name in ("how much", "not called")),
        Expressions(lists["alone"]),
        Expressions(lists["phrases"]),
        Expressions(lists["innocent"]),
        collapsed,
    )


def look(page: Page, around: Around) -> Iterator[Seen]:
    yield from _Reading(page).insults()
    for match in page.find(_SPACED):
        letters = regex.sub(r"[^\p{L}]", "", match[0])
        if letters in known().always or any(word in letters for word in _long_enough()):
            yield page.seen("insult", *match.span())
    for match in page.find(_GESTURE):
        yield page.seen("insult", *match.span())


@cache
def _long_enough() -> tuple[str, ...]:
    return tuple(word for word in known().always.whole if len(word) >= 4)


class _Reading:
    """A text as words without disguise, each with its place."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tokens = [Token(m[0], m.start(), m.end()) for m in page.find(_TOKEN)]
        self.words = [_undisguised(token.word) for token in self.tokens]

    def insults(self) -> Iterator[Seen]:
        innocent = self._innocent()
        for place in range(len(self.words)):
            length = self._phrase(place) or self._is_insult(place)
            last = place + length - 1
            if length and last not in innocent:
                yield self.page.seen("insult", self.tokens[place].start, self.tokens[last].end)

    def _innocent(self) -> set[int]:
        """The places of words that an innocent expression holds."""
        places: set[int] = set()
        for place in range(len(self.words)):
            places.update(range(place, place + known().innocent.at(self.words, place)))
        return places

    def _phrase(self, place: int) -> int:
        """How many words from here on are an insulting expression."""
        if length := known().phrases.at(self.words, place):
            return length
        length = known().alone.at(self.words, place)
        closes = length and self._follows(place + length - 1)[:1] in ("", ",", *_ENDS)
        return length if closes and self._opens(place) else 0

    def _is_insult(self, place: int) -> bool:
        word = self.words[place]
        if _always(word) or _masked(word):
            return True
        people, you, groups = (
            any(shape in words for shape in _shapes(word))
            for words in (known().people, known().you, known().groups)
        )
        if (people or you) and (self._after(place, known().to_you) or self._called(place, people)):
            return True
        if people and self._after(place, known().of_somebody):
            return True
        return groups and self._after(place, known().of_groups, through=False)

    def _after(self, place: int, frames: frozenset[Expression], *, through: bool = True) -> bool:
        """Whether one of ``frames`` stands before, with at most four words that say how much in between."""
        for _ in range(5):
            before = self.words[max(place - 3, 0) : place]
            if any(tuple(before[-n:]) in frames for n in range(1, len(before) + 1)):
                return not self._is_a_species(place)
            if not (through and before and before[-1] in known().how_much):
                return False
            place -= 1
        return False

    def _is_a_species(self, place: int) -> bool:
        """« une espèce de singe »; « espèce de singe » alone is called to somebody."""
        if place < 3 or not self.words[place - 2].startswith("espece"):
            return False
        return self.words[place - 3] in known().not_called and self.words[place - 4 : place - 3] != ["es"]

    def _called(self, place: int, people: bool) -> bool:
        """« … va ! », or the word that opens the sentence as one calls somebody."""
        follower = "".join(self.words[place + 1 : place + 2])
        if follower == "va":
            return True
        sign = self._follows(place)[:1]
        called = not follower or sign == "," or follower in CALLED
        return self._opens(place) and (sign == "!" or (called and people))

    def _opens(self, place: int) -> bool:
        between = self.page.folded[self.tokens[place - 1].end : self.tokens[place].start] if place else "."
        return any(sign in between for sign in _ENDS)

    def _follows(self, place: int) -> str:
        """What stands between a word and the next."""
        end = self.tokens[place + 1].start if place + 1 < len(self.tokens) else None
        return self.page.folded[self.tokens[place].end : end].strip()


def _undisguised(word: str) -> str:
    """« c0nn4rd » → « connard »: only where letters and signs are mixed."""
    if word.isalpha() or not any(letter.isalpha() for letter in word):
        return word
    first, second = (word.translate(table) for table in _DISGUISES)
    return second if second in known().always and first not in known().always else first


def _always(word: str) -> bool:
    if any(shape in known().always for shape in _shapes(word)):
        return True
    if len(word) >= 6 and _DOUBLE.sub(r"\1", word) in known().collapsed:
        return True
    return any(stem in word for stem in known().within)


def _shapes(word: str) -> set[str]:
    """The word, and without its repeated letters where one stands three times or more."""
    if not _RUN.search(word):
        return {word}
    return {word, _RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word), _DOUBLE.sub(r"\1", word)}


def _masked(word: str) -> bool:
    """« p*tain », « c** »: the stars hide letters of a known word, or all but the first one."""
    if "*" not in word or not word[0].isalpha():
        return False
    if regex.fullmatch(r"\p{L}\*{2,}", word):
        return True
    asked = regex.compile("".join(r"\p{L}?" if letter == "*" else regex.escape(letter) for letter in word))
    return len(word) > 2 and any(asked.fullmatch(one) for one in known().always.whole | known().always.stems)
