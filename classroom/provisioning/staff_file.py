"""`teachers.csv` → what it would change → accounts, places in classes, invitations. Twice the same file: nothing."""

import csv
import io
from dataclasses import dataclass, field

from django.db import transaction

from classroom.models import ClassSpace, Membership, School, User
from classroom.models.spaces import TEACHES, Level, Role
from classroom.provisioning.cells import fold
from classroom.provisioning.classes import class_key, level_of, open_class, school_year
from classroom.provisioning.readers import Problem, TeacherRoster, TeacherRow
from classroom.provisioning.staffing import add_adult, place, staff_of


@dataclass
class StaffLine:
    """One row of the file, compared with the school."""

    row: TeacherRow
    user: User | None  # None: nobody has this e-mail yet, or this name where the row has none
    joins: list[str] = field(default_factory=list)  # the classes that this row adds, as the file writes them

    @property
    def shown(self) -> str:
        """What pupils will read: what was kept with the account goes before what the file says."""
        return (self.user and self.user.shown_name) or self.row.shown

    @property
    def state(self) -> str:
        if self.user is None:
            return "new"
        return "moved" if self.joins else "known"


@dataclass
class StaffPlan:
    """What will be written, and nothing before. ``new_classes``: {name: guessed level}."""

    lines: list[StaffLine]
    problems: tuple[Problem, ...]
    new_classes: dict[str, str]

    @property
    def changes(self) -> bool:
        return bool(self.new_classes) or any(line.state != "known" for line in self.lines)

    @property
    def named_classes(self) -> list[tuple[str, str]]:
        """(name, what its level is called) of each class to create."""
        return [(name, str(Level(level).label)) for name, level in self.new_classes.items()]

    @property
    def newcomers(self) -> int:
        return len(_newcomers(self.lines))

    @property
    def without_email(self) -> int:
        """Of the newcomers: their links are handed over."""
        return len(_newcomers([line for line in self.lines if not line.row.email]))


def _newcomers(lines: list[StaffLine]) -> set[str]:
    return {key(line.row) for line in lines if line.user is None}


def key(row: TeacherRow) -> str:
    """Who a row speaks of: the e-mail, or the name where there is none."""
    return row.email or name_key(row.first_name, row.last_name)


def name_key(first_name: str, last_name: str) -> str:
    return fold(f"{first_name} {last_name}")


def plan(school: School, roster: TeacherRoster) -> StaffPlan:
    """Four queries, whatever the file's length. A closed account is not opened by a file: its row says nothing new."""
    people = _people(school)
    spaces = _spaces(school)
    seats = set(
        Membership.objects.active()
        .filter(space__school=school, role__in=TEACHES)
        .values_list("space", "user")
    )
    lines, new, seen = [], {}, set()
    for row in roster.rows:
        line = StaffLine(row, people.get(key(row)))
        for name in row.classes:
            space = spaces.get(class_key(name))
            if space is None:
                new.setdefault(class_key(name), name)
            if not (space and line.user and (space.pk, line.user.pk) in seats):
                line.joins.append(name)
        if line.user and not line.user.is_active:
            line.joins = []
        if key(row) not in seen or line.joins:
            lines.append(line)
        seen.add(key(row))
    return StaffPlan(lines, roster.problems, {name: level_of([name], Level.COLLEGE) for name in new.values()})


def _people(school: School) -> dict[str, User]:
    """The adults by name and by e-mail; of two of one name, the one who came first."""
    adults = list(staff_of(school).order_by("id"))
    named = {name_key(user.first_name, user.last_name): user for user in reversed(adults)}
    return named | {user.email.lower(): user for user in adults if user.email}


def _spaces(school: School) -> dict[str, ClassSpace]:
    """The classes of this year, by their name as it is compared."""
    spaces = ClassSpace.objects.filter(school=school, school_year=school_year(), archived_at=None)
    return {class_key(space.name): space for space in spaces}


@transaction.atomic
def carry_out(school: School, staff_plan: StaffPlan) -> list[User]:
    """All or nothing; who is new and needs an invitation."""
    for name, level in staff_plan.new_classes.items():
        open_class(school, name, level)
    spaces, people, newcomers = _spaces(school), {}, []
    for line in staff_plan.lines:
        row = line.row
        user = line.user or people.get(key(row))
        if user is None:
            user = add_adult(school, row.first_name, row.last_name, row.email, shown=row.shown)
            people[key(row)] = user
            newcomers.append(user)
        for name in line.joins:
            place(user, spaces[class_key(name)], Role.TEACHER, name=user.shown_name or row.shown)
    return newcomers


def as_csv(roster: TeacherRoster) -> str:
    """The rows alone, as the reader takes them again: what the preview's page sends back, kept nowhere else."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(["nom", "prénom", "courriel", "classes", "nom affiché"])
    for row in roster.rows:
        writer.writerow([row.last_name, row.first_name, row.email, "|".join(row.classes), row.shown])
    return out.getvalue()
