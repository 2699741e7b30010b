"""A pupil's place in a class: taken, left, taken again. Texts stay where they were written."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classroom.models import ClassSpace, Membership, School, User
from classroom.models.spaces import Role
from classroom.signing_in.cards import end_sessions

from .cells import fold
from .naming import display_names, draw_usernames, username_base
from .pseudonyms import NotOffered, free_pseudonyms, pseudonyms


class NameTaken(Exception):
    """Somebody of the class bears this name. str() is the sentence to show."""

    def __str__(self) -> str:
        return _("Somebody of the class already bears this name. Choose another one.")


def names_in(space: ClassSpace) -> list[str]:
    """Every name that the class sees now, adults' too."""
    shown = space.memberships.filter(left_at=None).values_list("display_name", "pseudonym")
    return [name for pair in shown for name in pair if name]


def places_for(space: ClassSpace, users: Sequence[tuple[User, str]]) -> list[Membership]:
    """Unsaved memberships for these (pupil, level), each under a name of its own in the class."""
    names = display_names([(user.first_name, user.last_name) for user, _grade in users], names_in(space))
    return [
        Membership(space=space, user=user, role=Role.PUPIL, display_name=name, grade=grade)
        for (user, grade), name in zip(users, names, strict=True)
    ]


def leave(places: Iterable[Membership], at: datetime | None = None) -> int:
    """These places are left: from the next request on, the class answers 404. How many were not left yet."""
    ids = [place.pk for place in places]
    return Membership.objects.filter(pk__in=ids, left_at=None).update(left_at=at or timezone.now())


def depart(place: Membership) -> None:
    """The pupil is out of this class; who has no class any more is signed out at once."""
    leave([place])
    if not Membership.objects.of(place.user).exists():
        end_sessions(place.user)


@transaction.atomic
def move(place: Membership, space: ClassSpace) -> Membership:
    """To another class of the school: out of this one and into that one, in one go."""
    leave([place])
    return take_place(place.user, space, grade=place.grade, pseudonym=place.pseudonym)


@transaction.atomic
def take_place(user: User, space: ClassSpace, *, grade: str = "", pseudonym: str = "") -> Membership:
    """The pupil's place in this class, the former one again if there is one.

    Who hid behind a pseudonym never comes out from behind one: a taken one is replaced by another.
    """
    lock(space)
    place = Membership.objects.filter(space=space, user=user).first()
    if place is not None and place.left_at is None:
        return place
    fresh = places_for(space, [(user, grade)])[0]
    place = place or fresh
    taken = names_in(space)
    if place.display_name in taken:
        place.display_name = fresh.display_name
    place.grade, place.left_at = grade or place.grade, None
    hidden = pseudonym or place.pseudonym
    place.pseudonym = hidden if hidden not in taken else free_pseudonyms(space, 1)[0]
    place.save()
    return place


@transaction.atomic
def add(space: ClassSpace, first_name: str, surname: str, grade: str = "") -> Membership:
    """One more pupil, by hand, even if somebody of the same name is here."""
    lock(space)
    user = User(
        school_id=space.school_id,
        kind=User.Kind.PUPIL,
        username=draw_usernames([username_base(first_name, surname)])[0],
        first_name=first_name,
        last_name=surname,
        password=make_password(None),
    )
    user.save()
    place = places_for(space, [(user, grade)])[0]
    place.save()
    return place


@transaction.atomic
def rename(place: Membership, *, first_name: str, surname: str, shown: str, grade: str) -> None:
    """The civil name, for teachers, and the one that the class sees: made from it when ``shown`` is "".

    Raises NameTaken.
    """
    lock(place.space)
    others = [name for name in names_in(place.space) if name not in (place.display_name, place.pseudonym)]
    if fold(shown) in {fold(name) for name in others}:
        raise NameTaken
    place.user.first_name, place.user.last_name = first_name, surname
    place.user.save(update_fields=["first_name", "last_name"])
    place.display_name = shown or display_names([(first_name, surname)], others)[0]
    place.grade = grade
    place.save(update_fields=["display_name", "grade"])


@transaction.atomic
def take_pseudonym(place: Membership, name: str) -> None:
    """A name from the list, or "" to go back to the class name. Raises NotOffered, NameTaken."""
    lock(place.space)
    if name and name not in pseudonyms(place.space.school.language):
        raise NotOffered
    if name and place.space.memberships.exclude(pk=place.pk).filter(left_at=None, pseudonym=name).exists():
        raise NameTaken
    place.pseudonym = name
    place.save(update_fields=["pseudonym"])


def lock(space: ClassSpace) -> None:
    """One at a time gives names in a school; an import takes the same lock."""
    School.objects.select_for_update(no_key=True).get(pk=space.school_id)
