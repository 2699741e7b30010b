"""Which row is which pupil. Names are all there is to go by: INE and birth dates are never kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classroom.models import Membership, School, User
from classroom.models.spaces import Role

from .cells import fold
from .roster import PupilRow

GRADE_LENGTH = 20


class Status(models.TextChoices):
    """The word of a row in the preview."""

    NEW = "new", pgettext_lazy("row", "new")
    KNOWN = "known", _("already here")
    MOVED = "moved", _("changes class")
    BACK = "back", _("comes back")
    HOMONYM = "homonym", _("homonym")
    OUT = "out", _("left out")


@dataclass
class Person:
    """A pupil of the school, and every class they are or were in."""

    user: User
    places: list[Membership] = field(default_factory=list)

    def place_in(self, space_id: UUID | None) -> Membership | None:
        """Their place in this class, also a past one."""
        return next((place for place in self.places if place.space_id == space_id), None)

    def now_in(self, year: int) -> Membership | None:
        """Where they are this school year."""
        for place in self.places:
            if place.left_at is None and place.space.archived_at is None and place.space.school_year == year:
                return place
        return None


@dataclass(frozen=True)
class Found:
    """``candidates``: the pupils this row may be; ``twin``: the row of somebody with the same name."""

    status: Status
    candidates: tuple[Person, ...] = ()
    twin: int | None = None


@dataclass(frozen=True)
class Placed:
    """A row and the class it goes to; ``space_id`` is None for a class that does not exist yet."""

    row: PupilRow
    space_id: UUID | None


def name_key(surname: str, first_name: str) -> tuple[str, str]:
    return fold(surname), fold(first_name)


def people_of(school: School) -> dict[tuple[str, str], list[Person]]:
    """Every pupil of the school by folded name, oldest account first. Two queries."""
    users = User.objects.filter(school=school, kind=User.Kind.PUPIL).order_by("id")
    people = {user.pk: Person(user) for user in users}
    places = Membership.objects.filter(user__school=school, role=Role.PUPIL).select_related("space")
    for place in places.order_by("id"):
        people[place.user_id].places.append(place)
    named = defaultdict(list)
    for person in people.values():
        named[name_key(person.user.last_name, person.user.first_name)].append(person)
    return named


def match(
    placed: Iterable[Placed], people: dict[tuple[str, str], list[Person]], year: int
) -> dict[int, Found]:
    """{row number: what was found}. Rows that share a name are looked at together."""
    groups = defaultdict(list)
    for each in placed:
        groups[name_key(each.row.surname, each.row.first_name)].append(each)
    found: dict[int, Found] = {}
    for key, group in groups.items():
        found |= _match_group(group, list(people.get(key, ())), year)
    return found


def _match_group(group: Sequence[Placed], free: list[Person], year: int) -> dict[int, Found]:
    found = _known(group, free)
    rest = [each for each in group if each.row.line not in found]
    if len(rest) == 1 and len(free) == 1:
        status = Status.MOVED if free[0].now_in(year) else Status.BACK
        return found | {rest[0].row.line: Found(status, tuple(free), _twin(rest[0], group))}
    for number, each in enumerate(rest):
        first = number == 0 and not found and not free
        homonym = Found(Status.HOMONYM, tuple(free), _twin(each, group))
        found[each.row.line] = Found(Status.NEW) if first else homonym
    return found


def _known(group: Sequence[Placed], free: list[Person]) -> dict[int, Found]:
    """Who is in that class already; of two of the same name, each row takes the one of its own level."""
    found: dict[int, Found] = {}
    for strict in (True, False):
        for each in group:
            if each.row.line in found:
                continue
            person = _sitting(each, free, strict)
            if person:
                free.remove(person)
                found[each.row.line] = Found(Status.KNOWN, (person,))
    return found


def _sitting(each: Placed, free: Iterable[Person], strict: bool) -> Person | None:
    for person in free:
        place = person.place_in(each.space_id)
        if place and place.left_at is None and (not strict or place.grade == each.row.level[:GRADE_LENGTH]):
            return person
    return None


def _twin(each: Placed, group: Sequence[Placed]) -> int | None:
    """Another row of the same name, of the same class if there is one."""
    others = [other for other in group if other is not each]
    same = [other for other in others if other.space_id == each.space_id]
    return next((other.row.line for other in same or others), None)
