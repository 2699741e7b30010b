"""Page assembly: a page of cards, the composer and its context.

What enters here came through a door (Publication.visible_to, Post.written_by): nothing is looked up here but names.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from classroom.hours import is_open, next_opening
from classroom.ids import new_id
from classroom.models import Membership
from classroom.prepared import prepared
from classroom.standing import stand_in, standing_of
from posts import cursors
from posts.cards import cards_of
from posts.desk import desk_of
from posts.models import Post, Publication
from posts.text import measure

PAGE = 25  # messages a page


class Page(NamedTuple):
    cards: list[SafeString]
    older: str  # the cursor of the next page, "" at the end


def timeline_of(member: Membership, before: str) -> Page:
    """One page of the messages that open a thread, newest first."""
    at, pk = cursors.read(before) or (None, None)
    return _page(
        member, _threads(now=timezone.now(), before=at, before_id=pk, **standing_of(member)), "timeline"
    )


@prepared
def _threads(*, now: datetime, before: datetime | None, before_id: UUID | None, **who: Any):
    member = stand_in(**who)
    return _rows(
        Publication.objects.visible_to(member, now).threads(), before and (before, before_id), member, now
    )


def page_of(member: Membership, found: Any, before: str, *, place: str) -> Page:
    """One page of ``found`` (publications through the door, without order), newest first."""
    return _page(member, list(_rows(found, cursors.read(before), member)), place)


def _rows(found: Any, before: Any, member: Membership, at: datetime | None = None) -> Any:
    return found.newest_first().before(before).in_brief(member, at)[: PAGE + 1]


def _page(member: Membership, rows: list[Any], place: str) -> Page:
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    older = cursors.write(last.first_shown_at, last.pk) if last else ""
    return Page(cards_of(member, rows[:PAGE], place=place), older)


# --- the composer -----------------------------------------------------------------------------------------------------
def composer_context(
    member: Membership,
    *,
    post: Post | None = None,
    text: str = "",
    key: UUID | None = None,
    reply_to: UUID | None = None,
    error: str = "",
    unsigned: bool = False,
    done: str = "",
) -> dict[str, Any]:
    """What ``posts/_composer.html`` and ``posts/_tray.html`` read.

    ``error`` is the sentence of a refusal (the text comes back with it), ``unsigned`` adds the way to the charter,
    ``done`` is what happened to the text just sent. ``key`` is the one of the refused form, fresh otherwise.
    """
    left = member.space.max_length - measure(text)
    return _desk_context(member, reply_to) | {
        "post": post,
        "text": text,
        "key": key or new_id(),
        "left": left,
        "over": -left,
        "error": error,
        "unsigned": unsigned,
        "done": done,
        "in_place": post is None,  # a text of its own page is sent from there, without htmx
    }


def _desk_context(member: Membership, reply_to: UUID | None) -> dict[str, Any]:
    """Around the composer: in a thread, only the texts of that thread."""
    desk = desk_of(member)
    return {
        "member": member,
        "slug": member.space.slug,
        "desk": desk,
        "reply_to": reply_to,
        "tray": desk.in_thread(reply_to) if reply_to else desk.texts,
        "drafts": 0 if reply_to else desk.drafts,
    }


def notices(member: Membership) -> dict[str, Any]:
    """What a reader must know of the class right now: it is frozen; or closed, until when."""
    now = timezone.now()
    closed = not is_open(member.space, now)
    return {"frozen": member.space.is_frozen, "opens": next_opening(member.space, now) if closed else None}
