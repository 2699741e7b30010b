"""The plan that was shown, written: one transaction, all or nothing, and only what was shown."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from classroom.models import ClassSpace, Membership, School, User

from .classes import open_class
from .enrolment import leave, places_for, take_place
from .lines import Line
from .naming import draw_usernames, username_base
from .plan import Plan

_ATTEMPTS = 3  # two schools may draw the same username in the same instant


class NotWritten(Exception):
    """Nothing was written; ``plan`` is how things stand now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("not written")
        self.plan = plan


class Changed(NotWritten):
    """The school is no longer as the preview showed it."""


class Undecided(NotWritten):
    """Somebody must say who some of the rows are."""


@dataclass(frozen=True)
class Written:
    """What was done, in numbers, and the classes that somebody joined."""

    created: int
    taken: int
    regraded: int
    opened: int
    spaces: tuple[ClassSpace, ...]


def apply(plan: Plan, *, seen: str | None = None) -> Written:
    """Writes the plan whose digest was ``seen`` (this very one by default). Raises Changed or Undecided.

    The school's row is locked and the plan made again: a second import of the same file finds nothing to do.
    """
    for _attempt in range(_ATTEMPTS - 1):
        try:
            return _apply(plan, seen or plan.digest)
        except IntegrityError:
            continue
    return _apply(plan, seen or plan.digest)


@transaction.atomic
def _apply(plan: Plan, seen: str) -> Written:
    School.objects.select_for_update(no_key=True).get(pk=plan.scope.school.pk)
    now = plan.again()
    if now.digest != seen:
        raise Changed(now)
    if now.undecided:
        raise Undecided(now)
    spaces = _spaces(now)
    joined = tuple(spaces[key] for key in {line.to.key for line in now.lines if line.creates or line.takes})
    written = Written(now.creates, now.takes, now.regrades, len(now.opens), joined)
    _take(now, spaces)
    _create(now, spaces)
    _regrade(now)
    return written


def _spaces(plan: Plan) -> dict[str, ClassSpace]:
    """{class key: its space}, the missing ones opened."""
    spaces = {to.key: to.space for to in plan.destinations if to.space}
    for to in plan.opens:
        spaces[to.key] = open_class(plan.scope.school, to.name, to.level, year=plan.scope.year)
    return spaces


def _take(plan: Plan, spaces: dict[str, ClassSpace]) -> None:
    """Those who change class or come back keep their account; their texts stay where they were written."""
    taken = [line for line in plan.lines if line.takes]
    users = User.objects.in_bulk([UUID(line.chosen) for line in taken])
    places = Membership.objects.active().pupils().filter(user__in=users)
    left = {
        place.user_id: place for place in places.filter(space__school_year=plan.scope.year).order_by("-id")
    }
    leave(left.values(), at=timezone.now())
    for line in taken:
        user = users[UUID(line.chosen)]
        hidden = left[user.pk].pseudonym if user.pk in left else ""
        take_place(user, spaces[line.to.key], grade=line.grade, pseudonym=hidden)


def _create(plan: Plan, spaces: dict[str, ClassSpace]) -> None:
    """Accounts without a password (pupils have cards), in as many queries for 300 as for 3."""
    new = [line for line in plan.lines if line.creates]
    usernames = draw_usernames([username_base(line.row.first_name, line.row.surname) for line in new])
    users = [_account(plan, line, name) for line, name in zip(new, usernames, strict=True)]
    User.objects.bulk_create(users, batch_size=500)
    rooms: dict[str, list[tuple[User, str]]] = defaultdict(list)
    for line, user in zip(new, users, strict=True):
        rooms[line.to.key].append((user, line.grade))
    places = [place for key, room in rooms.items() for place in places_for(spaces[key], room)]
    Membership.objects.bulk_create(places, batch_size=500)


def _account(plan: Plan, line: Line, username: str) -> User:
    return User(
        school=plan.scope.school,
        kind=User.Kind.PUPIL,
        username=username,
        first_name=line.row.first_name,
        last_name=line.row.surname,
        password=make_password(None),
    )


def _regrade(plan: Plan) -> None:
    places = []
    for line in plan.lines:
        place = line.person.place_in(line.to.space_id) if line.regrades and line.person else None
        if place:
            place.grade = line.grade
            places.append(place)
    Membership.objects.bulk_update(places, ["grade"], batch_size=500)
