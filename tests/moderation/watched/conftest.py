from collections.abc import Callable
from typing import Any

import pytest

from moderation.models import WatchedWord
from moderation.watched.keeping import add
from moderation.watched.word import Owner


@pytest.fixture
def watch() -> Callable[..., WatchedWord]:
    """``watch(owner, "radis", action="refuse", …)``"""

    def keep(owner: Owner, pattern: str, **said: Any) -> WatchedWord:
        return add(owner, {"pattern": pattern, "exact": False, **said})

    return keep
