"""Sign-in cards: a pupil's key, printed, revocable, never stored in the clear."""

from django.db import models
from django.db.models import Q

from classroom.ids import new_id
from classroom.models.people import User


class SignInCard(models.Model):
    """One printed card: a QR token (kept as its SHA-256) and five words (kept as a verifier).

    ``words`` holds ``hmac$<hex>`` from the moment of printing, then ``argon2…`` of that HMAC once the task worker
    has hardened it: the words themselves are on paper only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="cards")
    token_sha256 = models.CharField(max_length=64, unique=True)
    words = models.CharField(max_length=200)
    printed_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(voided_at=None), name="one_valid_card_a_pupil"
            )
        ]


class FailedTry(models.Model):
    """One wrong guess of a pupil's five words; it is forgotten when it no longer slows anybody (throttle.py)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="failed_tries")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="failed_tries_of_a_user")]
