"""What the clock alone will change: nothing commits at seven o'clock, and yet the class reads what was approved."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Min, Q

from posts.lifecycle import Status
from posts.models import Post, Publication

LONGEST_HOLD = timedelta(seconds=30)


def due_in(spaces: Iterable[UUID], after: datetime) -> dict[tuple[UUID, UUID | None], datetime]:
    """(space, author or None for everybody) → the next instant after ``after`` when something shows, or a hold ends."""
    asked = list(spaces)
    lasting = Q(visible_until=None) | Q(visible_until__gt=F("visible_from"))
    begin = Publication.objects.filter(
        lasting, space__in=asked, space__frozen_at=None, visible_from__gt=after
    )
    due: dict[tuple[UUID, UUID | None], datetime] = {
        (space, None): at
        for space, at in begin.order_by()
        .values("space")
        .annotate(at=Min("visible_from"))
        .values_list("space", "at")
    }
    verdicts = Post.objects.filter(
        space__in=asked,
        status__in=(Status.PUBLISHED, Status.RETURNED, Status.PENDING),
        moved_at__gt=after - LONGEST_HOLD,
        settles_at__gt=after,
    )
    held = verdicts.order_by().values("space", "author").annotate(at=Min("settles_at"))
    return due | {(space, author): at for space, author, at in held.values_list("space", "author", "at")}
