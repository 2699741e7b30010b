"""The first run: an empty house is set up by whoever holds the link that `serve` prints, once and for all."""

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from classroom.models import ClassSpace, School, SetUp, User
from classroom.models.invitations import LASTS, TOKEN_BYTES, digest
from classroom.models.spaces import Role
from classroom.provisioning import seats
from classroom.provisioning.classes import open_class, school_year


def first_run_link(base_url: str) -> str | None:
    """The address to print when nobody has an account yet; None in a house where somebody lives.

    ``base_url`` is the scheme and the host («https://ardoise.ecole.fr»). A link printed before opens nothing more.
    """
    if User.objects.exists():
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    begun = SetUp.objects.order_by("-id").first()
    SetUp.objects.filter(user=None).delete()
    SetUp.objects.create(token_sha256=digest(token), school=begun.school if begun else None)
    return base_url.rstrip("/") + reverse("set_up", args=[token])


def of_token(token: str) -> SetUp | None:
    """The set-up that this link opens; None for one that is over, too old, or in a house where others live."""
    since = timezone.now() - LASTS
    found = SetUp.objects.filter(token_sha256=digest(token), done_at=None, made_at__gt=since)
    set_up = found.select_related("school", "user").first()
    if set_up and set_up.user_id is None and User.objects.exists():
        return None
    return set_up


def under_way(user: User) -> SetUp | None:
    """What this person has begun and not finished."""
    return SetUp.objects.filter(user=user, done_at=None).select_related("school", "space").first()


def take_the_house(set_up: SetUp, said: dict) -> User:
    """The first account, which administers the school. LookupError when somebody was quicker.

    The password is hashed before the transaction: nothing slow happens under a lock.
    """
    fields = {name: said[name] for name in ("username", "first_name", "last_name", "email")}
    user = User(**fields, school=set_up.school, kind=User.Kind.STAFF, administers=True)
    user.password = make_password(said["password"])
    with transaction.atomic():
        mine = SetUp.objects.select_for_update(no_key=True).get(pk=set_up.pk)
        if mine.user_id or mine.school is None or User.objects.exists():
            raise LookupError("The house has somebody already.")
        user.language = mine.school.language
        user.save()
        mine.user = user
        mine.save(update_fields=["user"])
    return user


@transaction.atomic
def open_first_class(set_up: SetUp, name: str, level: str, shown: str, *, by: User) -> ClassSpace:
    """Its teacher is the person who sets the house up, in the school that they administer."""
    if by.school is None:
        raise LookupError("A class is opened in a school.")
    space = open_class(by.school, name, level, year=school_year())
    seats.join(space, by, Role.TEACHER, name=shown)
    set_up.space = space
    set_up.save(update_fields=["space"])
    return space


def finish(set_up: SetUp) -> None:
    """The link opens nothing any more."""
    set_up.done_at = timezone.now()
    set_up.save(update_fields=["done_at"])


def school_of(set_up: SetUp, school: School) -> None:
    set_up.school = school
    set_up.save(update_fields=["school"])
