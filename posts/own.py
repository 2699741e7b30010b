"""A text as its own author may see it: while a verdict can be undone, it has not happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from classroom.models import Membership
from posts.lifecycle import Status, moves_for
from posts.models import Post, Revision

FIRST = (
    Status.RETURNED,
    Status.DRAFT,
    Status.PENDING,
)  # what asks for the author's hand comes before what waits
AUTHORS = ("submit", "withdraw", "revise", "discard")
Pieces = list[tuple[str, bool]]  # (a run of text, whether it was marked)


class Feedback(NamedTuple):
    """What a teacher said: who, when, articles cited, message, and the text that was read with its marked words."""

    who: str
    at: datetime
    articles: list
    message: str
    pieces: Pieces


@dataclass
class OwnText:
    """``post`` comes with ``begins`` and ``shows`` (PostQuerySet.with_interval), its draft and its revision."""

    post: Post
    member: Membership
    now: datetime
    feedback: Feedback | None = None

    @cached_property
    def held(self) -> bool:
        return not self.member.teaches and self.post.state(space=self.member.space, at=self.now).holding

    @cached_property
    def status(self) -> str:
        return Status.PENDING if self.held else Status(self.post.status)

    @property
    def revision(self) -> Revision | None:
        """What the author sent (never a correction that may be undone), or the version that stands."""
        revision = self.post.revision
        return revision.corrects if self.held and revision and revision.corrects else revision

    @property
    def at(self) -> datetime:
        """When it came to stand where it stands: a text that waits was sent then, whatever has been decided since."""
        sent = self.revision if self.status == Status.PENDING else None
        return sent.created_at if sent else self.post.moved_at

    @property
    def words(self) -> str:
        """The text: the draft's while one writes, otherwise what was sent."""
        if self.status in (Status.DRAFT, Status.RETURNED) and hasattr(self.post, "draft"):
            return self.post.draft.text
        return self.revision.text if self.revision else ""

    @cached_property
    def to_come(self) -> datetime | None:
        """When what was approved will show, if that is not yet."""
        if self.held or not self.post.begins or self.post.begins <= self.now:
            return None
        return self.post.begins

    @property
    def stays_shown(self) -> bool:
        """The class reads an earlier version while this one is under way."""
        return self.post.shows and self.status in (Status.DRAFT, Status.PENDING, Status.RETURNED)

    @property
    def asked_removal(self) -> bool:
        return self.post.removal_asked_at is not None

    @cached_property
    def can(self) -> set[str]:
        """The author's moves to offer; during the hold, those of a text that waits."""
        state = self.post.state(space=self.member.space, at=self.now)
        if self.held:
            state = state._replace(status=Status.PENDING, holding=False)
        names = {move.name for move in moves_for(self.member, state)} & set(AUTHORS)
        asks = (
            self.post.shows and not self.asked_removal and not self.member.teaches
        )  # who teaches takes it down
        return names | ({"ask_removal"} if asks else set())


def marked(text: str, marks: Sequence[Sequence[int]]) -> Pieces:
    """``text`` in runs, those of ``marks`` ([start, end] in code points, in any order, clipped to the text) marked."""
    pieces: Pieces = []
    place = 0
    for start, end in sorted((max(0, a), min(b, len(text))) for a, b in marks):
        if end > max(start, place):
            start = max(start, place)
            pieces += [(text[place:start], False), (text[start:end], True)]
            place = end
    return [(run, is_marked) for run, is_marked in [*pieces, (text[place:], False)] if run]


def in_order(texts: Iterable[OwnText]) -> list[OwnText]:
    """What is to rework, then the drafts, then what waits, then the rest; the last one first in each."""
    rank: dict[str, int] = {status: place for place, status in enumerate(FIRST)}
    return sorted(texts, key=lambda own: (rank.get(own.status, len(FIRST)), -own.at.timestamp()))
