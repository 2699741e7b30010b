"""Ten wrong tries in fifteen minutes, then one account waits; the others, never."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from classroom.models import FailedTry
from classroom.signing_in import throttle

pytestmark = pytest.mark.django_db


def fail(member, times):
    return [throttle.take_tries([member.user_id]) for _ in range(times)]


def test_the_eleventh_try_is_refused(pupil):
    assert all(fail(pupil, 10))
    assert fail(pupil, 1) == [{}]


def test_a_waiting_account_holds_nobody_else_back(pupil, classmate):
    fail(pupil, 11)
    taken = throttle.take_tries([pupil.user_id, classmate.user_id])
    assert list(taken) == [classmate.user_id]


def test_a_right_answer_is_no_failure(pupil):
    for _ in range(30):
        throttle.give_back(throttle.take_tries([pupil.user_id]).values())
    assert not FailedTry.objects.exists()


def test_a_right_answer_does_not_forgive_the_wrong_ones(pupil):
    fail(pupil, 9)
    throttle.give_back(throttle.take_tries([pupil.user_id]).values())
    assert all(fail(pupil, 1))
    assert fail(pupil, 1) == [{}]


def test_no_fifteen_minutes_hold_more_than_ten_tries(pupil):
    """Not a window that starts anew: any fifteen minutes."""
    start, looks = timezone.now(), []
    for minute in range(60):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            looks += [minute] * sum(map(bool, fail(pupil, 3)))
    assert looks
    assert all(len([m for m in looks if first <= m < first + 15]) <= 10 for first in range(60))


def test_after_fifteen_minutes_the_account_may_try_again(pupil):
    fail(pupil, 11)
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert all(fail(pupil, 10))
        assert FailedTry.objects.filter(user=pupil.user).count() == 10  # the former ones are gone


def test_a_refused_try_writes_nothing_and_costs_one_query(pupil, django_assert_num_queries):
    fail(pupil, 10)
    with django_assert_num_queries(1):
        throttle.take_tries([pupil.user_id])


def test_nobody_to_try_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert throttle.take_tries([]) == {}


def test_a_teacher_sees_who_waits_and_until_when(pupil, classmate, teacher):
    fail(classmate, 9)
    with time_machine.travel(timezone.now(), tick=False):
        fail(pupil, 10)
        assert throttle.locked_members(pupil.space) == {pupil.pk: timezone.now() + throttle.WINDOW}


def test_a_teacher_unlocks_at_once(pupil, teacher):
    fail(pupil, 10)
    throttle.unlock(pupil.user, by=teacher)
    assert throttle.locked_members(pupil.space) == {}
    assert all(fail(pupil, 1))


def test_nobody_else_unlocks(pupil, classmate, stranger, teacher):
    fail(pupil, 10)
    with pytest.raises(LookupError):
        throttle.unlock(pupil.user, by=classmate)
    fail(stranger, 10)
    with pytest.raises(LookupError):
        throttle.unlock(stranger.user, by=teacher)
    assert throttle.locked_members(pupil.space)
