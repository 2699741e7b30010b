"""What the clock alone will change: nothing commits at seven o'clock, and yet the class reads what was approved."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Min, Q

from posts.lifecycle import Status
from posts.models import Post, Publication
from posts.models.doors import PostQuerySet
from posts.models.publication import PublicationQuerySet

LONGEST_HOLD = timedelta(seconds=30)


def due_in(spaces: Iterable[UUID], after: datetime) -> dict[tuple[UUID, UUID | None], datetime]:
    """(space, author or None for everybody) → the next instant after ``after`` when something shows, or a hold ends."""
    asked = list(spaces)
    due: dict[tuple[UUID, UUID | None], datetime] = {
        (space, None): at
        for space, at in beginnings(after)
        .filter(space__in=asked)
        .values("space")
        .annotate(at=Min("visible_from"))
        .values_list("space", "at")
    }
    held = (
        holds(after, after - LONGEST_HOLD)
        .filter(space__in=asked)
        .values("space", "author")
        .annotate(at=Min("settles_at"))
    )
    return due | {(space, author): at for space, author, at in held.values_list("space", "author", "at")}


def beginnings(after: datetime) -> PublicationQuerySet:
    """What will show after ``after``, of classes that no freeze has stopped."""
    lasting = Q(visible_until=None) | Q(visible_until__gt=F("visible_from"))
    return Publication.objects.filter(lasting, space__frozen_at=None, visible_from__gt=after)


def holds(after: datetime, given_since: datetime) -> PostQuerySet:
    """The texts whose verdict, ``given_since`` that instant, can be undone until some time after ``after``."""
    moved = Post.objects.filter(moved_at__gt=given_since, settles_at__gt=after)
    return moved.filter(status__in=(Status.PUBLISHED, Status.RETURNED, Status.PENDING))
