"""A whole name in one cell or on one line: which words are the surname, which the first name."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .cells import fold
from .roster import Sentence

# "1. Léa", "12) Léa", "3 - Léa", "• Léa", "☐ Léa"; a sign needs its space, so "-Marie" keeps its dash.
_NUMBERING = re.compile(r"^(?:\d{1,4}(?:\s*[.)°:–-]+\s*|\s+)|[-–—•*·◦▪▫‣●○■□☐☑✓✔➢→>+]+\s+)")
_PARTICLES = frozenset((
    "al", "ap", "ben", "bin", "bint", "d", "da", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du",
    "el", "l", "la", "las", "le", "les", "los", "mac", "mc", "o", "san", "st", "ten", "ter", "van", "vande",
    "vander", "vom", "von", "y", "z", "zu",
))  # fmt: skip
# 01/03/2014, 2014-03-01, or four digits and more: birth dates and INE have no place in a name.
_PRIVATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{4}")


@dataclass(frozen=True)
class Name:
    """A name split in two. `doubt` is a sentence when the order is a guess that somebody should look at."""

    surname: str
    first_name: str
    doubt: Sentence = ""


def strip_numbering(line: str) -> str:
    """The line without the number or bullet of the list it was copied from."""
    return _NUMBERING.sub("", line.strip()).strip()


def holds_private_number(text: str) -> bool:
    """True for a date or a long number beside a name: minimisation forbids keeping it."""
    return bool(_PRIVATE.search(text))


def in_capitals(word: str) -> bool:
    """True for MARTIN, McDONALD, FAÿ (old software leaves ÿ small), and for a word without case."""
    upper = sum(char.isupper() for char in word)
    lower = sum(char.islower() for char in word)
    return lower == 0 or upper > lower


def split_name(text: str) -> Name:
    """Splits a cleaned name, in either order: the words in capitals are the surname.

    All in capitals: the last word is the first name, with a doubt. None in capitals: the first word is.
    "Martin, Léa" is surname, then first name. A single word is a first name.
    """
    if "," in text:
        surname, _comma, first_name = (part.strip() for part in text.partition(","))
        return Name(surname, first_name) if first_name else split_name(surname)
    words = text.split()
    if len(words) < 2:
        return Name("", text)
    capitals = [in_capitals(word) for word in words]
    if all(capitals):
        return Name(" ".join(words[:-1]), words[-1], guess())
    head, tail = _leading(words, capitals), _trailing(words, capitals)
    if head:
        return _cut(words, head, surname_first=True)
    if tail < len(words):
        return _cut(words, tail, surname_first=False)
    return _in_small_letters(words)


def _leading(words: list[str], capitals: list[bool]) -> int:
    """How many words the surname takes at the start, small particles before capitals included."""
    start = 0
    while start < len(words) - 1 and _is_particle(words[start]):
        start += 1
    end = start
    while end < len(words) and capitals[end]:
        end += 1
    return end if end > start else 0


def _trailing(words: list[str], capitals: list[bool]) -> int:
    """Where the surname begins at the end of the words; their number when no capitals stand there."""
    start = len(words)
    while capitals[start - 1]:
        start -= 1
    if start < len(words):
        while start > 1 and _is_particle(words[start - 1]):
            start -= 1
    return start


def begins_with_particle(text: str) -> bool:
    """True for «Le Goff» and «de la Tour», which are whole surnames where only adults are listed."""
    return fold(text).split(" ")[0] in _PARTICLES


def _is_particle(word: str) -> bool:
    return word.islower() and fold(word) in _PARTICLES


def _cut(words: list[str], at: int, *, surname_first: bool) -> Name:
    one, two = words[:at], words[at:]
    surname, first_name = (one, two) if surname_first else (two, one)
    doubt = guess() if any(len(word) > 2 and in_capitals(word) for word in first_name) else ""
    return Name(" ".join(surname), " ".join(first_name), doubt)


def _in_small_letters(words: list[str]) -> Name:
    """« Léa Martin », « Siôn Van den Berg ». Three words without a particle could be read two ways."""
    clear = len(words) == 2 or fold(words[1]).split(" ")[0] in _PARTICLES
    return Name(" ".join(words[1:]), words[0], "" if clear else guess())


def guess() -> Sentence:
    """The doubt beside a name whose order could be the other one."""
    return _(
        "Which word is the first name is a guess. Check this row; writing the surname in capitals settles it."
    )
