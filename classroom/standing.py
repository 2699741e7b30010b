"""What the doors ask of a member, and a member who knows nothing else: prepared questions are written from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from classroom.models import ClassSpace, Membership
from classroom.models.spaces import Role


def standing_of(member: Membership) -> dict[str, Any]:
    """The values of a prepared question that begins with ``stand_in(**who)``."""
    return {
        "member": member.pk,
        "space": member.space_id,
        "role": Role(member.role),
        "frozen_at": member.space.frozen_at,
    }


def stand_in(*, member: UUID, space: UUID, role: Role, frozen_at: datetime | None) -> Membership:
    """A door that reads anything else of it raises DoesNotExist: no question is asked in a wrong name."""
    stands: Membership = _known(Membership, id=member, space_id=space, role=role)
    stands.space = _known(ClassSpace, id=space, frozen_at=frozen_at)
    return stands


def _known(model: type[Model], **columns: Any) -> Any:
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])
