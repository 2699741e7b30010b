"""When a class's bell rings, and for whom: at a move for those who may know of it, at the hour that it waits for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils import timezone

from classroom.models import ClassSpace
from posts.lifecycle import VERDICTS, Status
from posts.models import Post, Publication, Transition

LONGEST_HOLD = timedelta(seconds=30)


class Head(NamedTuple):
    """Where a class stands: what has moved since is what is numbered beyond."""

    number: int
    frozen: bool


class Ring(NamedTuple):
    """Rings for teachers always; for everybody, or for these members too."""

    everybody: bool
    members: frozenset[UUID]


def heads_of(spaces: Iterable[UUID]) -> dict[UUID, Head]:
    rows = ClassSpace.objects.filter(pk__in=list(spaces)).values_list("pk", "journal_length", "frozen_at")
    return {pk: Head(number, frozen_at is not None) for pk, number, frozen_at in rows}


def ring_for(space: UUID, since: Head, now: Head) -> Ring:
    """Whom what moved between two heads concerns. A verdict, and its undoing, concern nobody but teachers: at the end
    of the hold its author's bell rings by the clock. A taking down concerns those who could read the message."""
    moved = Transition.objects.filter(space=space, number__gt=since.number, number__lte=now.number)
    shown = Publication.objects.filter(post=OuterRef("post"), visible_until=OuterRef("at"))
    begun = Exists(shown.filter(visible_from__lt=F("visible_until")))
    rows = moved.exclude(move__in=[*VERDICTS, "undo"]).values_list("move", "post__author", begun)
    rows = list(rows)
    everybody = since.frozen != now.frozen or any(move == "take_down" and begun for move, _, begun in rows)
    return Ring(everybody, frozenset(author for _, author, _ in rows))


def due_in(spaces: Iterable[UUID]) -> dict[tuple[UUID, UUID | None], datetime]:
    """(space, author or None for everybody) → the next instant at which something shows, or a hold ends."""
    now, asked = timezone.now(), list(spaces)
    lasting = Q(visible_until=None) | Q(visible_until__gt=F("visible_from"))
    begin = Publication.objects.filter(lasting, space__in=asked, space__frozen_at=None, visible_from__gt=now)
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
        moved_at__gt=now - LONGEST_HOLD,
        settles_at__gt=now,
    )
    for space, author, at in verdicts.values_list("space", "author", "settles_at"):
        due[space, author] = min(at, due.get((space, author), at))
    return due
