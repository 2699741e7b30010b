"""The charter binds: who has not signed the version in force reads, but does not submit."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from charter.models import Charter, Signature
from classroom.models import Membership
from classroom.models.spaces import MembershipQuerySet
from classroom.prepared import prepared


class NotSigned(Exception):
    """The member must sign ``charter`` (None: the class has adopted none yet) before submitting."""

    def __init__(self, charter: Charter | None) -> None:
        super().__init__("not signed")
        self.charter = charter


def charter_signed_by(member: Membership) -> Charter:
    """The charter in force, which binds this member's next text. Raises NotSigned.

    Pupils sign; a teacher, who adopts the charter and answers for it, need not.
    """
    found = _in_force(space=member.space_id, member=member.pk)
    if not found or (member.is_pupil and not found[0].is_signed):
        raise NotSigned(found[0] if found else None)
    return found[0]


@prepared
def _in_force(*, space: UUID, member: UUID):
    signed = Signature.objects.of_pupils().filter(charter=OuterRef("pk"), member=member)
    return Charter.objects.adopted(space).annotate(is_signed=Exists(signed))[:1]


def yet_to_sign(charter: Charter) -> MembershipQuerySet:
    """The class's pupils who have not signed this version."""
    signed = Signature.objects.of_pupils().filter(charter=charter, member=OuterRef("pk"))
    return Membership.objects.active().pupils().filter(~Exists(signed), space=charter.space_id)
