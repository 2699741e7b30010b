"""Words under the disguises that pupils give them, known again by a list.

Leet («c0nn4rd»), repeated letters, stars, writing by ear («konace»), one letter wrong, words glued together. Common
French words that only look alike are told apart by the list itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import regex

from moderation.checks.words import Vocabulary

LONG = 6  # letters: a shorter word is too near to others for one of its letters to be wrong
LONGEST = 24  # letters: no word beyond is looked for by ear or letter by letter
_LEET = dict(zip("034578@$€¢†+6", "oeastbasecttg", strict=True))
_TABLES = [str.maketrans(_LEET | {"1": i, "!": i, "|": i, "£": "l", "9": q}) for i in "il" for q in "qg"]
_HIDING = str.maketrans("#%☆★", "****")
_RUN = regex.compile(r"([^*])\1{2,}")
_DOUBLE = regex.compile(r"(.)\1+")
_HEARD = [  # in this order: letters, and one sign for what a French ear hears
    (regex.compile(letters), sound)
    for letters, sound in (
        (r"[^a-z]", ""),
        (r"(?<!s)s$", ""),
        (r"[sc]?ch|sh", "5"),
        (r"ph", "f"),
        (r"gu(?=[eiy])", "g"),
        (r"qu?|ck?(?![eiyk])", "k"),
        (r"c", "s"),
        (r"(?<=[^e])e$", ""),
        (r"h", ""),
        (r"[zx]", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeou])(?:il(?=[aeiou])|y(?=[aeiou]))", "y"),
        (r"eau|au", "o"),
        (r"(?:a|e|)(?:i|y)[nm](?![aeiouy])", "1"),
        (r"[ea][nm](?![aeiouy])", "2"),
        (r"[ae]i|er$", "e"),
        (r"y(?![aeiou])", "i"),
        (r"[etd]+$", ""),
    )
]


@lru_cache(maxsize=8192)
def heard(word: str) -> str:
    """One writing for words that sound about the same: «connasse», «konace»."""
    for letters, sound in _HEARD:
        word = letters.sub(sound, word)
    return word


def shapes(word: str) -> set[str]:
    """The word, in the singular too, and without its repeated letters where one stands three times or more."""
    found = {word}
    if _RUN.search(word):
        found |= {_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word), _DOUBLE.sub(r"\1", word)}
    return found | {one[:-1] for one in found if len(one) > 3 and one[-1] in "sx"}


@lru_cache(maxsize=1024)
def _less_one(word: str) -> list[tuple[str, int]]:
    """The word without one of its letters but the first, and which."""
    return [(word[:n] + word[n + 1 :], n) for n in range(1, len(word))]


class Disguised:
    """A vocabulary that is known again badly written; ``alike`` are words that only look like it."""

    def __init__(self, words: Iterable[str], alike: Iterable[str]) -> None:
        self.words = Vocabulary(words)
        self.alike = frozenset(alike)
        every = self.words.whole | self.words.stems
        self._heard = {heard(word) for word in every if len(word) > 4} - {heard(word) for word in self.alike}
        self._heard = {sound for sound in self._heard if len(sound) > 3}
        self._long = {word for word in every if len(word) >= LONG}
        self._near: dict[str, set[int]] = defaultdict(set)
        for less, which in (one for word in self._long for one in _less_one(word)):
            self._near[less].add(which)
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for word in every:
            for n in range(1, len(word)):
                self._by_beginning[word[:n]].append(word)

    def __contains__(self, word: str) -> bool:
        if "*" in (hiding := word.translate(_HIDING)):
            return self._masked(hiding)
        return word in self.words.whole or any(self._is(one) for one in _without_leet(word))

    def _is(self, word: str) -> bool:
        if word in self.alike:
            return word in self.words
        return any(shape in self.words for shape in shapes(word)) or (
            3 < len(word) <= LONGEST and self._misspelt(_RUN.sub(r"\1\1", word))
        )

    def _misspelt(self, word: str) -> bool:
        if any(one in self.alike for one in shapes(word)):
            return False
        if heard(word) in self._heard or (word in self._near and len(word) >= LONG - 1):
            return True
        return len(word) >= LONG and any(
            less in self._long or (less in self._near and self._near[less] & {which - 1, which, which + 1})
            for less, which in _less_one(word)
        )

    def _masked(self, word: str) -> bool:
        """«p*tain», «c**»: the stars hide letters of a known word, or all but the first one."""
        if not word[0].isalpha():
            return False
        if regex.fullmatch(r"\p{L}\*{2,9}", word):
            return True
        first, *middle, last = (part for part in regex.split(r"\*+", word))
        enough = len(first) > 2 or (len(word) > 2 and bool(last))
        return enough and any(
            abs(len(one) - len(word)) < 2 and one.endswith(last) and all(part in one for part in middle)
            for one in self._by_beginning.get(first, ())
        )


def plain(word: str) -> str:
    """The word as it would be written without leet, and each letter once where it stands three times or more."""
    return _RUN.sub(r"\1", _without_leet(word)[0])


def _without_leet(word: str) -> list[str]:
    """Its readings: where letters and signs are mixed, «1» may be an «i» or an «l»."""
    if word.isalpha() or not any(letter.isalpha() for letter in word):
        return [word]
    return list(dict.fromkeys(word.translate(table) for table in _TABLES))
