"""Telephone numbers, in figures, in words, in pieces: ten digits that begin with 0, or a + and a country.

Written by us rather than taken from a library: what pupils invent to pass (words, letters for figures, pieces) is
what no library reads.
"""

from collections import Counter
from collections.abc import Iterator

import regex

from moderation.checks.figures import Figure, figures
from moderation.checks.page import Around, Page, Seen

_NATIONAL = regex.compile(r"(?:0033|33)0?[1-9]\d{8}|0[1-79]\d{8}")
_ABROAD = regex.compile(r"(?:\+|(?<!\d)00)[ ]?[1-9]\d{0,2}(?:[ ./()-]{0,3}\d){6,12}(?!\d)")
_BETWEEN = regex.compile(
    r"(?:[^\p{L}\d+=×°€%$]|(?<!\p{L})(?:et|puis|apres|ensuite|tiret|point|espace|slash|trait|virgule|d|a|de|l)(?!\p{L})){0,12}"
)
_FRAME = regex.compile(
    r"\b(?:num(?:ero|eros|ber)?|nemero|tele?(?:phone|fone)?|tel|telf|portables?|portab|fixe|fix|whats\s?app|watsap|sms|texto|"
    r"appel\w*|apel\w*|rappel\w*|joindre|joignable|contact\w*|ecri\w*|(?:mon|ton|son|un|le|de|du) (?:06|07|zero (?:six|sept))|compos\w*|bigo|biper?|faire le|fais le)\b"
)
_INNOCENT = regex.compile(r"\b(?:isbn|0 ?800|0 ?80\d|pi|racine|decimales?)\b|π|√")
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
    return said >= 4 and 9 <= len(digits) <= 12 and digits[0] == "0" and not _counts(pieces)


def _counts(pieces: list[Figure]) -> bool:
    """« 02 04 06 08 10 », « dix, neuf, huit »: each step is the same."""
    numbers = [int(one.digits) for one in pieces]
    steps = Counter(b - a for a, b in zip(numbers, numbers[1:], strict=False))
    return len(numbers) > 3 and steps.most_common(1)[0][1] >= 0.6 * len(numbers)


def _goes_on(page: Page, run: list[Figure], first: int, last: int) -> bool:
    if last - first < 3:
        return False
    link = page.folded[run[last - 2].end : run[last - 1].start]
    after = page.folded[run[last - 1].end : run[last].start] if last < len(run) else None
    before = (
        page.folded[run[first - 1].end : run[first].start] if first and not run[first - 1].words else None
    )
    return link in (after, before) and not run[first].words


def _in_pieces(page: Page, found: list[Figure]) -> Iterator[Seen]:
    """« mon 06 : 39 98… et après 70 12 »: where a number is spoken of, pieces that make one."""
    if not any(page.find(_FRAME)):
        return
    pieces: list[Figure] = []
    for one in [*found, Figure("", len(page.folded) + 99, 0, False)]:
        if pieces and one.start - pieces[-1].end > _GAP:
            digits = "".join(piece.digits for piece in pieces)
            if _may_be(digits) and not _counts(pieces):
                yield page.seen("phone", pieces[0].start, pieces[-1].end)
            pieces = []
        pieces.append(one)


def _may_be(digits: str) -> bool:
    return bool(
        regex.fullmatch(r"0[1-79]\d{6,10}", digits) or regex.fullmatch(r"[67]\d{8,10}", digits)
        or regex.fullmatch(r"0[67](?:06|07)\d{8}", digits)
    )  # fmt: skip
