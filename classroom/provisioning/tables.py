"""Bytes of a text file → rows of cells. Encoding and separator are decided, never guessed by statistics."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .columns import HEADER_WITHIN, Columns, Recognise
from .roster import MAX_ROWS, RosterRefused, Table, too_many_rows

# Above the rows themselves: titles, blank rows between classes, a footer.
_SPARE_ROWS = HEADER_WITHIN
_BLANK_ROWS = 20_000
_SEPARATORS = ";\t,"
# Latin-9 letters œ, Œ, Ÿ beside a letter. In cp1252 these bytes are ½ ¼ ¾, which no name holds.
_LATIN9_LETTER = re.compile(rb"[A-Za-z\xc0-\xff][\xbc-\xbe]|[\xbc-\xbe][A-Za-z\xc0-\xff]")
_CP1252_ONLY = re.compile(rb"[\x80-\x9f]")


def decode(data: bytes) -> str:
    """Text by its byte order mark, else UTF-8, else the Windows page (or Latin-9 where it must be).

    cp1252 and Latin-9 cannot be told apart in general. They differ in eight signs, and Latin-9 has only
    control characters in 0x80–0x9f. So any such byte means cp1252; else ½ ¼ ¾ beside a letter means Latin-9.
    A byte that the page leaves undefined becomes U+FFFD, and the row that holds it is reported.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        latin9 = _LATIN9_LETTER.search(data) and not _CP1252_ONLY.search(data)
        return data.decode("iso8859-15" if latin9 else "cp1252", errors="replace")


def read_table(text: str, recognise: Recognise) -> Table | None:
    """The rows of a text whose header is recognised near its top, or None. Raises RosterRefused.

    Rows are numbered as a spreadsheet shows them: a cell with a line break inside is still one row.
    """
    best: tuple[int, int] = (0, 0)
    chosen = ""
    for separator in _SEPARATORS:
        weight = max((_weight(recognise(cells)) for cells in _top(text, separator)), default=(0, 0))
        if weight > best:
            best, chosen = weight, separator
    return Table(_rows(text, chosen), ragged=True) if chosen else None


def _weight(columns: Columns | None) -> tuple[int, int]:
    """The separator that finds the most columns in the header is the one."""
    return (len(columns.places), columns.width) if columns else (0, 0)


def _top(text: str, separator: str) -> Iterator[tuple[str, ...]]:
    """The first rows, among which the header stands; 64 KB hold the longest of them."""
    reader = csv.reader(io.StringIO(text[:65_536], newline=""), delimiter=separator)
    rows = (tuple(cells) for cells in reader if any(cell.strip() for cell in cells))
    yield from islice(rows, HEADER_WITHIN)


def _rows(text: str, separator: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Strict on quotes: an open one would swallow the pupils after it without a word."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    line = 0
    try:
        for line, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
        ):
            if any(cell.strip() for cell in cells):
                rows.append((line, tuple(cells)))
            if len(rows) > MAX_ROWS + _SPARE_ROWS or line > _BLANK_ROWS:
                raise too_many_rows()
    except csv.Error as error:
        raise _bad_quotes(line + 1) from error
    return tuple(rows)


def _bad_quotes(line: int) -> RosterRefused:
    text = _(
        'Row {line} cannot be read: a quotation mark (") is not closed, or a cell is too long. '
        "Nothing was imported. Correct this row, then send the file again."
    )
    return RosterRefused(format_lazy(text, line=line))


def lines_of(text: str) -> Table:
    """One row a line, one cell a row. Raises RosterRefused past 2,000 of them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = tuple((number, (line,)) for number, line in enumerate(lines, 1) if line.strip())
    if len(rows) > MAX_ROWS:
        raise too_many_rows()
    return Table(rows)
