"""A list without a header: one name a line, as pasted from a message or from two columns of a sheet."""

import re

from django.utils.translation import gettext_lazy as _

from .cells import Unreadable, clean, has_letter, misread
from .names import Name, guess, in_capitals, split_name, strip_numbering
from .pupils import misread_accents, missing_first_name, private_number
from .roster import MAX_ROWS, Problem, PupilRow, Roster, Sentence, Table, too_many_rows

_CELLS = re.compile("[\t;]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
# The first sign of HTML, JSON, PDF and the like.
_OTHER_FILES = ("<", "{", "[", "%", "#!")


def are_names(table: Table) -> bool:
    """True when a file without a header may be a list of names: one cell a row, plain text, no separator."""
    lines = [_filled(cells) for _line, cells in table.rows]
    return all(lines) and not (
        lines[0].lstrip().startswith(_OTHER_FILES)
        or any(_CELLS.search(line) or _CONTROLS.search(line) for line in lines)
    )


def _filled(cells: tuple[str, ...]) -> str:
    """The one cell that holds something; "" when several do."""
    filled = [cell for cell in cells if cell.strip()]
    return filled[0] if len(filled) == 1 else ""


def read_names(table: Table) -> Roster:
    """Every row is a pupil or a problem; class and level are empty."""
    if len(table.rows) > MAX_ROWS:
        raise too_many_rows()
    pupils, problems = [], []
    for line, cells in table.rows:
        try:
            name = _name(_filled(cells))
        except Unreadable as error:
            problems.append(Problem(line, "", error.sentence))
            continue
        pupils.append(PupilRow(line, name.surname, name.first_name, "", ""))
        if name.doubt:
            problems.append(Problem(line, "", name.doubt, kept=True))
    return Roster(tuple(pupils), tuple(problems), "names")


def _name(line: str) -> Name:
    """Raises Unreadable for a line that is no name."""
    cells = [clean(cell) for cell in _CELLS.split(line)]
    cells = [cell for cell in map(strip_numbering, cells) if has_letter(cell)]
    if not cells:
        raise Unreadable(_("There is no name on this line."))
    # Beside a name, a class or a birth date has digits; a name has none.
    cells = [cell for cell in cells if not _has_digit(cell)]
    if not cells:
        raise Unreadable(private_number())
    name = _of_two(*cells[:2]) if len(cells) > 1 else _of_one(cells[0])
    if not name.first_name:
        raise Unreadable(missing_first_name())
    doubt: Sentence = misread_accents() if misread(line) else name.doubt
    return Name(name.surname, name.first_name, doubt)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _of_one(text: str) -> Name:
    if text.count(",") > 1:
        raise Unreadable(_("There are several names on this line. Write one name per line."))
    return split_name(text)


def _of_two(one: str, two: str) -> Name:
    """Two columns without a header: the one in capitals is the surname, else the first, as lists go."""
    big_one, big_two = in_capitals(one), in_capitals(two)
    if big_two and not big_one:
        return Name(two, one)
    return Name(one, two, "" if big_one and not big_two else guess())
