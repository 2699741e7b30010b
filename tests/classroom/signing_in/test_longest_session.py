"""Twelve hours after signing in, one signs in again; an open stream keeps no session alive."""

import time
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from classroom.ids import new_id
from posts.live.rights import living
from posts.models import Post

HOUR = 3600  # seconds


def at_work(browser, start: float, hours: float) -> None:
    """A gesture every ten minutes: never idle."""
    for tens in range(1, int(hours * 6) + 1):
        with time_machine.travel(start + tens * 600, tick=False):
            assert browser.post("/presence/").status_code == 204


def inside(browser) -> bool:
    return browser.get("/help/").context["user"].is_authenticated


@pytest.mark.parametrize("who", ["pupil", "teacher"])
def test_after_twelve_hours_everybody_signs_in_again(as_member, who, request):
    browser, start = as_member(request.getfixturevalue(who)), time.time()
    at_work(browser, start, 11.9)
    with time_machine.travel(start + 12 * HOUR - 60, tick=False):
        assert inside(browser)
    with time_machine.travel(start + 12 * HOUR + 60, tick=False):
        assert not inside(browser)


def test_the_school_says_how_long(as_member, teacher, settings):
    settings.SESSION_COOKIE_AGE = 2 * HOUR
    browser, start = as_member(teacher), time.time()
    at_work(browser, start, 1.9)
    with time_machine.travel(start + 2 * HOUR + 60, tick=False):
        assert not inside(browser)


def test_signing_in_again_begins_anew(as_member, teacher, colleague):
    browser, start = as_member(teacher), time.time()
    at_work(browser, start, 11)
    with time_machine.travel(start + 11 * HOUR + 60, tick=False):
        browser.force_login(colleague.user)
    at_work(browser, start + 11 * HOUR + 60, 3)
    with time_machine.travel(start + 14 * HOUR + 120, tick=False):
        assert inside(browser)


def test_a_text_that_is_being_sent_then_is_not_lost(space, pupil, as_member):
    browser, start = as_member(pupil), time.time()
    at_work(browser, start, 12)
    said = {"text": "Écrit pendant la dernière heure.", "key": new_id()}
    with time_machine.travel(start + 12 * HOUR + 300, tick=False):
        browser.post(f"/classes/{space.slug}/posts/drafts/", said)
        assert not inside(browser)
    assert Post.objects.get(author=pupil).draft.text == "Écrit pendant la dernière heure."


def test_sending_without_an_end_does_not_put_it_off(as_member, pupil):
    browser, start = as_member(pupil), time.time()
    at_work(browser, start, 12.2)
    with time_machine.travel(start + 12.4 * HOUR, tick=False):
        assert browser.post("/presence/").status_code == 302


def key_of(browser) -> str:
    inside(browser)
    return browser.session.session_key


def test_a_stream_does_not_outlive_an_idle_session(as_member, pupil, settings):
    key, now = key_of(as_member(pupil)), timezone.now()
    with time_machine.travel(now + timedelta(minutes=settings.IDLE_MINUTES), tick=False):
        assert living([key]) == {key}
    with time_machine.travel(now + timedelta(minutes=settings.IDLE_MINUTES + 2), tick=False):
        assert living([key]) == set()


def test_a_stream_goes_on_while_its_session_is_used(as_member, pupil):
    browser, start = as_member(pupil), time.time()
    key = key_of(browser)
    at_work(browser, start, 2)
    with time_machine.travel(start + 2 * HOUR + 60, tick=False):
        assert living([key]) == {key}


def test_idle_for_longer_than_a_session_lasts_is_no_end(as_member, pupil, settings):
    settings.IDLE_MINUTES = 24 * 60
    key = key_of(as_member(pupil))
    expires = Session.objects.get(session_key=key).expire_date
    assert isinstance(expires, datetime)
    with time_machine.travel(expires - timedelta(seconds=5), tick=False):
        assert living([key]) == {key}
    with time_machine.travel(expires + timedelta(seconds=5), tick=False):
        assert living([key]) == set()
