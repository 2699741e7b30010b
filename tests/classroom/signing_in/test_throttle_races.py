"""Guesses sent at once get ten looks in all: the database counts, not the process."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from classroom.models import FailedTry
from classroom.signing_in import throttle
from tests.world import make_pupil, make_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("postgresql")]


def try_once(users):
    try:
        return len(throttle.take_tries(users))
    finally:
        connection.close()


def test_sixty_guesses_at_once_get_ten_looks():
    pupil = make_pupil(make_space())
    with ThreadPoolExecutor(12) as guessers:
        looks = sum(guessers.map(try_once, [[pupil.user_id]] * 60))
    assert looks == FailedTry.objects.count() == 10


def test_guesses_on_two_namesakes_never_wait_for_each_other():
    space = make_space()
    pair = [make_pupil(space).user_id for _ in range(2)]
    with ThreadPoolExecutor(12) as guessers:
        looks = sum(guessers.map(try_once, [pair, pair[::-1]] * 30))
    assert looks == 20
