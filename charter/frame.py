"""What every page of the charter shows around its own matter."""

from typing import Any

from charter.access import yet_to_sign
from charter.models import Charter, Signature
from classroom.models import Membership


def framed(member: Membership, current: Charter | None, /, **context: Any) -> dict[str, Any]:
    """The tabs; for those who teach, how many have yet to sign the version in force, and the draft under way."""
    frame: dict[str, Any] = {"member": member, "slug": member.space.slug, "current": current}
    frame["keeps_register"] = member.teaches or member.administers
    if member.teaches:
        frame["draft"] = Charter.objects.draft_of(member.space)
        frame["unsigned"] = yet_to_sign(current).count() if current else 0
    return frame | context


def own_signature(member: Membership, charter: Charter) -> Signature | None:
    return (
        Signature.objects.of_pupils()
        .filter(charter=charter, member=member)
        .select_related("entered_by")
        .first()
    )
