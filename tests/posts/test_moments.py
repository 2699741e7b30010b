"""An instant, said as one says it in class."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.translation import override

from posts.templatetags.moments import hour, moment

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 4, 12, tzinfo=PARIS)  # a Wednesday


def said(filtered, *at):
    with time_machine.travel(NOW, tick=False), override("fr"):
        return filtered(datetime(2026, *at, tzinfo=PARIS)).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ((11, 4, 10, 42), "aujourd’hui à 10 h 42"),
        ((11, 3, 23, 59), "hier à 23 h 59"),
        ((11, 5, 7, 0), "demain à 7 h"),
        ((11, 2, 8, 5), "lundi à 8 h 05"),
        ((11, 9, 7, 0), "lundi à 7 h"),
        ((10, 28, 9, 0), "28 octobre à 9 h"),
    ],
)
def test_a_day_goes_by_its_name_within_a_week_and_by_its_date_beyond(at, words):
    assert said(moment, *at) == words


def test_beside_a_card_of_today_the_time_is_enough():
    assert said(hour, 11, 4, 10, 42) == "10 h 42"
    assert said(hour, 11, 3, 10, 42) == "hier à 10 h 42"


def test_a_midnight_in_paris_is_a_new_day_whatever_the_servers_clock():
    past_midnight = datetime(2026, 11, 3, 23, 30, tzinfo=ZoneInfo("UTC"))
    with time_machine.travel(NOW, tick=False), override("fr"):
        assert moment(past_midnight).startswith("aujourd’hui")
        assert hour(past_midnight).startswith("0")
