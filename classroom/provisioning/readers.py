"""A roster file or a pasted list → rows of surname, first name, class and level, and nothing else.

Pure: no database, no temporary file, no log. What the other columns hold never leaves these functions.
"""

from django.utils.translation import gettext_lazy as _

from .cells import fold, neutralise
from .columns import header_of, no_roster, pupil_columns
from .files import tables_in
from .names_alone import are_names, read_names
from .pupils import read_pupils
from .roster import (
    MAX_BYTES,
    Problem,
    PupilRow,
    Roster,
    RosterRefused,
    Table,
    TeacherRoster,
    TeacherRow,
    too_large,
)
from .tables import lines_of, read_table
from .teachers import read_teachers

__all__ = [
    "Problem",
    "PupilRow",
    "Roster",
    "RosterRefused",
    "TeacherRoster",
    "TeacherRow",
    "fold",
    "neutralise",
    "read_file",
    "read_teachers",
    "read_text",
]


def read_file(name: str, data: bytes) -> Roster:
    """The pupils of the first table with a header that we know; else of a list of names, one a line.

    `name` is the file's name as sent; only a macro format is told by it. Raises RosterRefused.
    """
    alone: Table | None = None
    for table in tables_in(name, data, pupil_columns):
        found = header_of(table, pupil_columns)
        if found:
            return read_pupils(table, *found)
        if alone is None and table.rows:
            alone = table
    roster = read_names(alone) if alone and are_names(alone) else None
    if roster and roster.rows:
        return roster
    raise no_roster()


def read_text(text: str) -> Roster:
    """What was pasted: one name a line, or a table copied with its header. Raises RosterRefused."""
    if len(text) > MAX_BYTES:
        raise too_large()
    if not text.strip():
        raise RosterRefused(_("There is no name to read. Write one name per line."))
    table = read_table(text, pupil_columns)
    found = header_of(table, pupil_columns) if table else None
    if table and found:
        return read_pupils(table, *found)
    return read_names(lines_of(text))
