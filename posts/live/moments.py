"""When a class's bell rings, and for whom: at a move for those who may know of it, at the hour that it waits for."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from classroom.models import ClassSpace, Membership
from posts.lifecycle import VERDICTS
from posts.models import Publication, Transition
from posts.models.moving import OVERLAP
from posts.news import shown_to


class Head(NamedTuple):
    """Where a class stands: what has moved since is what is numbered beyond."""

    number: int
    frozen: bool


class Ring(NamedTuple):
    """Rings for teachers always; for everybody, or for these members too."""

    everybody: bool
    members: frozenset[UUID] = frozenset()
    shown: tuple[tuple[str, str, str], ...] = ()  # as posts.news says it, to spare each page the question


def heads_of(spaces: Iterable[UUID]) -> dict[UUID, Head]:
    rows = ClassSpace.objects.filter(pk__in=list(spaces)).values_list("pk", "journal_length", "frozen_at")
    return {pk: Head(number, frozen_at is not None) for pk, number, frozen_at in rows}


def ring_for(space: UUID, since: Head, now: Head) -> Ring:
    """Whom what moved between two heads concerns. A verdict, and its undoing, concern nobody but teachers: at the end
    of the hold its author's bell rings by the clock. A taking down concerns those who could read the message."""
    moved = Transition.objects.filter(space=space, number__gt=since.number, number__lte=now.number)
    shown = Publication.objects.filter(post=OuterRef("post"), visible_until=OuterRef("at"))
    begun = Exists(shown.filter(visible_from__lt=F("visible_until")))
    rows = list(moved.exclude(move__in=[*VERDICTS, "undo"]).values_list("move", "post__author", begun))
    everybody = since.frozen != now.frozen or any(move == "take_down" and begun for move, _, begun in rows)
    return Ring(everybody, frozenset(author for _, author, _ in rows))


def striking(space: UUID, author: UUID | None) -> Ring:
    """What the clock rings: the end of a hold for its author; for everybody, what begins to show, by its ids.

    It is asked through the door, as anybody of the class: a class reads the same messages.
    """
    if author:
        return Ring(False, frozenset({author}))
    anybody = Membership(space=ClassSpace.objects.get(pk=space))
    return Ring(True, shown=tuple(shown_to(anybody, timezone.now() - OVERLAP)))
