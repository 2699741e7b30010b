"""What an account is told at its next sign-in: security news that must not be missed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from classroom.ids import new_id
from classroom.models.people import User


class AccountNotice(models.Model):
    """Shown once, then dated."""

    class Kind(models.TextChoices):
        FACTOR_RESET = "reset", _("Your second proof was removed by %(name)s. Set up a new one.")
        RESET_BY_YOU = (
            "by_you",
            _("You removed the second proof of %(name)s. If it was not you, tell your school."),
        )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    about = models.ForeignKey(User, models.CASCADE, related_name="+")  # the other person of the story
    kind = models.CharField(max_length=6, choices=Kind.choices)
    at = models.DateTimeField(auto_now_add=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "shown_at"], name="notices_of_a_user")]

    def sentence(self) -> str:
        return str(self.Kind(self.kind).label) % {"name": self.about.get_full_name()}
