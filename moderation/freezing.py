"""Stopping the class at once: nothing is accepted, nothing new shows, drafts are kept, taking down stays possible."""

from django.db import transaction

from classroom.models import ClassSpace, Membership
from posts import bus
from posts.models.moving import lock
from posts.refusals import NotYours


def freeze(space: ClassSpace, *, by: Membership) -> None:
    """From this instant on (the one of a first freeze is kept)."""
    with transaction.atomic():
        locked, now = _held(space, by)
        if not locked.is_frozen:
            _write(space, now)


def thaw(space: ClassSpace, *, by: Membership) -> None:
    """What was approved meanwhile shows now."""
    with transaction.atomic():
        _held(space, by)
        _write(space, None)


def _held(space: ClassSpace, by: Membership):
    """The locked space and the time, once the rights of ``by`` are read under the lock. Raises NotYours."""
    locked, now = lock(space.pk)
    actor = Membership.objects.active().filter(pk=by.pk, space=space).first()
    if actor is None or not (actor.teaches or actor.administers):
        raise NotYours
    return locked, now


def _write(space: ClassSpace, frozen_at) -> None:
    ClassSpace.objects.filter(pk=space.pk).update(frozen_at=frozen_at)
    bus.announce(space.pk)
    space.frozen_at = frozen_at
