"""A list of watched words as a sheet: read whole or not at all, line by line; written as French spreadsheets read."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from classroom.folding import fold
from classroom.provisioning.cells import neutralise
from classroom.provisioning.tables import decode
from moderation.watched.actions import Action
from moderation.watched.asked import asked
from moderation.watched.forms import FIELDS, WatchedWordForm
from moderation.watched.keeping import MOST
from moderation.watched.word import WatchedWord

MAX_BYTES = 512 * 1024
YES = {"1", "x", "oui", "yes", "vrai", "true"}


class Wrong(NamedTuple):
    """Why a line cannot be taken."""

    line: int
    word: str
    why: str


@dataclass
class Sheet:
    """What a sheet says: rows ready to be kept, or what is wrong; never both kept and wrong."""

    text: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def heads() -> list[str]:
    """The first line, in the language being spoken; in the order of FIELDS."""
    return [
        pgettext("heading", "word"),
        pgettext("heading", "capitals"),
        pgettext("heading", "action"),
        pgettext("heading", "sentence"),
        pgettext("heading", "replacement"),
        pgettext("heading", "entry"),
    ]


def read_file(data: bytes) -> Sheet:
    if len(data) > MAX_BYTES:
        return Sheet(wrong=[Wrong(1, "", _("The file is too large: 1,000 words fit in 500 kB."))])
    return read(decode(data).replace("\x00", "\ufffd"))


def read(text: str) -> Sheet:
    """Columns in the order of ``heads``, `;` or a tab or a comma between them; the first line may be the heads."""
    sheet = Sheet(text)
    if len(text) > MAX_BYTES:
        return Sheet(wrong=[Wrong(1, "", _("The file is too large: 1,000 words fit in 500 kB."))])
    try:
        lines = _lines(text)
    except csv.Error:
        sheet.wrong.append(
            Wrong(1, "", _('A quotation mark (") is not closed somewhere. Close it, or take it out.'))
        )
        return sheet
    if len(lines) > MOST:
        sheet.wrong.append(Wrong(lines[MOST][0], "", _("A list holds 1,000 words at most.")))
        return sheet
    met: dict[tuple[str, bool], int] = {}
    for line, cells in lines:
        _read_line(sheet, line, cells, met)
    if not lines:
        sheet.wrong.append(Wrong(1, "", _("There is no word in it.")))
    return sheet


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """(number of the line, its cells); blank lines and heads left out."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(";\t,", key=first.count)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator, strict=True)
    known = [
        (n, [_typed(cell) for cell in cells])
        for n, cells in enumerate(rows, 1)
        if any(c.strip() for c in cells)
    ]
    headed = bool(known) and fold(known[0][1][0]) in {fold(pgettext("heading", "word")), "mot", "word"}
    return known[headed:]


def _typed(cell: str) -> str:
    """What ``neutralise`` did on the way out is undone."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and neutralise(cell[1:]) == cell else cell


def _read_line(sheet: Sheet, line: int, cells: Sequence[str], met: dict[tuple[str, bool], int]) -> None:
    said = dict(zip(FIELDS, [*cells, *[""] * len(FIELDS)], strict=False))
    action = _action(said["action"])
    if action is None:
        sheet.wrong.append(Wrong(line, said["pattern"], _actions_are()))
        return
    form = WatchedWordForm(said | {"exact": fold(said["exact"]) in YES, "action": action})
    if not form.is_valid():
        why = " ".join(str(error) for errors in form.errors.values() for error in errors)
        sheet.wrong.append(Wrong(line, said["pattern"], why))
        return
    row = form.cleaned_data
    key = asked(row["pattern"], exact=row["exact"]), row["exact"]
    if key in met:
        sheet.wrong.append(
            Wrong(line, said["pattern"], _("It is on line %(line)d too.") % {"line": met[key]})
        )
    met.setdefault(key, line)
    sheet.rows.append(row)


def _action(cell: str) -> Action | None:
    """By its name in any of our languages: a list goes from one to the other. Left empty: hold."""
    return _names().get(fold(cell)) if cell else Action.HOLD


@cache
def _names() -> dict[str, Action]:
    names = {action.value: action for action in Action}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {fold(str(action.label)): action for action in Action}
    return names


def _actions_are() -> str:
    names = ", ".join(str(action.label) for action in Action)
    return _("This action is unknown. They are: %(names)s.") % {"names": names}


def written(words: Iterable[WatchedWord]) -> str:
    """Semicolons and a byte order mark; no cell is ever a formula."""
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow(heads())
    for word in words:
        exact = _("yes") if word.exact else ""
        cells = [word.pattern, exact, word.get_action_display(), word.reason, word.replacement, word.entry]
        sheet.writerow(neutralise(cell) for cell in cells)
    return "\ufeff" + out.getvalue()
