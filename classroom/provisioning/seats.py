"""Which adult sits in which class, under which name; and the classes that are put away."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from classroom.models import ClassSpace, Membership, User
from classroom.models.spaces import Role
from classroom.provisioning.naming import display_names


def join(
    space: ClassSpace, user: User, role: str, *, ends_on: date | None = None, name: str = ""
) -> Membership:
    """This adult in this class with this role, whether they were there before or not.

    ``name`` is what the class sees; without one, the name they bear in another class, or their own.
    """
    seat = Membership.objects.filter(space=space, user=user).first() or Membership(space=space, user=user)
    seat.role, seat.ends_on, seat.left_at = role, ends_on, None
    wanted = name or seat.display_name or _usual_name(user)
    seat.display_name = _free_name(space, wanted, seat)
    seat.save()
    return seat


def _usual_name(user: User) -> str:
    elsewhere = Membership.objects.filter(user=user).order_by("-id").first()
    return elsewhere.display_name if elsewhere else user.get_full_name()


def _free_name(space: ClassSpace, wanted: str, seat: Membership) -> str:
    """``wanted``, or «Mme Roy 2» when somebody of the class bears that name already."""
    others = Membership.objects.filter(space=space, left_at=None).exclude(pk=seat.pk)
    return display_names([(wanted[:37], "")], others.values_list("display_name", flat=True))[0]


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
