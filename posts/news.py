"""What is new for a member since their page last asked: ids alone, each found through the member's own door.

A page asks with the cursor that it was last given. Times overlap by OVERLAP, so that a commit that came late is not
missed; the page knows what it has already. Nothing here may tell an author of a verdict that can still be undone.
"""

from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from classroom.models import Membership
from classroom.prepared import prepared
from classroom.standing import stand_in, standing_of
from posts.cursors import EPOCH
from posts.due import LONGEST_HOLD, beginnings, holds
from posts.lifecycle import Status
from posts.models import Post, Publication
from posts.models.moving import OVERLAP
from posts.own import OwnText

MOST = 100  # messages told at once: a page that slept through more than that is better loaded anew


class Cursor(NamedTuple):
    at: datetime
    frozen: bool = False  # the class was, so the page's time stopped there

    def write(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1):x}{'-frozen' if self.frozen else ''}"


def cursor_of(member: Membership, at: datetime | None = None) -> str:
    """For a page made at ``at`` (now): what follows is new to it. A frozen class stays at the instant of its freeze."""
    frozen_at = member.space.frozen_at
    return Cursor(frozen_at or at or timezone.now(), frozen_at is not None).write()


def read(word: str) -> Cursor:
    """The cursor that ``cursor_of`` wrote; Http404 for nonsense."""
    moment, _dash, frozen = word.partition("-")
    try:
        return Cursor(EPOCH + timedelta(microseconds=int(moment, 16)), frozen == "frozen")
    except (ValueError, OverflowError):
        raise Http404 from None


def news_of(member: Membership, word: str, at: datetime | None = None) -> dict[str, Any] | None:
    """What a page that holds the cursor ``word`` has to do; None when that is nothing. One query then.

    ``shown``: [publication, post, post it answers or ""]; ``gone``: posts to take away; ``mine``: where texts of the
    member's own stand now; ``queue``: what moved in the class, for its teachers. Ids are in hexadecimal.
    """
    now = (at or timezone.now()).astimezone(UTC)
    cursor = read(word)
    since = cursor.at - OVERLAP
    new = _New(member, since, now)
    if cursor.frozen == member.space.is_frozen:
        known = _quiet.get(member.space_id)
        if known and known.covers(member, since, now):
            return None
        anything, until = new.anything()
        if not anything:
            _remember_quiet(member, now, until)
            return None
    told = {"cursor": cursor_of(member, now), "frozen": member.space.is_frozen}
    return (
        told
        | {"shown": shown_to(member, since, now), "gone": new.gone(), "mine": new.mine()}
        | new.for_teachers()
    )


def shown_to(member: Membership, since: datetime, at: datetime | None = None) -> list[tuple[str, str, str]]:
    """What began to show ``member`` after ``since``, the oldest first: (publication, post, post it answers or "")."""
    found = _begun(since=since, now=at or timezone.now(), **standing_of(member))
    return [(pk.hex, post.hex, parent.hex if parent else "") for pk, post, parent, _author in found]


class _Quiet(NamedTuple):
    """From ``since`` on nothing happened in a class, and nothing will before ``until``, while its head stays so."""

    head: tuple[int, datetime | None]
    since: datetime
    until: datetime

    def covers(self, member: Membership, since: datetime, now: datetime) -> bool:
        return self.head == _head(member) and self.since <= since and now < self.until


_quiet: dict[UUID, _Quiet] = {}  # by class; of this process


def _head(member: Membership) -> tuple[int, datetime | None]:
    return member.space.journal_length, member.space.frozen_at


def _remember_quiet(member: Membership, now: datetime, until: datetime) -> None:
    """Spares the next pages the question: as long as nothing moves in the class, only the clock can bring news."""
    known = _quiet.get(member.space_id)
    if known is None or known.head != _head(member) or now >= known.until:
        _quiet[member.space_id] = _Quiet(_head(member), now, until)


class _New:
    """What happened in ]since, now] that ``member`` may know of."""

    def __init__(self, member: Membership, since: datetime, now: datetime) -> None:
        self.member, self.since, self.now = member, since, now

    def anything(self) -> tuple[bool, datetime]:
        """Whether there is any; and when the clock alone will bring some to the class, an hour from now at most."""
        [(anything, *due)] = _anything(held_since=self.now - LONGEST_HOLD, **self._asked())
        return anything, min([at for at in due if at] + [self.now + timedelta(hours=1)])

    def _asked(self) -> dict[str, Any]:
        return {"since": self.since, "now": self.now, **standing_of(self.member)}

    def sources(self) -> list[QuerySet]:
        sources: list[QuerySet] = [self.begun(), self.ended()]
        sources += [self.own()] if self.member.writes else []
        return sources + ([self._moved()] if self.member.teaches else [])

    def gone(self) -> list[str]:
        """Where nothing shows any more: what an edit replaced is not gone."""
        ended = set(_ended(**self._asked()))
        if not ended:
            return []
        visible = Publication.objects.visible_to(self.member, self.now).filter(post__in=ended)
        return sorted(pk.hex for pk in ended - set(visible.values_list("post", flat=True)))

    def mine(self) -> list[str]:
        """A word for each text and where it stands, as its author may know it: the same word is the same news."""
        if not self.member.writes:
            return []
        own = [OwnText(post, self.member, self.now) for post in _own(**self._asked())]
        stands = [f"{text.post.pk.hex}.{text.status}.{text.at.timestamp():.6f}" for text in own]
        begun = _begun(**self._asked())
        return stands + [
            f"{post.hex}.shown" for _pk, post, _parent, author in begun if author == self.member.pk
        ]

    def for_teachers(self) -> dict[str, Any]:
        if not self.member.teaches:
            return {}
        moved = self._moved().values_list("pk", "moves")[:MOST]
        waiting = Post.objects.to_be_read_by(self.member).pending().count()
        return {"queue": [f"{pk.hex}.{moves}" for pk, moves in moved], "waiting": waiting}

    def begun(self):
        return Publication.objects.visible_to(self.member, self.now).filter(visible_from__gt=self.since)

    def ended(self):
        """Intervals that began, and are over: one that a hold kept closed is nobody's news."""
        ended = Publication.objects.filter(space=self.member.space_id, visible_until__lte=self.now)
        return ended.filter(visible_until__gt=self.since, visible_from__lt=F("visible_until"))

    def own(self):
        """By the hour that the author knows: what waits was sent then; a verdict is given when its hold is over."""
        sent = Q(status=Status.PENDING, revision__created_at__gt=self.since)
        stands = Q(settles_at=None) | Q(settles_at__lte=self.now)
        moved = ~Q(status=Status.PENDING) & stands & Q(moved_at__gt=self.since)
        settled = Q(settles_at__gt=self.since, settles_at__lte=self.now)
        return Post.objects.written_by(self.member).filter(sent | moved | settled)

    def _moved(self):
        statuses = [status for status in Status if status != Status.GONE]  # the index begins so
        return Post.objects.taught_by(self.member).filter(status__in=statuses, moved_at__gt=self.since)


@prepared
def _anything(*, since: datetime, now: datetime, held_since: datetime, **who: Any):
    member = stand_in(**who)
    either = reduce(or_, map(Exists, _New(member, since, now).sources()))
    begins = beginnings(now).filter(space=member.space_id).order_by("visible_from").values("visible_from")
    settles = holds(now, held_since).filter(space=member.space_id).order_by("settles_at").values("settles_at")
    asked = Membership.objects.filter(pk=member.pk)
    return asked.values_list(either, Subquery(begins[:1]), Subquery(settles[:1]))


@prepared
def _begun(*, since: datetime, now: datetime, **who: Any):
    begun = _New(stand_in(**who), since, now).begun().order_by("first_shown_at", "pk")
    return begun.values_list("pk", "post", "post__reply_to", "post__author")[:MOST]


@prepared
def _ended(*, since: datetime, now: datetime, **who: Any):
    return _New(stand_in(**who), since, now).ended().values_list("post", flat=True)[:MOST]


@prepared
def _own(*, since: datetime, now: datetime, **who: Any):
    return _New(stand_in(**who), since, now).own().select_related("revision__corrects", "draft")[:MOST]
