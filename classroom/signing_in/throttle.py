"""Wrong tries slow one account, never a room: ten in fifteen minutes, then that account waits.

A try is written down before the words are looked at and taken back when they were right, in the database, so that
a thousand guesses sent at once, to several processes, get ten looks in all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from classroom.models import ClassSpace, FailedTry, Membership, User

LIMIT = 10
WINDOW = timedelta(minutes=15)


def waits_until(users: Iterable[UUID]) -> dict[UUID, datetime]:
    """For each of these accounts that must wait, until when. One query, no writing."""
    since = timezone.now() - WINDOW
    tries = FailedTry.objects.filter(user__in=list(users), at__gt=since)
    full = tries.values("user").annotate(n=Count("id"), first=Min("at")).filter(n__gte=LIMIT)
    return {row["user"]: row["first"] + WINDOW for row in full}


def take_tries(users: Sequence[UUID]) -> dict[UUID, FailedTry]:
    """One try for each account that has one left, in one short transaction; {account: the try to give back}."""
    if not users or len(waits_until(users)) == len(users):
        return {}  # a flood on a waiting account reads one line and writes none
    now = timezone.now()
    with transaction.atomic():
        list(User.objects.select_for_update(no_key=True).filter(pk__in=users).order_by("pk").only("pk"))
        FailedTry.objects.filter(user__in=users, at__lte=now - WINDOW).delete()
        full = waits_until(users)
        taken = [FailedTry(user_id=user, at=now) for user in users if user not in full]
        FailedTry.objects.bulk_create(taken)
    return {each.user_id: each for each in taken}


def give_back(tries: Iterable[FailedTry]) -> None:
    """The words were right: that was no failure."""
    FailedTry.objects.filter(pk__in=[each.pk for each in tries]).delete()


def locked_members(space: ClassSpace) -> dict[UUID, datetime]:
    """The pupils of the class who must wait: {membership id: until when}. Two queries at most."""
    pupils = dict(Membership.objects.active().pupils().filter(space=space).values_list("user", "id"))
    return {pupils[user]: until for user, until in waits_until(pupils).items()}


def unlock(user: User, *, by: Membership) -> None:
    """A teacher of the pupil's class lets them try again at once; LookupError when the pupil is not theirs."""
    theirs = Membership.objects.active().pupils().filter(space=by.space_id, user=user)
    if not by.teaches or not theirs.exists():
        raise LookupError("Only a teacher of the class unlocks its pupils.")
    FailedTry.objects.filter(user=user).delete()
