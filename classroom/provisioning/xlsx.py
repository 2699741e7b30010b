"""XLSX: values only, as a spreadsheet shows them. ECMA-376, part 1, §18."""

import posixpath
import re
from datetime import date, timedelta

from .archives import Archive
from .sheets import Sheet, Sheets

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
# §18.8.30: the built-in formats that show a date; then any letter of day, month or year outside quotes.
_DATE_FORMATS = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAY_LETTER = re.compile("[dy]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_DAY = 2_900_000
_MAX_FORMATS = 65_536


def sheets(archive: Archive) -> Sheets:
    """The sheets in the order of their tabs. Raises RosterRefused."""
    book, links, strings, styles = _Book(), _Links(), _Strings(), _Styles()
    archive.walk("xl/workbook.xml", book)
    archive.walk("xl/_rels/workbook.xml.rels", links)
    archive.walk("xl/sharedStrings.xml", strings)
    archive.walk("xl/styles.xml", styles)
    for link in book.links:
        cells = _Cells(strings.items, styles.dates(), _EPOCH_1904 if book.from_1904 else _EPOCH)
        archive.walk(links.paths.get(link, ""), cells)
        yield cells.sheet.table()


class _Deaf:
    """Hears nothing but what its children override."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """An element closes."""

    def text(self, data: str) -> None:
        """Characters between two elements."""


class _Book(_Deaf):
    def __init__(self) -> None:
        self.links: list[str] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.links.append(attributes.get("id", ""))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


class _Links(_Deaf):
    def __init__(self) -> None:
        self.paths: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            self.paths[attributes.get("Id", "")] = path


class _Reading(_Deaf):
    """Joins the text of the elements that hold it; the phonetic guide of Asian names is left out."""

    holders: tuple[str, ...] = ("t",)

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._reading = self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rPh":
            self._phonetic = True
        elif name in self.holders:
            self._reading = not self._phonetic

    def end(self, name: str) -> None:
        if name == "rPh":
            self._phonetic = False
        elif name in self.holders:
            self._reading = False

    def text(self, data: str) -> None:
        if self._reading:
            self._parts.append(data)

    def take(self) -> str:
        """What was read since the last time, the `_x000D_` of §22.9.2.19 as the characters they stand for."""
        read, self._parts = "".join(self._parts), []
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), read)


class _Strings(_Reading):
    """The shared strings: runs joined."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.items.append(self.take())


class _Styles(_Deaf):
    """Which cell formats show a date."""

    def __init__(self) -> None:
        self._custom: dict[str, str] = {}
        self._used: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cellXfs":
            self._in_cells = True
        elif name == "numFmt":
            self._custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and self._in_cells and len(self._used) < _MAX_FORMATS:
            self._used.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def dates(self) -> frozenset[str]:
        """The style numbers, as cells write them."""
        return frozenset(str(number) for number, used in enumerate(self._used) if self._is_date(used))

    def _is_date(self, used: str) -> bool:
        if used in self._custom:
            return bool(_DAY_LETTER.search(_NOT_SHOWN.sub("", self._custom[used])))
        return used.isdecimal() and int(used[:6]) in _DATE_FORMATS


class _Cells(_Reading):
    """One sheet: each cell becomes the text that a person would read in it."""

    holders = ("v", "t")

    def __init__(self, strings: list[str], dates: frozenset[str], epoch: date) -> None:
        super().__init__()
        self.sheet = Sheet()
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._line, self._column = 0, -1
        self._kind = self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == "row":
            self._line, self._column = _whole(attributes.get("r", ""), self._line + 1), -1
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")

    def _place(self, reference: str) -> None:
        found = _REFERENCE.match(reference)
        self._column = _column_number(found[1]) if found else self._column + 1
        self._line = int(found[2]) if found else self._line

    def end(self, name: str) -> None:
        super().end(name)
        if name == "c":
            self.sheet.put(self._line, self._column, self._shown(self.take()))

    def _shown(self, value: str) -> str:
        if self._kind == "s":
            at = _whole(value, -1)
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._kind == "e":
            return ""
        if self._kind == "d":
            return _day(value)
        return self._number(value) if self._kind == "n" else value

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if self._style in self._dates and 0 <= number < _LAST_DAY:
            return f"{self._epoch + timedelta(days=int(number)):%d/%m/%Y}"
        return str(int(number)) if abs(number) < 1e15 and number == int(number) else value


def _whole(text: str, otherwise: int) -> int:
    """A small whole number, ASCII digits only: `int` alone would take "１" and "1_0"."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else otherwise


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value[:10]):%d/%m/%Y}"
    except ValueError:
        return value
