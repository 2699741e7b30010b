"""The two places where words are watched for: a class, by its teachers; a whole school, by who administers it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from classroom.access import school_admin_required, teacher_required
from classroom.htmx import HtmxRequest
from classroom.models import Membership, School
from moderation.watched.known import list_of, lists_of
from moderation.watched.lists import WatchedList
from moderation.watched.word import Owner, WatchedWord


@dataclass(frozen=True)
class Door:
    """``here``: the list's address, from which the others go on; ``member``: the teacher, or None at the school."""

    owner: Owner
    here: str
    member: Membership | None = None

    @property
    def words(self) -> list[WatchedWord]:
        return list(WatchedWord.objects.of(self.owner))

    @property
    def from_school(self) -> list[WatchedWord]:
        """The school's words, that a class reads and does not change."""
        known = list_of(self.member.space.school) if self.member else None
        return known.words if known else []

    @property
    def lists(self) -> tuple[WatchedList, ...]:
        """All that acts here."""
        if self.member:
            return lists_of(self.member.space)
        known = list_of(self.owner)
        return (known,) if known else ()


View = Callable[..., HttpResponse]


def at_class(view: View) -> View:
    """``view(request, door, …)`` for the teachers of a class."""

    @wraps(view)
    def enter(request: HtmxRequest, member: Membership, **words: Any) -> HttpResponse:
        here = reverse("moderation:words", args=[member.space.slug])
        return view(request, Door(member.space, here, member), **words)

    return teacher_required(enter)


def at_school(view: View) -> View:
    """``view(request, door, …)`` for who administers the school."""

    @wraps(view)
    def enter(request: HtmxRequest, school: School, **words: Any) -> HttpResponse:
        return view(request, Door(school, reverse("school_words:words")), **words)

    return school_admin_required(enter)
