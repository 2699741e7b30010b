"""What every page of the charter shows around its own matter."""

from typing import Any

from charter.access import yet_to_sign
from charter.models import Charter, Signature
from classroom.models import Membership


def framed(member: Membership, charter: Charter | None, **context: Any) -> dict[str, Any]:
    """The tabs; for those who teach, how many have yet to sign the version in force, and the draft under way."""
    tabs = {"unsigned": 0, "draft": None}
    if member.teaches:
        tabs["draft"] = Charter.objects.draft_of(member.space)
        tabs["unsigned"] = yet_to_sign(charter).count() if charter else 0
    keeps_register = member.teaches or member.administers
    return (
        {"member": member, "slug": member.space.slug, "keeps_register": keeps_register, "current": charter}
        | tabs
        | context
    )


def own_signature(member: Membership, charter: Charter) -> Signature | None:
    return (
        Signature.objects.of_pupils()
        .filter(charter=charter, member=member)
        .select_related("entered_by")
        .first()
    )
