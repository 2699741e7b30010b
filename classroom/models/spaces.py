"""Where one writes: class spaces, and the memberships that act in them."""

from datetime import date, time

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classroom.ids import new_id
from classroom.models.people import School, User


class Level(models.TextChoices):
    CYCLE2 = "cycle2", _("cycle 2 (CP to CE2)")
    CYCLE3 = "cycle3", _("cycle 3 (CM1 to 6e)")
    COLLEGE = "college", _("collège (5e to 3e)")
    LYCEE = "lycee", _("lycée")


class ClassSpace(models.Model):
    """One class for one school year: the wall no byte crosses.

    The row is the lock of everything that moves in the class, and the head of its journal.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="spaces")
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    code = models.CharField(_("class code"), max_length=12, unique=True)
    school_year = models.PositiveSmallIntegerField(_("school year"))  # 2026 for 2026-2027
    level = models.CharField(_("level"), max_length=7, choices=Level.choices, default=Level.COLLEGE)
    max_length = models.PositiveSmallIntegerField(_("length of a message"), default=140)  # graphemes
    opens_at = models.TimeField(_("opens at"), default=time(7))
    closes_at = models.TimeField(_("closes at"), default=time(20))
    weekends = models.BooleanField(_("open at weekends"), default=False)
    always_open = models.BooleanField(_("always open"), default=False)
    undo_seconds = models.PositiveSmallIntegerField(_("seconds to undo a verdict"), default=5)
    asks_questions = models.BooleanField(_("questions before signing"), default=False)
    session_open_until = models.DateTimeField(
        null=True, blank=True
    )  # a sign-in session that a teacher opened
    frozen_at = models.DateTimeField(null=True, blank=True)
    journal_length = models.PositiveBigIntegerField(default=0)
    words_version = models.PositiveIntegerField(default=0)  # of the words it looks for
    journal_head = models.CharField(max_length=64, default="")  # sha256 hex of the last transition
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "name"], name="one_class_of_a_name_a_year"
            ),
            models.CheckConstraint(
                condition=Q(max_length__gte=10, max_length__lte=500), name="length_10_to_500"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=models.F("closes_at")), name="opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(undo_seconds__gte=5, undo_seconds__lte=30), name="undo_5_to_30_s"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Role(models.TextChoices):
    PUPIL = "pupil", _("pupil")
    TEACHER = "teacher", _("teacher")
    STANDIN = "standin", _("stand-in teacher")
    OBSERVER = "observer", _("observer")
    SCHOOL_ADMIN = "school_admin", _("school admin")


TEACHES = (Role.TEACHER, Role.STANDIN)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, on: date | None = None) -> "MembershipQuerySet":
        """Those who, ``on`` that day (today), have not left, whose account is open, whose standing-in has not ended."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=on or timezone.localdate()),
            left_at=None,
            user__is_active=True,
            space__archived_at=None,
        )

    def of(self, user: User) -> "MembershipQuerySet":
        return self.active().filter(user=user).select_related("space__school", "user")

    def pupils(self) -> "MembershipQuerySet":
        return self.filter(role=Role.PUPIL)

    def named(self) -> list[tuple[str, str]]:
        """[(id in hex, the name that the class sees)]"""
        return [(m.pk.hex, m.name) for m in self.only("id", "display_name", "pseudonym")]

    def teaching(self) -> "MembershipQuerySet":
        return self.filter(role__in=TEACHES)


class Membership(models.Model):
    """A person in a space, with a role: the actor of every verb."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PUPIL)
    display_name = models.CharField(_("display name"), max_length=40)  # "Léa M."
    pseudonym = models.CharField(_("pseudonym"), max_length=40, blank=True)  # chosen from a list, never typed
    grade = models.CharField(
        _("level"), max_length=20, blank=True
    )  # CM1, CM2: a pupil's own, in a mixed class
    ends_on = models.DateField(_("until"), null=True, blank=True)  # a stand-in's last day
    left_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "user"], name="one_membership_a_person_a_space"),
            models.UniqueConstraint(
                fields=["space", "display_name"],
                condition=Q(left_at=None),
                name="display_name_once_in_a_space",
            ),
            models.UniqueConstraint(
                fields=["space", "pseudonym"],
                condition=Q(left_at=None) & ~Q(pseudonym=""),
                name="pseudonym_once_in_a_space",
            ),
        ]

    @property
    def name(self) -> str:
        """What the class sees."""
        return self.pseudonym or self.display_name

    @property
    def is_pupil(self) -> bool:
        return self.role == Role.PUPIL

    @property
    def teaches(self) -> bool:
        return self.role in TEACHES

    @property
    def writes(self) -> bool:
        return self.is_pupil or self.teaches

    @property
    def administers(self) -> bool:
        return self.role == Role.SCHOOL_ADMIN


class Visit(models.Model):
    """A school admin read a class: written down for its teachers to see (PRODUCT, who may do what)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.CASCADE, related_name="visits")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="visits")
    page = models.CharField(max_length=60)  # the route's name, never a text
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["space", "-at"], name="visits_of_a_space")]
