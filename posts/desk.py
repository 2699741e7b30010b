"""What lies on a member's desk beside the class's timeline, in one query: their texts under way, and their signature.

The author's own door, entered from the membership so that one who has no text still gets their row.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone

from charter.models import Charter, Signature
from classroom.hours import is_open
from classroom.models import Membership
from classroom.prepared import prepared
from classroom.standing import stand_in, standing_of
from posts.lifecycle import Status
from posts.models import Publication
from posts.own import OwnText, in_order

MOST = 30  # texts under way that a desk shows; « mes textes » shows them all
LONGEST_NIGHT = timedelta(days=4)  # longer than a closed weekend


class Desk(NamedTuple):
    has_charter: bool  # the class has adopted one
    signed: bool  # this member may submit
    signed_before: bool  # an earlier version: it has changed since
    texts: list[OwnText]  # waiting, to rework, or approved and not shown yet
    drafts: int

    def in_thread(self, post_id: object) -> list[OwnText]:
        return [own for own in self.texts if own.post.reply_to_id == post_id]


def desk_of(member: Membership, at: datetime | None = None) -> Desk:
    """The desk of ``member`` at ``at`` (now)."""
    now = at or timezone.now()
    night = None if is_open(member.space, now) else now - LONGEST_NIGHT
    rows = _rows(now=now, night=night, **standing_of(member))
    own = []
    for row in rows:
        if post := getattr(row, "own_text", None):  # the attribute is not there for who has no text
            post.begins, post.shows = row.begins, row.shows
            own.append(OwnText(post, member, now))
    signed = rows[0].signed or (not member.is_pupil and rows[0].charter is not None)
    drafts = sum(text.status == Status.DRAFT and bool(text.words.strip()) for text in own)
    waiting = [text for text in own if text.status not in (Status.DRAFT, Status.PUBLISHED) or text.to_come]
    return Desk(rows[0].charter is not None, signed, rows[0].signed_before, in_order(waiting), drafts)


@prepared
def _rows(*, now: datetime, night: datetime | None, **who: Any):
    """One row a text under way, or one row without any; each carries the signature.

    ``night``: an instant before the class closed, when it is: what was approved since shows at the opening.
    """
    member = stand_in(**who)
    in_force = Charter.objects.filter(space=member.space_id, version__isnull=False).order_by("-version")
    signatures = Signature.objects.of_pupils().filter(member=OuterRef("pk"))
    opened = Publication.objects.filter(post=OuterRef("own_text__pk"))
    working = Q(posts__status__in=(Status.DRAFT, Status.PENDING, Status.RETURNED))
    conditions = working | Q(posts__settles_at__gt=now)
    if night is not None:
        stands = Q(posts__status=Status.PUBLISHED, posts__shown=True)
        conditions |= stands & Q(posts__moved_at__gt=night)
    asked = Membership.objects.filter(pk=member.pk).annotate(
        own_text=FilteredRelation("posts", condition=conditions),
        charter=Subquery(in_force.values("pk")[:1]),
    )
    asked = asked.annotate(
        signed=Exists(signatures.filter(charter=OuterRef("charter"))),
        signed_before=Exists(signatures),
        begins=Subquery(opened.open().values("visible_from")[:1]),
        shows=Exists(opened.filter(Q(visible_until=None) | Q(visible_until__gt=now), visible_from__lte=now)),
    )
    texts = asked.select_related("own_text__revision__corrects", "own_text__draft")  # type: ignore[misc]
    return texts.order_by(F("own_text__moved_at").desc(nulls_last=True))[:MOST]
