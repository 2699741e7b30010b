"""Who signed which version, when and how."""

from datetime import date

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.models.charters import Charter, lock
from charter.refusals import NotInForce, NotYourHand, TooLateToUndo
from classroom.ids import new_id
from classroom.models import ClassSpace, Membership


class SignatureQuerySet(models.QuerySet["Signature"]):
    def of_pupils(self) -> "SignatureQuerySet":
        return self.filter(party=Signature.Party.MEMBER)

    def in_space(self, space: ClassSpace) -> "SignatureQuerySet":
        return self.filter(charter__space=space).select_related("charter", "entered_by")

    def record(
        self, charter: Charter, *, by: Membership, signed: list[tuple[str, Membership]], on: date
    ) -> int:
        """Enters paper signatures of the version in force: (party, member); the day ``on`` is the paper's.

        Returns how many were new: one that is there already stays as it was. Raises NotYourHand or NotInForce.
        """
        if not by.teaches or any(member.space_id != by.space_id for _party, member in signed):
            raise NotYourHand
        with transaction.atomic():
            lock(by.space_id)
            if Charter.objects.in_force(by.space) != charter:
                raise NotInForce
            return sum(self._record(charter, by, party, member, on) for party, member in signed)

    def _record(self, charter: Charter, by: Membership, party: str, member: Membership, on: date) -> bool:
        head = party == Signature.Party.HEAD
        whose = {} if head else {"member": member}
        defaults = {"how": Signature.How.PAPER, "entered_by": by, "signed_on": on}
        defaults |= {"member": by} if head else {}
        return self.get_or_create(charter=charter, party=party, **whose, defaults=defaults)[1]


class Signature(models.Model):
    """Somebody signed one version. Guardians and the head sign on paper, entered by a teacher."""

    class Party(models.TextChoices):
        MEMBER = "member", _("the member")
        GUARDIAN = "guardian", _("a guardian")
        HEAD = "head", _("the head")

    class How(models.TextChoices):
        SCREEN = "screen", _("on screen")
        PAPER = "paper", _("on paper")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey(Charter, models.CASCADE, related_name="signatures")
    member = models.ForeignKey(
        Membership, models.CASCADE, related_name="signatures"
    )  # the head's: who entered it
    party = models.CharField(max_length=8, choices=Party.choices, default=Party.MEMBER)
    how = models.CharField(max_length=6, choices=How.choices, default=How.SCREEN)
    entered_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    signed_on = models.DateField(_("signed on"), default=timezone.localdate)  # on paper: the day it says
    signed_at = models.DateTimeField(auto_now_add=True)  # when it was recorded

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "member", "party"], name="one_signature_a_version"),
            models.UniqueConstraint(fields=["charter"], condition=Q(party="head"), name="one_head_a_version"),
            models.CheckConstraint(condition=Q(party="member") | Q(how="paper"), name="others_sign_on_paper"),
        ]

    @property
    def can_be_taken_back(self) -> bool:
        """On paper, entered today: a slip of the pen."""
        today = timezone.localdate()
        return self.how == self.How.PAPER and timezone.localtime(self.signed_at).date() == today

    def take_back(self, *, by: Membership) -> None:
        """Removes what was entered by mistake. Raises NotYourHand, or TooLateToUndo (a screen signature never goes)."""
        if not by.teaches or by.space_id != self.charter.space_id:
            raise NotYourHand
        if not self.can_be_taken_back:
            raise TooLateToUndo
        self.delete()
