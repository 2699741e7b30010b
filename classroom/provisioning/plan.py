"""A roster and a school → what an import would do, row by row. Nothing is written here (see creation.py)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from classroom.models import Membership

from .classes import class_key
from .destinations import Destination, destinations_of
from .lines import Line, line_of
from .matching import Found, Person, Placed, Status, match, people_of
from .naming import presentable
from .roster import Problem, PupilRow, Roster
from .scope import Scope
from .sentences import sentence_of

NAME_LENGTH = 80
CLASS_LENGTH = 60


@dataclass(frozen=True)
class Plan:
    """What the preview shows and what ``creation.apply`` writes."""

    scope: Scope
    roster: Roster
    routes: Mapping[str, str]
    answers: Mapping[int, str]
    destinations: tuple[Destination, ...]
    lines: tuple[Line, ...]
    unreadable: tuple[Problem, ...]
    missing: tuple[Membership, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """{status: rows}, with unreadable and missing; those at 0 too."""
        counts = {str(status): 0 for status in Status}
        for line in self.lines:
            counts[line.status] += 1
        return counts | {"unreadable": self.left, "missing": len(self.missing)}

    @property
    def left(self) -> int:
        """Rows that cannot be read."""
        return len({problem.line for problem in self.unreadable})

    @cached_property
    def creates(self) -> int:
        return sum(line.creates for line in self.lines)

    @cached_property
    def takes(self) -> int:
        return sum(line.takes for line in self.lines)

    @cached_property
    def regrades(self) -> int:
        return sum(line.regrades for line in self.lines)

    @cached_property
    def undecided(self) -> int:
        return sum(line.undecided for line in self.lines)

    @property
    def opens(self) -> tuple[Destination, ...]:
        """Classes that do not exist yet and get somebody."""
        filled = {line.to.key for line in self.lines if line.creates or line.takes}
        return tuple(to for to in self.destinations if to.is_new and to.key in filled)

    @property
    def changes_nothing(self) -> bool:
        return not (self.creates or self.takes or self.regrades or self.undecided)

    @property
    def has_choices(self) -> bool:
        return any(line.choices for line in self.lines)

    @property
    def asks_classes(self) -> bool:
        """True unless the list goes, as a matter of course, to one class that stands under its own name."""
        return len(self.destinations) > 1 or any(to.is_new or to.is_out for to in self.destinations)

    @property
    def button(self) -> str:
        return sentence_of(self)

    @cached_property
    def digest(self) -> str:
        """What the preview stands on, without the answers given in it: sha256, hex."""
        lines = [
            [line.row.line, line.row.surname, line.row.first_name, line.grade, line.to.key, line.to.route]
            + [line.status, [c.value for c in line.choices], line.person.user.pk.hex if line.person else ""]
            for line in self.lines
        ]
        told = [lines, [[p.line, p.column] for p in self.unreadable], [m.pk.hex for m in self.missing]]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def again(self) -> "Plan":
        """The same roster and answers, against what the database says now."""
        return plan(self.scope.renewed(), self.roster, routes=self.routes, answers=self.answers)


def plan(
    scope: Scope,
    roster: Roster,
    *,
    routes: Mapping[str, str] | None = None,
    answers: Mapping[int, str] | None = None,
) -> Plan:
    """``routes``: {class key: a space's id in hex, "new" or "out"}; ``answers``: {row: a choice's value}."""
    routes, answers = routes or {}, answers or {}
    rows, problems = _fitting(roster)
    people = people_of(scope.school)
    destinations = destinations_of(rows, scope, routes)
    to = {each.key: each for each in destinations}
    going = [(row, to[class_key(row.class_name)]) for row in rows]
    found = match([Placed(row, d.space_id) for row, d in going if not d.is_out], people, scope.year)
    doubts = {p.line: str(p.message) for p in roster.problems if p.kept}
    lines, taken = [], set()
    for row, destination in going:
        is_out = Found(Status.OUT)
        line = line_of(row, destination, found.get(row.line, is_out), scope, doubts.get(row.line, ""))
        lines.append(line.answered(answers.get(row.line), taken))
        taken |= {lines[-1].chosen} if lines[-1].takes else set()
    missing = _missing(people, destinations, lines)
    return Plan(scope, roster, routes, answers, destinations, tuple(lines), problems, missing)


def _fitting(roster: Roster) -> tuple[list[PupilRow], tuple[Problem, ...]]:
    """The rows that the database can hold, each name presentable; the others with the reader's own problems."""
    rows, problems = [], [problem for problem in roster.problems if not problem.kept]
    for row in roster.rows:
        if max(len(row.surname), len(row.first_name)) > NAME_LENGTH:
            problems.append(Problem(row.line, "", _("This name is too long: 80 characters at most.")))
        elif len(row.class_name) > CLASS_LENGTH:
            problems.append(
                Problem(row.line, "", _("This class has too long a name: 60 characters at most."))
            )
        else:
            name = presentable(row.first_name)
            rows.append(PupilRow(row.line, row.surname, name, row.class_name, row.level))
    return rows, tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _missing(
    people: Mapping[tuple[str, str], Sequence[Person]],
    destinations: Iterable[Destination],
    lines: Iterable[Line],
) -> tuple[Membership, ...]:
    """Who is in one of these classes and in no row. They are told, never removed."""
    spaces = {to.space_id for to in destinations if to.space}
    present = {line.person.user.pk for line in lines if line.person}
    present |= {UUID(line.chosen) for line in lines if line.takes}
    places = [
        place
        for namesakes in people.values()
        for person in namesakes
        if person.user.pk not in present
        for place in person.places
        if place.space_id in spaces and place.left_at is None
    ]
    return tuple(sorted(places, key=lambda place: (place.space.name, place.display_name)))
