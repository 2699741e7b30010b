"""The charter among the first steps of a class, and its signatures among the school's numbers."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from charter.models import Charter, Signature
from classroom.models import ClassSpace, Membership, User
from classroom.steps import Figure, Step, figures, steps


def has_charter(space: ClassSpace, user: User) -> bool:
    return Charter.objects.adopted(space).exists()


def count_signed(spaces: Collection[ClassSpace]) -> dict[UUID, int]:
    """The pupils of each class who signed the version in force; one query for all the classes."""
    adopted = Charter.objects.filter(space=OuterRef("member__space"), version__isnull=False)
    in_force = Subquery(adopted.order_by("-version").values("pk")[:1])
    pupils = Membership.objects.active().pupils().filter(space__in=spaces)
    signed = Signature.objects.of_pupils().filter(member__in=pupils, charter=in_force)
    return dict(signed.values("member__space").annotate(n=Count("id")).values_list("member__space", "n"))


def declare() -> None:
    """Called once, when the registries fill themselves."""
    steps["charter"] = Step(
        20,
        _("The charter"),
        _("Choose the template of your level, make it yours with the class, adopt it: then pupils sign it."),
        _("Choose the charter"),
        "charter:charter",
        "scale",
        has_charter,
    )
    figures["signed"] = Figure(20, _("Charter signed"), count_signed)
