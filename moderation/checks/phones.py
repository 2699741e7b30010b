"""Telephone numbers, in figures, in words, in pieces: ten digits that begin with 0, or a + and a country.

Written by us rather than taken from a library: what pupils invent to pass (words, letters for figures, pieces) is
what no library reads.
"""

from collections import Counter
from collections.abc import Iterator

import regex

from moderation.checks.figures import Figure, figures
from moderation.checks.page import Around, Page, Seen
from moderation.checks.words import Vocabulary

_NATIONAL = regex.compile(r"(?:0033|33)0?[1-9]\d{8}|0[1-79]\d{8}")
_ABROAD = regex.compile(r"(?:\+|(?<!\d)00)[ ./(-]{0,2}[1-9]\d{0,2}(?:[ ./()-]{0,3}\d){6,12}(?!\d)")
_BETWEEN = regex.compile(
    r"(?:[^\p{L}\d+=×°€%$]|(?<!\p{L})(?:et|puis|pui|apres|ensuite|tirets?|points?|espace|"
    r"slash|barre|traits?|virgule|underscore|d|a|de|l|le|la|"
    r"encore|euh|heu|suivi|fois|fin|ptit)(?!\p{L})){0,12}+"
)
_SPOKEN_OF = Vocabulary(
    "num numero numeros number nemero tel telf tele telephone* telefone* fone phone gsm cel cell "
    "portable* portab fixe fix whatsapp watsap sms texto* appel* apel* rappel* rapel* jappel* joindre "
    "joins joint joignable* contact* ecri* compos* bigo bip* envers envoi* message laiss* inscri* reserv* "
    "urgence* sonne* repond* fil coordonnees chiffre* note* cache".split()
)
_MINE = regex.compile(
    r"(?<!\p{L})(?:(?:mon|ton|son|un|ce) (?:06|07|zero (?:six|sept))|fai(?:re|s|tes) le)(?!\p{L})"
)
_INNOCENT = regex.compile(r"\b(?:isbn|0 ?800|0 ?80\d|pi|racine|decimales?)\b|π|√")
_CALLED = regex.compile(
    r"(?<!\p{L})(?:tel|telephone|portable|gsm|whats ?app|sms|textos?|appel\p{L}*|"
    r"rappel\p{L}*|joindre|joignable|fixe|(?:mon|ton|son|notre|leur) num(?:ero)?)"
    r"(?!\p{L})(?=.{0,40}\d)"
)
_PART = regex.compile(r"0[1-79]\d{4,10}|[67]\d{8,10}|0[67]0[67]\d{6,8}|33[67]\d{8}")
_UNIT = regex.compile(r"\d ?(?:h|min|km|m|cm|kg|g|l|s|ans|pages|points|eleves|euros)\b|[°€%]")
LEAST = 6  # figures, to think of a number
_GAP = 30  # characters between two pieces of a number, where it is said to be one


def look(page: Page, around: Around) -> Iterator[Seen]:
    end = 0
    if any(page.find(_INNOCENT)):
        return
    for match in page.find(_ABROAD):
        yield page.seen("phone", *match.span())
        end = match.end()
    found = figures(page)
    for run in _runs(page, found):
        for first, last in _numbers(page, run):
            if first.start >= end:
                yield page.seen("phone", first.start, last.end)
                end = last.end
    if not end:
        yield from _in_pieces(page, found)


def _runs(page: Page, found: list[Figure]) -> Iterator[list[Figure]]:
    """Figures with nothing but signs and small words in between."""
    run: list[Figure] = []
    for one in found:
        if run and not _BETWEEN.fullmatch(page.folded, run[-1].end, one.start):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _numbers(page: Page, run: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The first and last figure of each number in a run; « 02 04 06 08 10 12 » goes on, and is none."""
    place = 0
    while place < len(run):
        digits, last = "", place
        while last < len(run) and len(digits) < 10:
            digits += run[last].digits
            last += 1
        if _is_phone(digits, run[place:last]) and not _goes_on(page, run, place, last):
            yield run[place], run[last - 1]
            place = last
        else:
            place += 1


def _is_phone(digits: str, pieces: list[Figure]) -> bool:
    if len(digits) == 14 and digits.startswith("00330"):
        return True
    if _NATIONAL.fullmatch(digits):
        return not _counts(pieces)
    said = sum(one.words for one in pieces)
    if said >= 4 and regex.fullmatch(r"[67]\d{8}", digits):
        return not _counts(pieces)
    return said >= 4 and 9 <= len(digits) <= 12 and digits[0] == "0" and not _counts(pieces)


def _counts(pieces: list[Figure]) -> bool:
    """« 02 04 06 08 10 », « dix, neuf, huit »: each step is the same."""
    numbers = [int(one.digits) for one in pieces]
    steps = Counter(b - a for a, b in zip(numbers, numbers[1:], strict=False))
    return len(numbers) > 3 and steps.most_common(1)[0][1] >= 0.6 * len(numbers)


def _goes_on(page: Page, run: list[Figure], first: int, last: int) -> bool:
    """A list of numbers, of which ten figures happen to look like a telephone's."""
    if last - first < 3 or run[first].words or _is_spoken_of(page):
        return False
    link = page.folded[run[last - 2].end : run[last - 1].start]
    beside = [(last - 1, last), (first - 1, first)]
    return any(
        a >= 0 and b < len(run) and page.folded[run[a].end : run[b].start] == link
        and all(len(run[n].digits) == 2 and not run[n].words for n in (a, b))
        and not page.folded[run[b].end : run[b].end + 1].isalpha()
        for a, b in beside
    )  # fmt: skip


def _in_pieces(page: Page, found: list[Figure]) -> Iterator[Seen]:
    """« mon 06 : 39 98… et après 70 12 »: where a number is spoken of, pieces that make one."""
    if sum(len(one.digits) for one in found) < LEAST:
        return
    framed = _is_spoken_of(page)
    pieces: list[Figure] = []
    for one in [*found, Figure("", len(page.folded) + 99, 0, False)]:
        if pieces and one.start - pieces[-1].end > _GAP:
            digits = "".join(piece.digits for piece in pieces)
            said = pieces[0].words and len(digits) == 10 and digits[0] == "0" and len(pieces) > 3
            said = said or (digits[:2] in ("06", "07") and [len(one.digits) for one in pieces] == [2] * 5)
            said = said or _begins_one(page, found, pieces)
            said = said and not _UNIT.search(page.folded, pieces[0].start, pieces[-1].end + 4)
            called = any(page.find(_CALLED)) and regex.fullmatch(r"\d{8,13}", digits)
            if ((framed and _may_be(digits, pieces)) or said or called) and not _counts(pieces):
                yield page.seen("phone", pieces[0].start, pieces[-1].end)
            pieces = []
        pieces.append(one)


def _begins_one(page: Page, found: list[Figure], pieces: list[Figure]) -> bool:
    """« 06 39 98… »: three pairs that open a text's figures as a mobile number begins."""
    three = pieces[:3]
    if len(three) < 3 or three[0] is not found[0] or three[0].digits not in ("06", "07"):
        return False
    side_by_side = all(b.start - a.end <= 1 for a, b in zip(three, three[1:], strict=False))
    return side_by_side and all(len(one.digits) == 2 for one in three) and len(pieces) < 6


def _is_spoken_of(page: Page) -> bool:
    return any(word.folded in _SPOKEN_OF for word in page.words) or any(page.find(_MINE))


def _may_be(digits: str, pieces: list[Figure]) -> bool:
    """Not always whole, written backwards, or without its 0."""
    begins = any(one.digits[:2] in ("06", "07") for one in pieces)
    return bool(_PART.fullmatch(digits) or _PART.fullmatch(digits[::-1])) or (begins and len(digits) == 10)
