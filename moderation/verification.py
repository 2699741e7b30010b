"""Walks a space's journal again and recomputes what it says: nothing missing, nothing rewritten. Constant memory."""

from collections.abc import Iterator

from django.db.models import OuterRef, Q, QuerySet, Subquery

from classroom.models import ClassSpace
from posts.lifecycle import OPENING
from posts.models import Note, Publication, Revision, Transition

CHUNK = 500  # rows held at once


def first_break(space: ClassSpace) -> str:
    """The first thing that does not hold in the journal of ``space``, in words; empty when all holds."""
    checks = (_chain(space), _publications(space), _texts(space))
    return next((broken for check in checks for broken in check), "")


def _chain(space: ClassSpace) -> Iterator[str]:
    """Numbers without a hole, each digest over the one before, each note its own, the head the last of them.

    Up to the length known at the start: a class goes on writing meanwhile.
    """
    counted = Transition.objects.filter(space=space, number__lte=space.journal_length)
    number, head = 0, ""
    for step in _walk(counted.select_related("note"), "number"):
        number += 1
        if step.number != number:
            yield f"move {number} is missing"
        if step.previous != head:
            yield f"move {number} does not follow the one before"
        if step.digest != step.fingerprint():
            yield f"move {number} is not what was written"
        yield from _note(step)
        head = step.digest
    if (number, head) != (space.journal_length, space.journal_head):
        yield f"the journal ends at move {number}, and the class counts {space.journal_length}"
    last = Transition.objects.filter(space=OuterRef("pk")).order_by("-number").values("number")[:1]
    written, length = ClassSpace.objects.values_list(Subquery(last), "journal_length").get(pk=space.pk)
    if (written or 0) != length:
        yield f"move {written} is in the journal, and the class counts {length}"


def _note(step: Transition) -> Iterator[str]:
    """A note may be erased, never changed nor slipped in."""
    note: Note | None = getattr(step, "note", None)
    if note is not None and note.fingerprint() != step.note_digest:
        yield f"the note of move {step.number} is not what was written"


def _publications(space: ClassSpace) -> Iterator[str]:
    """What shows or has shown was opened by a decision about those very bytes, and no other."""
    found = Publication.objects.filter(space=space).select_related("transition", "revision")
    for shown in _walk(found, "pk"):
        step, revision = shown.transition, shown.revision
        opened = step.move in OPENING and step.space_id == space.pk and step.post_id == shown.post_id
        digests = {shown.digest, step.revision_digest, revision.digest}
        if not opened or len(digests) != 1 or revision.post_id != shown.post_id:
            yield f"publication {shown.pk} has no decision of its own"


def _texts(space: ClassSpace) -> Iterator[str]:
    """Each text is still the one that was read."""
    for revision in _walk(Revision.objects.filter(space=space), "pk"):
        written = revision.digest
        if revision.seal().digest != written:
            yield f"text {revision.pk} is not what was read"


def _walk(found: QuerySet, key: str) -> Iterator:
    """Every row in the order of ``key``, a chunk at a time, on any database."""
    after = Q()
    while chunk := list(found.filter(after).order_by(key)[:CHUNK]):
        yield from chunk
        after = Q(**{f"{key}__gt": getattr(chunk[-1], key)})
