"""What is new on the board of all my classes: ids of what moved, in two queries however many classes there are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from classroom.models import Membership
from posts.lifecycle import Status
from posts.models import Post
from posts.models.moving import OVERLAP
from posts.news import MOST, Cursor, read

STANDING = [status for status in Status if status != Status.GONE]  # the index begins so


def now_word(at: datetime | None = None) -> str:
    """The cursor of a board made at ``at`` (now): what moves later is new to it."""
    return Cursor((at or timezone.now()).astimezone(UTC)).write()


def board_news(members: Sequence[Membership], word: str, at: datetime | None = None) -> dict[str, Any] | None:
    """As ``posts.news.news_of`` for one class: None when nothing moved, Http404 for a cursor that we did not write."""
    now = at or timezone.now()
    moved = Post.objects.taught_by(*members).filter(status__in=STANDING, moved_at__gt=read(word).at - OVERLAP)
    lately = list(moved.values_list("pk", "moves")[:MOST])
    if not lately:
        return None
    waiting = Post.objects.to_be_read_by(*members).pending().count()
    queue = [f"{pk.hex}.{moves}" for pk, moves in lately]
    return {"cursor": now_word(now), "frozen": False, "queue": queue, "waiting": waiting}
