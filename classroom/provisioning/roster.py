"""What a reader hands over: pupils or teachers, and the rows it could not read. Nothing else."""

from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 2_000

Sentence: TypeAlias = str | Promise


class RosterRefused(Exception):
    """The whole file cannot be read. `str()` of it is a sentence for the person who sent it."""


@dataclass(frozen=True)
class PupilRow:
    """One pupil, every field NFC and trimmed. All but the first name may be "".

    `line` is the row number that a spreadsheet shows, the header counted.
    """

    line: int
    surname: str
    first_name: str
    class_name: str
    level: str


@dataclass(frozen=True)
class Problem:
    """Why a row was left out or, when `kept` is true, why it deserves a second look.

    The sentence never quotes what a cell holds. `column` is the header as the file writes it, or "".
    """

    line: int | None
    column: str
    message: Sentence
    kept: bool = False


@dataclass(frozen=True)
class Roster:
    """`shape` is one of onde, siecle, pronote, names (no header) and spreadsheet (a table somebody made)."""

    rows: tuple[PupilRow, ...]
    problems: tuple[Problem, ...]
    shape: str


@dataclass(frozen=True)
class TeacherRow:
    """One teacher; the e-mail is in lower case or "", the classes in the order of the file.

    ``shown`` is what pupils will read: the file's, or made of the title before the name («Mme Roy»), or "".
    """

    line: int
    last_name: str
    first_name: str
    email: str
    classes: tuple[str, ...]
    shown: str = ""


@dataclass(frozen=True)
class TeacherRoster:
    """What `teachers.csv` says."""

    rows: tuple[TeacherRow, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Table:
    """Rows as (row number, cells), blank rows left out. `ragged`: a row's length means something (CSV)."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    ragged: bool = False


def too_many_rows() -> RosterRefused:
    """The same sentence at every door."""
    return RosterRefused(
        format_lazy(
            _("There are more than {limit} rows. Nothing was imported. Send the classes in several files."),
            limit=MAX_ROWS,
        )
    )


def too_large() -> RosterRefused:
    """The same sentence at every door."""
    return RosterRefused(
        _("The file is larger than 2 MB. Nothing was imported. Keep only the pupil list, then send it again.")
    )
