"""Links that open once: an invitation for an adult of the school, and the first of all, the set-up of an empty house.

Only the SHA-256 of a link's token is kept: the link itself is shown once, to be copied or sent.
"""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from classroom.ids import new_id
from classroom.models.people import School, User
from classroom.models.spaces import ClassSpace

TOKEN_BYTES = 24  # 192 bits
LASTS = timedelta(days=7)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Those that still open: not accepted, not older than a week, for an account that is not closed."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now(), user__is_active=True)

    def of_token(self, token: str) -> "Invitation | None":
        return self.open().filter(token_sha256=digest(token)).select_related("user__school").first()

    @transaction.atomic
    def invite(self, user: User, *, by: User) -> str:
        """A new link's token; the links that this person was sent before open nothing any more."""
        self.filter(user=user, accepted_at=None).delete()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self.create(user=user, by=by, token_sha256=digest(token), expires_at=timezone.now() + LASTS)
        return token


class Invitation(models.Model):
    """An adult's first way in, or the way back in for one who lost their password: single use, seven days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(User, models.SET_NULL, related_name="+", null=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(accepted_at=None), name="one_open_invitation_a_person"
            )
        ]

    def accept(self, password: str) -> bool:
        """Gives the account this password; False when the link was used or has expired in the meantime.

        The password is hashed before the transaction: nothing slow happens under a lock.
        """
        hashed = make_password(password)
        with transaction.atomic():
            now = timezone.now()
            mine = Invitation.objects.filter(pk=self.pk, accepted_at=None, expires_at__gt=now)
            if not mine.update(accepted_at=now):
                return False
            User.objects.filter(pk=self.user_id).update(password=hashed)
        return True


class SetUp(models.Model):
    """The first run: who set the house up, and how far they are. One row in the life of a database.

    The link opens until its account is made (``user``); from then on that account goes on with it, signed in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    school = models.ForeignKey(School, models.SET_NULL, related_name="+", null=True, blank=True)
    user = models.ForeignKey(User, models.SET_NULL, related_name="+", null=True, blank=True)
    space = models.ForeignKey(ClassSpace, models.SET_NULL, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
