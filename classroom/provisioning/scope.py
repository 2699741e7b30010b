"""How far an import reaches: a teacher's own classes, or a school's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from classroom.models import ClassSpace, Membership, School
from classroom.models.spaces import TEACHES

from .classes import class_key, school_year


@dataclass(frozen=True)
class Scope:
    """``space`` takes the rows that name no class; ``reachable`` may be written to, and pupils taken from.

    ``by`` is whose right it is, None for the operator's command; ``all_spaces`` are the school's of the year.
    """

    school: School
    year: int
    space: ClassSpace | None
    all_spaces: tuple[ClassSpace, ...]
    reachable: tuple[ClassSpace, ...]
    opens_classes: bool
    by: Membership | None = None

    def renewed(self) -> "Scope":
        """The same as the database says now. Raises LookupError when the right is gone meanwhile."""
        if self.by is None:
            again = scope_of_school(self.school, self.space, year=self.year)
            return replace(again, opens_classes=self.opens_classes)
        member = Membership.objects.of(self.by.user).filter(pk=self.by.pk).first()
        if member is None:
            raise LookupError("This person is no longer in the class.")
        return scope_of(member)

    def reaches(self, space_id: UUID) -> bool:
        return any(space.pk == space_id for space in self.reachable)

    def named(self, key: str) -> ClassSpace | None:
        """The class of the year with this key (see ``class_key``), within reach or not."""
        return next((space for space in self.all_spaces if class_key(space.name) == key), None)


def scope_of(member: Membership) -> Scope:
    """A teacher reaches the classes that they teach in this school and year; its admin, all of them."""
    if member.administers:
        return _scope(member.space.school, member.space.school_year, member.space, by=member)
    if not member.teaches:
        raise LookupError("Only a teacher or an admin of the school imports pupils.")
    space = member.space
    taught = Membership.objects.of(member.user).filter(role__in=TEACHES).values_list("space", flat=True)
    return _scope(space.school, space.school_year, space, by=member, only=set(taught))


def scope_of_school(school: School, space: ClassSpace | None = None, *, year: int | None = None) -> Scope:
    """The whole school: for its admin's own screens, the first run and the command."""
    return _scope(school, space.school_year if space else year or school_year(), space)


def _scope(
    school: School,
    year: int,
    space: ClassSpace | None,
    *,
    by: Membership | None = None,
    only: Iterable[UUID] | None = None,
) -> Scope:
    spaces = tuple(ClassSpace.objects.filter(school=school, school_year=year).order_by("name"))
    reachable = tuple(s for s in spaces if s.archived_at is None and (only is None or s.pk in only))
    return Scope(school, year, space, spaces, reachable, opens_classes=only is None, by=by)
