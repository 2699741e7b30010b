"""When a class is open, and when it opens next: in Paris, whatever the clock of the server says."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils.translation import override

from classroom.hours import clock, is_open, next_opening
from classroom.models import ClassSpace

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = (2026, 11, 4)


def hours(opens=7, closes=20, **fields):
    return ClassSpace(opens_at=time(opens), closes_at=time(closes), **fields)


def paris(*at):
    return datetime(*at, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("at", "opened"),
    [((6, 59), False), ((7, 0), True), ((19, 59), True), ((20, 0), False)],
)
def test_a_class_opens_and_closes_on_the_minute(at, opened):
    assert is_open(hours(), paris(*WEDNESDAY, *at)) == opened
    assert is_open(hours(), paris(*WEDNESDAY, *at).astimezone(UTC)) == opened


def test_a_weekend_is_closed_unless_the_class_wants_it_open():
    saturday = paris(2026, 11, 7, 10)
    assert not is_open(hours(), saturday)
    assert is_open(hours(weekends=True), saturday)
    assert is_open(hours(always_open=True), paris(2026, 11, 8, 3))


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ((2026, 11, 4, 10, 30), (2026, 11, 4, 10, 30)),  # open: at once
        ((2026, 11, 4, 5), (2026, 11, 4, 7)),
        ((2026, 11, 4, 21), (2026, 11, 5, 7)),
        ((2026, 11, 6, 20), (2026, 11, 9, 7)),  # from Friday evening to Monday
        ((2027, 3, 27, 12), (2027, 3, 29, 7)),  # over the night when the clocks go forward
        ((2026, 10, 24, 12), (2026, 10, 26, 7)),  # and back
    ],
)
def test_what_is_approved_outside_the_hours_shows_at_the_next_opening(at, opening):
    assert next_opening(hours(), paris(*at).astimezone(UTC)) == paris(*opening)


def test_an_instant_comes_back_in_the_time_zone_it_came_in():
    assert next_opening(hours(), paris(*WEDNESDAY, 21).astimezone(UTC)).tzinfo is UTC


def test_hours_that_leave_no_minute_are_an_error_and_no_endless_search():
    with pytest.raises(ValueError, match="never opens"):
        next_opening(hours(opens=8, closes=8), paris(*WEDNESDAY, 9))


@pytest.mark.parametrize(
    ("language", "minute", "said"), [("fr", 0, "12 h"), ("fr", 5, "12 h 05"), ("en", 0, "12:00")]
)
def test_an_hour_is_said_in_one_way(language, minute, said):
    with override(language):
        at = datetime(2026, 11, 23, 12, minute, tzinfo=PARIS)
        assert clock(at).replace("\u00a0", " ") == said
        assert (
            Template("{% load clocks %}{{ at|clock }}").render(Context({"at": at})).replace("\u00a0", " ")
            == said
        )
