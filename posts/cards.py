"""Publications as the class reads them: each card is made once for all who wear the same dress.

What enters here came through a door (Publication.visible_to): a card that is kept shows to nobody by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from classroom.models import ClassSpace, Membership
from classroom.prepared import prepared
from classroom.standing import stand_in, standing_of
from posts.leaving import leaving_url
from posts.models import Publication
from posts.text import render

KEPT = 24 * 3600  # seconds
KEPT_WITH_NAMES = 300  # a card that names somebody: a name can change
MOST = 4096  # cards kept in this process, some 2 kB each; beyond, the first one kept leaves
SIZES = (1, 5, 25, 100)  # how many cards are read at once, so that few questions are written


class Kept:
    """Cards by all that their bytes depend on, so that none is ever wrong; of this process."""

    def __init__(self) -> None:
        self._cards: dict[tuple, tuple[SafeString, float]] = {}
        self._writing = Lock()

    def get(self, key: tuple) -> SafeString | None:
        html, until = self._cards.get(key, (None, 0.0))
        return html if monotonic() < until else None

    def put(self, key: tuple, html: SafeString, seconds: float) -> None:
        with self._writing:
            self._cards.pop(key, None)
            self._cards[key] = html, monotonic() + seconds
            if len(self._cards) > MOST:
                del self._cards[next(iter(self._cards))]

    def forget(self) -> None:
        self._cards.clear()


kept = Kept()


def cards_of(member: Membership, rows: Iterable[Any], *, place: str = "timeline") -> list[SafeString]:
    """The HTML of each publication (PublicationQuerySet.in_brief), in order; ``place``: "timeline", "thread", "tag"."""
    keys = {row.pk: _key(member, row, place) for row in rows}
    cards = {pk: kept.get(key) for pk, key in keys.items()}
    if missing := [pk for pk, html in cards.items() if html is None]:
        found = _whole(member, missing)
        names = _names(member.space, found)
        for publication in found:
            html = cards[publication.pk] = _card(member, publication, place, names)
            revision = publication.revision
            named = revision.mentions or revision.made_by != publication.post.author_id
            kept.put(keys[publication.pk], html, KEPT_WITH_NAMES if named else KEPT)
    return [html for html in cards.values() if html]  # one taken down meanwhile is not there any more


def cards_about(member: Membership, posts: list[UUID], *, place: str) -> list[SafeString]:
    """The cards of these posts, newest first; one that does not show for the member is left out."""
    if not posts:
        return []
    rows = _in_brief(now=timezone.now(), **standing_of(member), **_padded(posts))
    return cards_of(member, rows, place=place)


@prepared
def _in_brief(*, now: datetime, member: UUID, space: UUID, role: Any, frozen_at: Any, **posts: UUID):
    reader = stand_in(member=member, space=space, role=role, frozen_at=frozen_at)
    found = Publication.objects.visible_to(reader, now).filter(post__in=posts.values())
    return found.newest_first().in_brief(reader, now)


def _whole(member: Membership, ids: list[UUID]) -> list[Publication]:
    """These publications with all that their cards say, if they still show."""
    return _surrounded(now=timezone.now(), **standing_of(member), **_padded(ids))


def _padded(ids: list[UUID]) -> dict[str, UUID]:
    """One of a few numbers of ids: the last one again and again changes no answer."""
    size = next((size for size in SIZES if size >= len(ids)), len(ids))
    return {f"id_{n}": ids[min(n, len(ids) - 1)] for n in range(size)}


@prepared
def _surrounded(*, now: datetime, member: UUID, space: UUID, role: Any, frozen_at: Any, **ids: UUID):
    reader = stand_in(member=member, space=space, role=role, frozen_at=frozen_at)
    return (
        Publication.objects.visible_to(reader, now).filter(pk__in=ids.values()).with_surroundings(reader, now)
    )


def dress_of(member: Membership, author: UUID) -> str:
    """Which card ``member`` sees: those who wear the same dress get the same bytes."""
    office = "reader school" if member.administers else "reader"
    role = "teacher" if member.teaches else "pupil" if member.writes else office
    return f"own {role}" if member.writes and author == member.pk else role


def _key(member: Membership, row: Any, place: str) -> tuple:
    """All that a card's bytes depend on; the day is in it because hours are said in words."""
    dress = dress_of(member, row.author)
    day = timezone.localdate()
    return row.pk, row.name, dress, place, get_language(), row.answers, day, member.space.slug


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
