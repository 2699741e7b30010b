from collections.abc import Callable

import pytest
from django.utils import timezone


@pytest.fixture
def gone_before_the_lock(monkeypatch) -> Callable:
    """``gone_before_the_lock(member)``: the page let them in; their place ends before their verb holds the lock."""
    from classroom.models import Membership
    from moderation import freezing
    from posts.models import moving

    lock = moving.lock

    def arrange(member):
        def lock_too_late(space_id):
            Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())
            return lock(space_id)

        for module in (moving, freezing):
            monkeypatch.setattr(module, "lock", lock_too_late)

    return arrange
