"""The stage is set once a module: its tests look, and take back what they do."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.house.stage import Stage


@pytest.fixture(scope="module")
def set_stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Stage()
        transaction.set_rollback(True)


@pytest.fixture
def stage(set_stage: Stage, db: None) -> Iterator[Stage]:
    """``db``: the test database is made for those who ask for it by this name."""
    with set_stage.at_work():
        yield set_stage
