"""The clock that stamps: the database's own, which runs on while a transaction waits for its lock."""

from datetime import UTC, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from posts.clock import database_now  # the real one: tests that travel in time are given another in its place


@pytest.mark.django_db
def test_an_instant_is_aware_in_utc_and_of_now():
    stamped = database_now()
    assert stamped.utcoffset() == timedelta(0)
    assert stamped.tzinfo is UTC
    assert abs(stamped - timezone.now()) < timedelta(minutes=1)


@pytest.mark.django_db
@pytest.mark.only_on("postgresql")
def test_two_stamps_of_one_transaction_follow_each_other():
    """now() of PostgreSQL stands still from the beginning of a transaction: who waited for a lock would lie."""
    with transaction.atomic():
        first = database_now()
        assert database_now() > first
