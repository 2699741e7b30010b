"""Pupils, then cards: what a class needs of the ground floor; and the numbers that the school sees of it."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from classroom.models import ClassSpace, Membership, SignInCard, User
from classroom.models.spaces import Role
from classroom.steps import Figure, Step, figures, steps


def has_pupils(space: ClassSpace, user: User) -> bool:
    return Membership.objects.active().pupils().filter(space=space).exists()


def has_cards(space: ClassSpace, user: User) -> bool:
    return bool(count_cards([space]))


def count_pupils(spaces: Collection[ClassSpace]) -> dict[UUID, int]:
    pupils = Membership.objects.active().pupils().filter(space__in=spaces)
    return dict(pupils.values("space").annotate(n=Count("id")).values_list("space", "n"))


def count_cards(spaces: Collection[ClassSpace]) -> dict[UUID, int]:
    """Valid cards in the hands of the classes' pupils."""
    of_pupils = Membership.objects.active().filter(space__in=spaces, role=Role.PUPIL)
    cards = of_pupils.filter(user__cards__in=SignInCard.objects.filter(voided_at=None))
    return dict(cards.values("space").annotate(n=Count("id")).values_list("space", "n"))


def declare() -> None:
    """Called once, when the registries fill themselves."""
    steps["pupils"] = Step(
        10,
        _("The pupils"),
        _("Drop the file of your school software, or paste first names."),
        _("Bring the pupils in"),
        "members:import",
        "users",
        has_pupils,
    )
    steps["cards"] = Step(
        30,
        _("The cards"),
        _("Each pupil comes in with a card: print them, cut them, hand them out."),
        _("Print the cards"),
        "members:cards",
        "id-card",
        has_cards,
    )
    figures["pupils"] = Figure(10, _("Pupils"), count_pupils)
    figures["cards"] = Figure(30, _("Valid cards"), count_cards)
