"""Where the rows of each class named in a file go: a class, a new one, or nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from classroom.models import ClassSpace
from classroom.models.spaces import Level

from .classes import class_key, level_of
from .roster import PupilRow
from .scope import Scope

NEW, OUT = "new", "out"


@dataclass(frozen=True)
class Choice:
    """What a person may answer in the preview."""

    value: str
    label: str


@dataclass(frozen=True)
class Destination:
    """One class of the file. ``route``: a space's id in hex, "new" or "out"; ``key`` is "" where no class is named."""

    key: str
    name: str
    rows: int
    route: str
    space: ClassSpace | None
    level: str
    options: tuple[Choice, ...]

    @property
    def is_new(self) -> bool:
        return self.route == NEW

    @property
    def is_out(self) -> bool:
        return self.route == OUT

    @property
    def space_id(self) -> UUID | None:
        return self.space.pk if self.space else None

    @property
    def label(self) -> str:
        """The class that the rows go to, as people call it."""
        return self.space.name if self.space else self.name


def destinations_of(
    rows: Sequence[PupilRow], scope: Scope, routes: Mapping[str, str]
) -> tuple[Destination, ...]:
    """In the order of the file. ``routes`` answers by key; what is out of the scope's reach is never taken."""
    groups: dict[str, list[PupilRow]] = {}
    for row in rows:
        groups.setdefault(class_key(row.class_name), []).append(row)
    alone = len([key for key in groups if key]) == 1
    return tuple(_destination(key, group, scope, routes.get(key, ""), alone) for key, group in groups.items())


def _destination(key: str, group: list[PupilRow], scope: Scope, asked: str, alone: bool) -> Destination:
    options = tuple(_options(key, group[0].class_name, scope))
    route = asked if asked in {option.value for option in options} else _usual(key, scope, alone)
    space = next((each for each in scope.reachable if each.pk.hex == route), None)
    level = level_of([row.level for row in group], level_of([group[0].class_name], _school_level(scope)))
    return Destination(key, group[0].class_name, len(group), route, space, level, options)


def _options(key: str, name: str, scope: Scope) -> Iterable[Choice]:
    for space in scope.reachable:
        yield Choice(space.pk.hex, space.name)
    if key and scope.opens_classes and not scope.named(key):
        yield Choice(NEW, _("a new class, “%(name)s”") % {"name": name})
    yield Choice(OUT, _("nowhere: leave these rows out"))


def _usual(key: str, scope: Scope, alone: bool) -> str:
    """Its own class; a class that the school does not have is opened, or is this one under another name."""
    named = scope.named(key) if key else scope.space
    if named:
        return named.pk.hex if scope.reaches(named.pk) else OUT
    if not key:
        return scope.reachable[0].pk.hex if len(scope.reachable) == 1 else OUT
    if scope.opens_classes:
        return NEW
    return scope.space.pk.hex if scope.space and alone else OUT


def _school_level(scope: Scope) -> str:
    levels = [space.level for space in ([scope.space] if scope.space else scope.all_spaces)]
    return max(set(levels), key=levels.count) if levels else Level.COLLEGE
