"""Which adult sits in which class, under which name; and the classes that are put away."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from classroom.models import ClassSpace, Membership, User
from classroom.models.spaces import Role
from classroom.provisioning.cells import fold
from classroom.provisioning.naming import numbered_apart


def join(
    space: ClassSpace, user: User, role: str, *, ends_on: date | None = None, name: str = ""
) -> Membership:
    """This adult in this class with this role, whether they were there before or not.

    ``name`` is what the class sees, and what the next classes will; without one, the name kept with the account,
    the one they bear in another class, or their own.
    """
    if name and not user.shown_name:
        user.shown_name = name
        user.save(update_fields=["shown_name"])
    seat = Membership.objects.filter(space=space, user=user).first() or Membership(space=space, user=user)
    seat.role, seat.ends_on, seat.left_at = role, ends_on, None
    wanted = name or user.shown_name or seat.display_name or usual_name(user)
    seat.display_name = _free_name(space, wanted, seat)
    seat.save()
    return seat


def usual_name(user: User) -> str:
    """What pupils read of this adult where nobody chose another name."""
    if user.shown_name:
        return user.shown_name
    elsewhere = Membership.objects.filter(user=user).order_by("-id").first()
    return elsewhere.display_name if elsewhere else user.get_full_name()


@transaction.atomic
def show_as(user: User, name: str) -> None:
    """``name`` is what pupils read of this adult from now on: in their classes, and in those they will join."""
    user.shown_name = name
    user.save(update_fields=["shown_name"])
    for seat in Membership.objects.filter(user=user, left_at=None).select_related("space"):
        seat.display_name = _free_name(seat.space, name, seat)
        seat.save(update_fields=["display_name"])


def _free_name(space: ClassSpace, wanted: str, seat: Membership) -> str:
    """``wanted``, or «Mme Roy 2» when somebody of the class bears that name already."""
    others = Membership.objects.filter(space=space, left_at=None).exclude(pk=seat.pk)
    taken = {fold(name) for name in others.values_list("display_name", flat=True)}
    return numbered_apart(wanted[:37], taken)


def seat_admin(user: User, spaces: Iterable[ClassSpace]) -> None:
    """The admin is in each of these classes; where they teach, they go on teaching."""
    here = set(Membership.objects.filter(user=user, left_at=None).values_list("space", flat=True))
    for space in spaces:
        if space.pk not in here:
            join(space, user, Role.SCHOOL_ADMIN)


def archive(space: ClassSpace) -> None:
    """Nobody enters any more; everything is kept."""
    space.archived_at = timezone.now()
    space.save(update_fields=["archived_at"])


def reopen(space: ClassSpace) -> None:
    space.archived_at = None
    space.save(update_fields=["archived_at"])
