"""What XLSX and ODS have in common: sparse rows of text, within bounds."""

from collections.abc import Iterator

from .columns import HEADER_WITHIN
from .roster import MAX_ROWS, Table, too_many_rows

# ONDE has 22; further cells are notes in the margin.
MAX_COLUMNS = 256


class Sheet:
    """Collects the cells of one sheet by row number; blank rows cost nothing. Raises RosterRefused."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, str]] = {}

    def put(self, line: int, column: int, text: str) -> None:
        """Rows and columns are counted from 1 and 0."""
        if not text.strip() or column >= MAX_COLUMNS:
            return
        self._rows.setdefault(line, {})[column] = text
        if len(self._rows) > MAX_ROWS + HEADER_WITHIN:
            raise too_many_rows()

    def table(self) -> Table:
        """The rows in the order of their numbers."""
        return Table(tuple((line, _dense(cells)) for line, cells in sorted(self._rows.items())))


def _dense(cells: dict[int, str]) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in range(max(cells) + 1))


Sheets = Iterator[Table]
