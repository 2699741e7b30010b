"""Page assembly: publications become cards (cached for all who wear the same dress), the composer its context.

What enters here came through a door (Publication.visible_to, Post.written_by): nothing is looked up here but names.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from classroom.hours import is_open, next_opening
from classroom.ids import new_id
from classroom.models import ClassSpace, Membership
from classroom.prepared import prepared
from classroom.standing import stand_in, standing_of
from posts import cursors
from posts.desk import desk_of
from posts.models import Post, Publication
from posts.text import measure, render

PAGE = 25  # messages a page
KEPT = 24 * 3600  # seconds that a card stays in the cache
KEPT_WITH_NAMES = 300  # a card that names somebody: a name can change


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


def cards_of(member: Membership, rows: Iterable[Any], *, place: str = "timeline") -> list[SafeString]:
    """The HTML of each publication (PublicationQuerySet.in_brief), in order; ``place``: "timeline", "thread", "tag"."""
    keys = {row.pk: _key(member, row, place) for row in rows}
    known = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in known]
    if missing:
        found = list(Publication.objects.visible_to(member).filter(pk__in=missing).with_surroundings(member))
        names = _names(member.space, found)
        for publication in found:
            key, html = keys[publication.pk], _card(member, publication, place, names)
            revision = publication.revision
            named = revision.mentions or revision.made_by != publication.post.author_id
            cache.set(key, html, KEPT_WITH_NAMES if named else KEPT)
            known[key] = html
    return [
        known[key] for key in keys.values() if key in known
    ]  # one taken down meanwhile is not there any more


def dress_of(member: Membership, author: UUID) -> str:
    """Which card ``member`` sees: those who wear the same dress get the same bytes."""
    role = "teacher" if member.teaches else "pupil" if member.writes else "reader"
    return f"own {role}" if member.writes and author == member.pk else role


def _key(member: Membership, row: Any, place: str) -> str:
    """All that a card's bytes depend on; the day is in it because hours are said in words."""
    dress = dress_of(member, row.author)
    said = (row.pk.hex, row.name, dress, place, get_language(), row.answers, timezone.localdate())
    return "card." + blake2b(repr(said).encode(), digest_size=16).hexdigest()


def _names(space: ClassSpace, publications: Iterable[Publication]) -> dict[str, str]:
    mentioned = {m["id"] for p in publications for m in p.revision.mentions}
    if not mentioned:
        return {}
    return dict(Membership.objects.active().filter(space=space, pk__in=mentioned).named())


def _card(member: Membership, publication: Publication, place: str, names: dict[str, str]) -> SafeString:
    space, revision = member.space, publication.revision
    text = render(
        revision.text,
        links="live",
        tag_url=lambda key: reverse("posts:tag", args=[space.slug, key]),
        leaving_url=leaving_url(space),
        mentions=revision.mentions,
        names=names,
    )
    context = {
        "publication": publication,
        "post": publication.post,
        "text": text,
        "slug": space.slug,
        "place": place,
        "dress": dress_of(member, publication.post.author_id).split(),
    }
    return render_to_string("posts/_publication.html", context)


# --- the way out ------------------------------------------------------------------------------------------------------
def leaving_url(space: ClassSpace) -> Callable[[str], str]:
    """The address of our page that leads to ``url``: signed for this class, so that nobody forges a way out."""
    signer, page = _signer(space), reverse("posts:leaving", args=[space.slug])
    return lambda url: f"{page}?{urlencode({'to': signer.sign(url)})}"


def signed_address(space: ClassSpace, signed: str) -> str | None:
    """The address that ``leaving_url`` signed, or None."""
    try:
        return _signer(space).unsign(signed)
    except signing.BadSignature:
        return None


def _signer(space: ClassSpace) -> signing.Signer:
    return signing.Signer(salt=f"posts.leaving.{space.pk.hex}")


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
