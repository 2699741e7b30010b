"""`teachers.csv`: name, e-mail and classes of each teacher, as a head or a digital lead keeps them."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from .cells import Unreadable, clean, fold, has_letter
from .columns import Columns, header_of, length_problem, no_teachers, teacher_columns
from .files import tables_in
from .names import begins_with_particle, in_capitals, split_name, strip_numbering
from .naming import presentable
from .roster import MAX_ROWS, Problem, RosterRefused, Table, TeacherRoster, TeacherRow, too_many_rows

_BETWEEN_CLASSES = re.compile(r"[,|;\r\n]")
_TITLE = re.compile(r"^(?:mme|mlle|mr|m\.|madame|monsieur|mrs|ms)\.?\s+", re.IGNORECASE)
_CIVILITIES = {
    **dict.fromkeys(("mme", "mlle", "madame", "f"), "Mme"),
    **dict.fromkeys(("m", "mr", "monsieur"), "M."),
    **{"mrs": "Mrs", "ms": "Ms"},
}


def read_teachers(name: str, data: bytes) -> TeacherRoster:
    """Any format of a roster; `classes` holds several, separated by a comma or |. Raises RosterRefused."""
    for table in tables_in(name, data, teacher_columns):
        found = header_of(table, teacher_columns)
        if found:
            return _read(table, *found)
    raise no_teachers()


def _read(table: Table, at: int, columns: Columns) -> TeacherRoster:
    rows = table.rows[at + 1 :]
    if len(rows) > MAX_ROWS:
        raise too_many_rows()
    if not rows:
        raise RosterRefused(_("The file has its columns but no teacher under them. Nothing was imported."))
    teachers, problems = [], []
    for line, cells in rows:
        try:
            teachers.append(_Row(line, cells, columns, table.ragged).teacher())
        except _Wrong as wrong:
            problems.append(wrong.problem)
    return TeacherRoster(tuple(teachers), tuple(problems))


def _title_off(name: str) -> tuple[str, str]:
    """(what stands before the name: «Mme», or "", the name)"""
    found = _TITLE.match(name)
    return (found[0].strip(), name[found.end() :]) if found else ("", name)


def _split(name: str) -> tuple[str, str]:
    """(surname, first name) of a whole name; one word, or «Le Goff», is a surname."""
    if not any(in_capitals(word) for word in name.split()) and begins_with_particle(name):
        return name, ""
    parts = split_name(name)
    return (parts.surname, parts.first_name) if parts.surname else (parts.first_name, "")


class _Wrong(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Row:
    def __init__(self, line: int, cells: tuple[str, ...], columns: Columns, ragged: bool) -> None:
        self._line, self._cells, self._columns, self._ragged = line, cells, columns, ragged

    def teacher(self) -> TeacherRow:
        """Raises _Wrong at the first thing that cannot be taken."""
        if self._ragged:
            extra = any(cell.strip() for cell in self._cells[self._columns.width :])
            # A row may stop before its classes: a teacher without a class yet.
            optional = ("classes", "shown", "title")
            wrong = length_problem(self._columns, len(self._cells), extra=extra, optional=optional)
            if wrong:
                raise _Wrong(Problem(self._line, *wrong))
        title, last_name, first_name = self._names()
        shown = self._shown(title, last_name)
        return TeacherRow(self._line, last_name, first_name, self._email(), self._classes(), shown)

    def _clean(self, kind: str, cell: str | None = None) -> str:
        try:
            return clean(self._columns.cell(kind, self._cells) if cell is None else cell)
        except Unreadable as error:
            raise _Wrong(Problem(self._line, self._columns.label(kind), error.sentence)) from error

    def _names(self) -> tuple[str, str, str]:
        """(Mme, M. or "", surname, first name)"""
        whole = "last_name" not in self._columns.places
        kind = "full" if whole else "last_name"
        title, last = _title_off(strip_numbering(self._clean(kind)))
        last, first = _split(last) if whole else (last, self._clean("first_name"))
        if not has_letter(last):
            raise _Wrong(
                Problem(
                    self._line, self._columns.label(kind), _("The name is missing. Write it in the file.")
                )
            )
        return self._clean("title") or title, presentable(last), presentable(first)

    def _shown(self, title: str, last_name: str) -> str:
        """What the file says, else «Mme Roy» where it says that she is Mme; at most 40 characters."""
        title = _CIVILITIES.get(fold(title), "")
        return (self._clean("shown") or (f"{title} {last_name}" if title else ""))[:40].strip()

    def _email(self) -> str:
        # A cell's apostrophes are typographic, an address's never.
        address = self._clean("email").replace("’", "'").lower()
        if not address:
            return ""  # the invitation is handed over
        try:
            validate_email(address)
        except ValidationError as error:
            text = _("This is not an e-mail address. Correct it in the file.")
            raise _Wrong(Problem(self._line, self._columns.label("email"), text)) from error
        return address

    def _classes(self) -> tuple[str, ...]:
        parts = _BETWEEN_CLASSES.split(self._columns.cell("classes", self._cells))
        names = (self._clean("classes", part) for part in parts)
        return tuple(dict.fromkeys(name for name in names if name))
