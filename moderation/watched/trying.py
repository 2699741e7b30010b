"""Trying words before they act: on a pasted text, and on what the class has sent already. Nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from classroom.models import Membership
from moderation.watched.actions import Action
from moderation.watched.lists import WatchedList, caught_in
from moderation.watched.saying import reason_of
from moderation.watched.word import WatchedWord
from posts.models import Post
from posts.text import raw_view

LONGEST, POSTS, SILENT = 10_000, 200, (Action.FLAG, Action.NOTIFY)


@dataclass(frozen=True)
class Hit:
    """A watched word in a text: where it stands, as it is written there."""

    word: WatchedWord
    words: str

    @property
    def reason(self) -> str:
        """What the pupil would read; "" for what is told to nobody but the teacher."""
        return "" if self.word.action in SILENT else reason_of(self.word)


@dataclass(frozen=True)
class Tried:
    """A text with its marks, and each word found once for each way of writing it."""

    text: SafeString
    hits: Sequence[Hit]
    post: Post | None = None


def tried(text: str, lists: Iterable[WatchedList], post: Post | None = None) -> Tried:
    caught = caught_in(text, lists, most=20)
    once = {(word.pk, text[start:end]): Hit(word, text[start:end]) for word, start, end in caught}
    return Tried(raw_view(text, [(start, end) for _word, start, end in caught]), list(once.values()), post)


def replayed(member: Membership, lists: Sequence[WatchedList]) -> tuple[list[Tried], int]:
    """(the texts in which something would have been found, how many were looked at). One query, by the teacher's door.

    The last version of each of the last 200 texts that were sent, the last one first.
    """
    posts = list(Post.objects.taught_by(member).order_by("-moved_at", "-pk")[:POSTS])
    all_of_them = (tried(post.sent.text, lists, post) for post in posts)
    return [one for one in all_of_them if one.hits], len(posts)
