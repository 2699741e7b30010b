"""The adults of a school: who is asked in, what they may do, and how they leave at once."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from classroom.letters import in_their_language, write_to
from classroom.models import ClassSpace, Invitation, Membership, School, User
from classroom.models.spaces import TEACHES, Role
from classroom.provisioning.naming import draw_usernames, username_base
from classroom.provisioning.seats import join, seat_admin

JOINS = (Role.TEACHER, Role.STANDIN, Role.OBSERVER)  # what an adult is asked into a class as


class Refused(Exception):
    """Why this cannot be; str() is the sentence to show."""


def staff_of(school: School):
    return User.objects.filter(school=school, kind=User.Kind.STAFF)


def add_adult(school: School, first_name: str, last_name: str, email: str = "", *, shown: str = "") -> User:
    """An account that nobody can open yet: its invitation gives it a password. Raises Refused for a known e-mail."""
    email = email.strip().lower()
    if email and staff_of(school).filter(email__iexact=email).exists():
        raise Refused(_("Somebody of your school has this e-mail already. Nothing was changed."))
    return User.objects.create_user(
        draw_usernames([username_base(first_name, last_name)])[0],
        school=school,
        kind=User.Kind.STAFF,
        first_name=first_name,
        last_name=last_name,
        shown_name=shown,
        email=email,
        language=school.language,
    )


def invite(user: User, *, by: User, link: str) -> str:
    """The address to give to ``user``; ``link`` holds «TOKEN». It is e-mailed too where a mail server is set."""
    address = link.replace("TOKEN", Invitation.objects.invite(user, by=by))
    transaction.on_commit(lambda: _write_to(user, address))
    return address


def _write_to(user: User, address: str) -> None:
    """A mail server that is down stops nothing: the link is on the admin's screen."""
    with in_their_language(user):
        text = _(
            "Hello,\n\nyour school opens Ardoise to you, the slate of its classes. Choose your password here:\n\n"
            "%(address)s\n\nThis link works once, for seven days."
        )
        write_to(user, _("Your place in Ardoise"), text % {"address": address})


@transaction.atomic
def place(
    user: User, space: ClassSpace, role: str, *, ends_on: date | None = None, name: str = ""
) -> Membership:
    """Puts an adult of the school into a class. Raises Refused for a stranger, a pupil, a stand-in without end."""
    if user.school_id != space.school_id or user.is_pupil or not user.is_active:
        raise Refused(_("This person is not an adult of your school."))
    if role not in JOINS:
        raise Refused(_("Choose what this person does in the class."))
    if role == Role.STANDIN and (ends_on is None or ends_on < timezone.localdate()):
        raise Refused(_("A stand-in has a last day: give one, today or later."))
    return join(space, user, role, ends_on=ends_on if role != Role.TEACHER else None, name=name)


@transaction.atomic
def leave_class(seat: Membership) -> None:
    """Out of this class at once. Whoever administers the school stays, as that only."""
    if seat.role not in JOINS:
        raise Refused(_("Whoever administers the school is in each of its classes."))
    if seat.user.administers:
        seat.role, seat.ends_on = Role.SCHOOL_ADMIN, None
    else:
        seat.left_at = timezone.now()
    seat.save(update_fields=["role", "ends_on", "left_at"])


@transaction.atomic
def leave_school(user: User, *, by: User) -> None:
    """The account closes, its sessions and its links with it; what was decided and written stays."""
    if user.pk == by.pk:
        raise Refused(_("You cannot close your own account: ask a colleague who administers the school."))
    User.objects.filter(pk=user.pk).update(
        is_active=False, administers=False, session_epoch=F("session_epoch") + 1
    )
    Membership.objects.filter(user=user, left_at=None).update(left_at=timezone.now())
    Invitation.objects.filter(user=user, accepted_at=None).delete()


def come_back(user: User) -> None:
    """The account opens again, in no class: each is given anew."""
    User.objects.filter(pk=user.pk).update(is_active=True)


@transaction.atomic
def name_admin(user: User) -> None:
    """This adult administers the school too, and is in each of its classes."""
    if user.is_pupil or not user.is_active:
        raise Refused(_("This person is not an adult of your school."))
    User.objects.filter(pk=user.pk).update(administers=True)
    seat_admin(user, ClassSpace.objects.filter(school=user.school_id))


@transaction.atomic
def release_admin(user: User, *, by: User) -> None:
    """This adult administers the school no more; they stay in the classes where they teach."""
    if user.pk == by.pk:
        raise Refused(_("You cannot give up the school alone: ask a colleague who administers it."))
    User.objects.filter(pk=user.pk).update(administers=False)
    offices = Membership.objects.filter(user=user, role=Role.SCHOOL_ADMIN, left_at=None)
    offices.update(left_at=timezone.now())


def teachers_of(spaces) -> dict:
    """{space id: the names of those who teach there}, in one query."""
    named: dict = {space.pk: [] for space in spaces}
    seats = Membership.objects.active().filter(space__in=named, role__in=TEACHES).order_by("display_name")
    for seat in seats.only("space", "display_name", "pseudonym"):
        named[seat.space_id].append(seat.name)
    return named
