"""The lists of a class and of its school, made ready once a version and kept by the process.

The version stands on the class and on the school, which every request reads anyway: a list that changed has another
number, and no other process has to be told.
"""

from uuid import UUID

from classroom.models import ClassSpace
from moderation.watched.lists import WatchedList
from moderation.watched.word import Owner, WatchedWord

KEPT = 256  # lists ready in a process; the oldest leaves


_ready: dict[UUID, tuple[int, WatchedList]] = {}


def lists_of(space: ClassSpace) -> tuple[WatchedList, ...]:
    """Those of the school and of the class, empty ones left out. No query once they are ready."""
    return tuple(found for owner in (space.school, space) if (found := list_of(owner)) is not None)


def list_of(owner: Owner) -> WatchedList | None:
    """Version 0: no word was ever kept, and nothing is asked of the database."""
    if not owner.words_version:
        return None
    version, found = _ready.get(owner.pk, (0, None))
    if found is None or version != owner.words_version:
        found = WatchedList(WatchedWord.objects.of(owner))
        while len(_ready) >= KEPT:
            _ready.pop(next(iter(_ready)), None)
        _ready[owner.pk] = owner.words_version, found
    return found if found.words else None
