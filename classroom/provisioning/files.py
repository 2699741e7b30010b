"""A file → the tables in it: every sheet of a spreadsheet, or the one table of a text."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from .columns import Recognise
from .roster import MAX_BYTES, RosterRefused, Table, too_large
from .spreadsheets import sheets_of
from .tables import decode, lines_of, read_table


def tables_in(name: str, data: bytes, recognise: Recognise) -> Iterable[Table]:
    """A text without a header that is recognised comes as lines of one cell. Raises RosterRefused."""
    if len(data) > MAX_BYTES:
        raise too_large()
    if not data.strip():
        raise RosterRefused(_("The file is empty. Nothing was imported."))
    sheets = sheets_of(name, data)
    if sheets is not None:
        return sheets
    text = decode(data)
    return [read_table(text, recognise) or lines_of(text)]
