"""One row of the preview: what is thought of it, what may be answered, and what will be done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from .destinations import NEW, Choice, Destination
from .matching import GRADE_LENGTH, Found, Person, Status
from .roster import PupilRow
from .scope import Scope

SKIP = "skip"
ICONS = {
    Status.NEW: "user-plus",
    Status.KNOWN: "check",
    Status.MOVED: "arrow-left-right",
    Status.BACK: "undo",
    Status.HOMONYM: "users",
    Status.OUT: "minus",
}
COLOURS = {Status.BACK: Status.MOVED, Status.OUT: Status.KNOWN}  # five colours say it all


@dataclass(frozen=True)
class Line:
    """``chosen`` is "" while somebody must say who this is; ``person`` is the pupil that the row is or may be."""

    row: PupilRow
    to: Destination
    status: Status
    person: Person | None = None
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    notes: tuple[str, ...] = ()

    @property
    def creates(self) -> bool:
        return self.status == Status.NEW or self.chosen == NEW

    @property
    def takes(self) -> bool:
        """An account that exists gets a place in the class."""
        return self.chosen not in ("", NEW, SKIP)

    @property
    def undecided(self) -> bool:
        return bool(self.choices) and not self.chosen

    @property
    def icon(self) -> str:
        return ICONS[self.status]

    @property
    def colour(self) -> str:
        return COLOURS.get(self.status, self.status)

    @property
    def grade(self) -> str:
        return self.row.level[:GRADE_LENGTH]

    @property
    def regrades(self) -> bool:
        """Already here, and the file tells another level."""
        here = self.person.place_in(self.to.space_id) if self.person and self.status == Status.KNOWN else None
        return here is not None and self.grade not in ("", here.grade)

    def answered(self, answer: str | None, taken: set[str]) -> "Line":
        """With this answer, if it is one that was offered. Two rows cannot be the same pupil."""
        chosen = answer if answer in {choice.value for choice in self.choices} else self.chosen
        if chosen in taken:
            note = _("Two rows cannot be the same pupil: choose again.")
            return replace(self, chosen="", notes=(*self.notes, note))
        return replace(self, chosen=chosen)


def line_of(row: PupilRow, to: Destination, found: Found, scope: Scope, doubt: str) -> Line:
    """The row with its choices. A pupil in a class out of reach may not be taken from it: the school does that."""
    takeable = [person for person in found.candidates if _may_take(person, scope)]
    choices = tuple(_choices(found, takeable, scope))
    chosen = ""
    if found.status in (Status.MOVED, Status.BACK):
        chosen = takeable[0].user.pk.hex if takeable else SKIP
    person = found.candidates[0] if len(found.candidates) == 1 else None
    line = Line(row, to, found.status, person, choices, chosen)
    notes = [doubt] if doubt else []
    if line.regrades:
        notes.append(_("The level changes."))
    return replace(line, notes=tuple(notes))


def _choices(found: Found, takeable: Iterable[Person], scope: Scope) -> Iterable[Choice]:
    if found.status in (Status.NEW, Status.KNOWN, Status.OUT):
        return
    for person in takeable:
        yield Choice(person.user.pk.hex, _same(person, scope))
    for person in found.candidates:
        if person not in takeable:
            place = person.now_in(scope.year)
            name = place.space.name if place else ""
            text = _("The pupil of %(name)s: I leave this row out, the school will move them.")
            yield Choice(SKIP, text % {"name": name})
            break
    else:
        if found.twin is not None:
            yield Choice(SKIP, _("The same person as row %(line)s: one account.") % {"line": found.twin})
    yield Choice(NEW, _("Somebody else of the same name: a new account."))


def _same(person: Person, scope: Scope) -> str:
    place = person.now_in(scope.year)
    if place:
        return _("The pupil of %(name)s: changes class.") % {"name": place.space.name}
    last = person.places[-1].space.name if person.places else ""
    if last:
        return _("The pupil who was in %(name)s: same account again.") % {"name": last}
    return _("The pupil of this name: same account again.")


def _may_take(person: Person, scope: Scope) -> bool:
    place = person.now_in(scope.year)
    return place is None or scope.reaches(place.space_id)
