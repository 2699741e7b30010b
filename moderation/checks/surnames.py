"""Surnames of the class, as written, folded, in pieces or with one letter wrong.

A surname that is also a word (Petit, Rose, de La Tour) needs a sign that somebody is named: a first name of the class,
an initial or a title beside it, or a capital where a word would have none.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from classroom.folding import fold
from moderation.checks.page import Around, Page, Seen, Word
from moderation.checks.spelling import one_letter_off, two_letters_off
from moderation.checks.words import sections

LONG_ENOUGH = 5  # letters before one may be wrong
MOST_WORDS = 4  # in one surname
_SPACED = regex.compile(r"(?<![\p{L}\p{N}])\p{L}(?:[ ._*-]{1,2}\p{L}){3,}(?![\p{L}\p{N}])")
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")


_MARRIED = {"mme", "mlle", "madame", "monsieur", "mr", "msieur", "mademoiselle", "monsieu", "mdme"}


class Class(NamedTuple):
    """What is known of the members' names, folded, letters only."""

    whole: frozenset[str]  # « dasilva »
    common: frozenset[str]  # those that are words, or first names, or made of words
    parts: frozenset[str]  # « garcia » of Garcia-Lopez
    first_names: frozenset[str]
    by_first_letter: dict[str, tuple[str, ...]]
    initials: frozenset[str]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(" ".join(lines).split()) for name, lines in sections("common_words").items()}


@lru_cache(maxsize=64)
def _known(surnames: tuple[str, ...], first_names: tuple[str, ...]) -> Class:
    names = [_LETTERS.findall(fold(name)) for name in surnames]
    words = _lists()["words"] | _lists()["first names"] | _lists()["not a name before"]
    whole = {"".join(name) for name in names}
    whole |= {name.replace("oeu", "eu") for name in whole} | {
        name[1:] for name in whole if name[0] == "h" and len(name) > 5
    }
    whole |= {regex.sub(r"(.)\1", r"\1", name) for name in whole if len(name) > 5} - words
    common = {
        "".join(name) for name in names if all(word in words for word in name) or "".join(name) in words
    }
    parts = {part for name in names if len(name) > 1 for part in name if len(part) >= 4 and part not in words}
    firsts = {
        word for name in first_names for word in (fold(name), *_LETTERS.findall(fold(name))) if len(word) > 1
    }
    by_letter: dict[str, list[str]] = {}
    for name in whole:
        if len(name) >= LONG_ENOUGH - 1:
            by_letter.setdefault(name[0], []).append(name)
    return Class(
        frozenset(whole), frozenset(common), frozenset(parts), frozenset(firsts),
        {letter: tuple(names) for letter, names in by_letter.items()},
        frozenset(name[0] for name in whole | parts | firsts),
    )  # fmt: skip


def look(page: Page, around: Around) -> Iterator[Seen]:
    if not around.surnames:
        return
    reading = _Reading(page, _known(around.surnames, around.first_names))
    place = 0
    while place < len(page.words):
        length = reading.length(place)
        if length:
            yield page.seen("surname", page.words[place].start, page.words[place + length - 1].end)
        place += length or 1
    for match in page.find(_SPACED):
        letters = "".join(_LETTERS.findall(match[0]))
        if any(letters.endswith(name) for name in reading.known.whole if len(name) >= 4):
            yield page.seen("surname", *match.span())


class _Reading:
    def __init__(self, page: Page, known: Class) -> None:
        self.page, self.known = page, known
        self.shouted = page.text.isupper()

    def length(self, place: int) -> int:
        """How many words from ``place`` on are the surname of a member, said as one; 0 for none."""
        inside = [
            n for n in range(MOST_WORDS, 0, -1) if self._side_by_side(self.page.words[place : place + n], n)
        ]
        right = (n for n in inside if self._written(self._joined(place, n), place, n))
        wrong = (n for n in reversed(inside) if self._misspelt(self._joined(place, n), place, place + n - 1))
        return next(right, 0) or next(wrong, 0)

    def _joined(self, place: int, length: int) -> str:
        return "".join(word.folded for word in self.page.words[place : place + length])

    def _written(self, joined: str, place: int, length: int) -> bool:
        words, last = self.page.words[place : place + length], place + length - 1
        if length == 1 and self._glued(joined):
            return True
        if joined in self.known.whole:
            if joined in self.known.common or self._made_of_words(words):
                return self._surely(place, last)
            return self._named(place, last)
        if length == 1 and joined in self.known.parts:
            return self._surely(place, last) or (
                self._capital(place) and self._opens(place) and not self._capital(last + 1)
            )
        return False

    def _glued(self, word: str) -> bool:
        """« lucaslefebvre »"""
        return any(
            (word.startswith(first) and word[len(first) :] in self.known.whole)
            or (word.endswith(first) and word[: -len(first)] in self.known.whole)
            for first in self.known.first_names
            if len(first) >= 3
        )

    def _misspelt(self, joined: str, place: int, last: int) -> bool:
        """One letter wrong: where a first name or a title stands beside, or with a capital when it is no word."""
        if len(joined) < LONG_ENOUGH - 1:
            return False
        near = [
            name for name in self.known.by_first_letter.get(joined[0], ()) if one_letter_off(joined, name)
        ]
        if not near:
            far = any(two_letters_off(joined, name) for name in self.known.by_first_letter.get(joined[0], ()))
            return far and self._before(place) in self.known.first_names and joined not in _lists()["words"]
        if self._surely(place, last, capital=False):
            return True
        if (
            last > place
            or joined in _lists()["words"] | _lists()["first names"]
            or joined in self.known.first_names
        ):
            return False
        if all(name in self.known.common for name in near):
            return False
        follows_of = self._before(place) in ("de", "d", "chez", "avec")
        plain = len(joined) > 7 or (follows_of and len(joined) > 6)
        return (self._capital(place) or plain) and self._named(place, last)

    def _side_by_side(self, words: list[Word], length: int) -> bool:
        return len(words) == length and all(
            b.start - a.end <= 2 for a, b in zip(words, words[1:], strict=False)
        )

    def _made_of_words(self, words: list[Word]) -> bool:
        """« du bois » is no Dubois, « le grand » no Legrand."""
        known = _lists()["words"] | _lists()["not a name before"]
        return len(words) > 1 and all(word.folded in known for word in words)

    def _surely(self, place: int, last: int, *, capital: bool = True) -> bool:
        """A first name of the class, an initial or a title beside, or a capital that only a name would have."""
        before, after = self._before(place), self._after(last)
        if before in self.known.first_names and self._touches(place - 1, place):
            return True
        if (
            after in self.known.first_names
            and self._touches(last, last + 1)
            and not self._is_first_name(place, last)
        ):
            return self._capital(last + 1) or not self._capital(place)
        if self._gap(last, last + 1) == "-" and self._capital(last + 1):
            return False
        if before in _lists()["titles"] and self._capital(place):
            return True
        if before in _MARRIED and place == last:
            return True
        if len(after) == 1 and self._capital(last + 1) and self._capital(place):
            ends = last + 2 >= len(self.page.words) or self._gap(last + 1, last + 2)[:1] == "."
            return ends and self._touches(last, last + 1)
        if before == "les" and self._before(place - 1) in ("chez", "famille") and self._capital(place):
            return True
        if (
            len(before) == 1
            and before not in "aylds"
            and self._gap(place - 1, place).strip() in (".", "")
            and self._initial(place)
        ):
            return True
        return capital and self._capital_of_a_name(place, last)

    def _is_first_name(self, place: int, last: int) -> bool:
        return place == last and self.page.words[place].folded in self.known.first_names

    def _initial(self, place: int) -> bool:
        return self._capital(place - 1) and (self._capital(place) or "." in self._gap(place - 1, place))

    def _capital_of_a_name(self, place: int, last: int) -> bool:
        """A capital inside a sentence that is not the one of a title, a place or another's name."""
        if self.shouted or not self._capital(place) or self._opens(place) or self._is_first_name(place, last):
            return False
        joined = "".join(word.folded for word in self.page.words[place : last + 1])
        if joined in _lists()["first names"] or self._before(place) in _lists()["not a name before"]:
            return False
        before = place > 0 and self._capital(place - 1) and self._touches(place - 1, place)
        if before and self._opens(place - 1):
            before = self._before(place) in _lists()["first names"]
        if before or (self._capital(last + 1) and self._touches(last, last + 1)):
            return False
        said = self._before(place) in _lists()["openers"] or set(self._gap(place - 1, place)) & set(",:(/")
        return bool(said) and "-" not in self._gap(place - 1, place) + self._gap(last, last + 1)

    def _named(self, place: int, last: int) -> bool:
        """Not the surname of somebody else: « Jeanne Moreau » is no member when no Jeanne is."""
        before = self._before(place)
        if not before or self.shouted or not self._capital(place) or not self._capital(place - 1):
            return True
        if not self._touches(place - 1, place) or before in self.known.first_names or len(before) < 2:
            return True
        return before in _lists()["openers"] or before not in _lists()["first names"]

    def _before(self, place: int) -> str:
        return self.page.words[place - 1].folded if place > 0 else ""

    def _after(self, place: int) -> str:
        return self.page.words[place + 1].folded if place + 1 < len(self.page.words) else ""

    def _gap(self, left: int, right: int) -> str:
        words = self.page.words
        if left < 0 or right >= len(words):
            return " "
        return self.page.folded[words[left].end : words[right].start]

    def _touches(self, left: int, right: int) -> bool:
        return len(self._gap(left, right)) <= 2 and not set(self._gap(left, right)) & set(",;:.!?\n")

    def _opens(self, place: int) -> bool:
        return place == 0 or any(sign in self._gap(place - 1, place) for sign in '.!?\n"')

    def _capital(self, place: int) -> bool:
        if not 0 <= place < len(self.page.words):
            return False
        word = self.page.words[place]
        return self.page.text[self.page.seen("", word.start, word.end).start].isupper()
