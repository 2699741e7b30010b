"""The preview of an import as lines of text, the columns lined up."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .matching import Status
from .plan import Plan


def preview(plan: Plan) -> Iterable[str]:
    """One line a row, then what cannot be read, then who is missing, then the counts."""
    rows = [
        (
            str(line.row.line),
            str(line.status.label),
            line.row.surname,
            line.row.first_name,
            line.grade,
            line.row.class_name if line.to.is_out else line.to.label,
            " ".join(line.notes),
        )
        for line in plan.lines
    ]
    yield from _lined_up(rows)
    for problem in plan.unreadable:
        where = ", ".join(part for part in (str(problem.line or ""), problem.column) if part)
        yield f"{where}: {problem.message}"
    for place in plan.missing:
        yield _("Not in the list, stays: %(name)s") % {"name": f"{place.display_name} ({place.space.name})"}
    labels = {str(status): str(status.label) for status in Status}
    labels |= {"unreadable": _("unreadable"), "missing": pgettext("row", "missing")}
    yield ", ".join(f"{labels[key]} {number}" for key, number in plan.counts.items() if number)


def _lined_up(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
