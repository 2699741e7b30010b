"""The charter binds: who has not signed the version in force reads, but does not submit."""

from django.db.models import Exists, OuterRef

from charter.models import Charter, Signature
from classroom.models import Membership
from classroom.models.spaces import MembershipQuerySet


class NotSigned(Exception):
    """The member must sign ``charter`` (None: the class has adopted none yet) before submitting."""

    def __init__(self, charter: Charter | None) -> None:
        super().__init__("not signed")
        self.charter = charter


def charter_signed_by(member: Membership) -> Charter:
    """The charter in force, which binds this member's next text. Raises NotSigned.

    Pupils sign; a teacher, who adopts the charter and answers for it, need not.
    """
    signed = Signature.objects.of_pupils().filter(charter=OuterRef("pk"), member=member)
    charter = Charter.objects.adopted(member.space).annotate(is_signed=Exists(signed)).first()
    if charter is None or (member.is_pupil and not charter.is_signed):
        raise NotSigned(charter)
    return charter


def yet_to_sign(charter: Charter) -> MembershipQuerySet:
    """The class's pupils who have not signed this version."""
    signed = Signature.objects.of_pupils().filter(charter=charter, member=OuterRef("pk"))
    return Membership.objects.active().pupils().filter(~Exists(signed), space=charter.space_id)
