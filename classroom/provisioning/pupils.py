"""The rows under a header that we know → pupils, and a sentence for each row that is not one."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .cells import Unreadable, clean, has_letter, misread
from .columns import Columns, length_problem, shape_of
from .names import Name, holds_private_number, in_capitals, split_name, strip_numbering
from .roster import MAX_ROWS, Problem, PupilRow, Roster, RosterRefused, Sentence, Table, too_many_rows

_NAMES = ("usage", "surname", "first_name", "full")
# SIECLE lists a pupil once with the class (D, division) and again with each teaching group (G).
_GROUP = ("G", "GROUPE")


def read_pupils(table: Table, at: int, columns: Columns) -> Roster:
    """`at` is the place of the header among the rows. Raises RosterRefused past 2,000 rows or with none."""
    header = table.rows[at][1]
    rows = [row for row in table.rows[at + 1 :] if row[1] != header]
    if columns.width > 1:
        rows = _without_footer(rows)
    if len(rows) > MAX_ROWS:
        raise too_many_rows()
    if not rows:
        raise RosterRefused(_("The file has its columns but no pupil under them. Nothing was imported."))
    usual = Counter(len(cells) for _line, cells in rows).most_common(1)[0][0]
    width = max(columns.width, usual) if table.ragged else 0
    read = [_read_row(line, cells, columns, width) for line, cells in rows]
    pupils = tuple(pupil for pupil, _problems in read if pupil)
    return Roster(
        pupils, tuple(problem for _pupil, problems in read for problem in problems), shape_of(columns)
    )


def _without_footer(rows: list[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]]:
    """Drops « Extraction du 02/09/2026 - 28 élèves »: at the end, one cell alone, with a digit in it."""
    end = len(rows)
    while end and _is_footer(rows[end - 1][1]):
        end -= 1
    return rows[:end]


def _is_footer(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == 1 and any(char.isdigit() for char in filled[0])


def _read_row(
    line: int, cells: tuple[str, ...], columns: Columns, width: int
) -> tuple[PupilRow | None, list[Problem]]:
    """`width` is the usual length of a row, 0 where lengths mean nothing (spreadsheets)."""
    if width:
        extra = len(cells) > width or any(cell.strip() for cell in cells[columns.width :])
        wrong = length_problem(columns, len(cells), extra=extra)
        if wrong:
            return None, [Problem(line, *wrong)]
    values, problems = _clean_row(line, cells, columns)
    if not problems:
        problems = list(_refusals(line, values, columns))
    if problems:
        return None, problems
    name = _name(values)
    pupil = PupilRow(line, name.surname, name.first_name, values["class"], values["level"])
    return pupil, list(_doubts(line, name, columns))


def _clean_row(line: int, cells: tuple[str, ...], columns: Columns) -> tuple[dict[str, str], list[Problem]]:
    values: dict[str, str] = {}
    problems = []
    for kind in (*_NAMES, "class", "level", "kind"):
        try:
            values[kind] = clean(columns.cell(kind, cells))
        except Unreadable as error:
            problems.append(Problem(line, columns.label(kind), error.sentence))
    return values, problems


def _name(values: dict[str, str]) -> Name:
    """The usage name wins over the legal one; a whole name in one cell is split."""
    if values["first_name"] or not values["full"]:
        return Name(values["usage"] or values["surname"], values["first_name"])
    return split_name(strip_numbering(values["full"]))


def _refusals(line: int, values: dict[str, str], columns: Columns) -> Iterator[Problem]:
    """Why a row whose cells are readable is no pupil all the same."""
    if values["kind"].upper() in _GROUP:
        text = _("This row is about a group, not a class: it is left out.")
        yield Problem(line, columns.label("kind"), text)
        return
    for kind in _NAMES:
        sentence = _no_name(values[kind])
        if sentence:
            yield Problem(line, columns.label(kind), sentence)
    name = _name(values)
    alone = "full" in columns.places and not name.surname and in_capitals(name.first_name)
    if not name.first_name or alone:
        yield Problem(line, columns.label(_first_name_of(columns)), missing_first_name())


def _first_name_of(columns: Columns) -> str:
    return "first_name" if "first_name" in columns.places else "full"


def _no_name(text: str) -> Sentence:
    if text and not has_letter(text):
        return _("There is no letter in this name. Correct it in the file.")
    if holds_private_number(text):
        return private_number()
    return ""


def missing_first_name() -> Sentence:
    """The same sentence for a file and for a pasted list."""
    return _("The first name is missing. Write it in the file.")


def private_number() -> Sentence:
    """The same sentence for a file and for a pasted list."""
    return _("There is a date or a number beside the name. Ardoise keeps names only: remove it.")


def _doubts(line: int, name: Name, columns: Columns) -> Iterator[Problem]:
    """What the preview should show beside a row that was read."""
    if name.doubt:
        yield Problem(line, columns.label("full"), name.doubt, kept=True)
    if not name.surname and "surname" in columns.places:
        yield Problem(line, columns.label("surname"), _("There is no surname in this row."), kept=True)
    if misread(f"{name.surname} {name.first_name}"):
        yield Problem(line, columns.label(_first_name_of(columns)), misread_accents(), kept=True)


def misread_accents() -> Sentence:
    """The same sentence for a file and for a pasted list."""
    return _("The accents of this name look broken. Export the file again, or correct the name.")
