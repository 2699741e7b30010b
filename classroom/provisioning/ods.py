"""ODS: the text that each cell shows. OpenDocument 1.3, part 3, §9."""

from .archives import Archive, locked
from .sheets import MAX_COLUMNS, Sheet, Sheets

_CELLS = ("table-cell", "covered-table-cell")
# Their paragraphs are not the cell's.
_ASIDE = ("annotation", "tracked-changes", "shapes")
_LAST_LINE = 10_000_000


def sheets(archive: Archive) -> Sheets:
    """The sheets in the order of their tabs. Raises RosterRefused."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise locked()
    reader = _Content()
    archive.walk("content.xml", reader)
    return (sheet.table() for sheet in reader.sheets)


class _Content:
    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._tables = self._aside = 0
        self._line = self._rows = 1
        self._column = self._columns = 0
        self._parts: list[str] = []
        self._row: dict[int, str] = {}
        self._in_cell = self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ASIDE:
            self._aside += 1
        elif name == "table":
            self._tables += 1
            if self._tables == 1:
                self.sheets.append(Sheet())
                self._line = 1
        if self._aside or self._tables != 1:
            return
        if name == "table-row":
            self._rows, self._column, self._row = _times(attributes, "number-rows-repeated"), 0, {}
        elif name in _CELLS:
            self._columns, self._parts, self._in_cell = (
                _times(attributes, "number-columns-repeated"),
                [],
                True,
            )
        elif self._in_cell:
            self._in_paragraph(name)

    def _in_paragraph(self, name: str) -> None:
        if name in ("p", "s", "tab", "line-break"):
            self._parts.append(" ")
        self._in_text = self._in_text or name == "p"

    def end(self, name: str) -> None:
        if name in _ASIDE:
            self._aside -= 1
        elif name == "table":
            self._tables -= 1
        if self._aside or self._tables != 1:
            return
        if name == "p":
            self._in_text = False
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()

    def text(self, data: str) -> None:
        if self._in_text and not self._aside and self._tables == 1:
            self._parts.append(data)

    def _end_cell(self) -> None:
        shown = "".join(self._parts).strip(" ")
        last = min(self._column + self._columns, MAX_COLUMNS)
        if shown:
            self._row.update(dict.fromkeys(range(self._column, last), shown))
        self._column = last
        self._in_cell = False

    def _end_row(self) -> None:
        """An empty row is repeated a million times at the end of a sheet; a full one stops at the limit."""
        for line in range(self._line, self._line + self._rows) if self._row else ():
            for column, shown in self._row.items():
                self.sheets[-1].put(line, column, shown)
        self._line = min(self._line + self._rows, _LAST_LINE)


def _times(attributes: dict[str, str], name: str) -> int:
    """A repetition: once when it says nothing sensible."""
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) <= 8 else 1
