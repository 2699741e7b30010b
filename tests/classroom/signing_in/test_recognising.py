"""Who makes a request: a session that the server keeps, of an account that is open."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classroom.models import User
from classroom.signing_in.recognising import SessionStore

CHOSEN = "k" * 32


def kept_until(at):
    Session.objects.create(
        session_key=CHOSEN, session_data=SessionStore().encode({"mine": 1}), expire_date=at
    )


@pytest.mark.django_db
def test_a_session_is_found_by_its_key_until_it_expires():
    kept_until(timezone.now() + timedelta(minutes=1))
    assert SessionStore(CHOSEN)["mine"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("expired", [False, True])
def test_a_key_that_opens_nothing_is_never_taken_up_for_what_follows(expired):
    """Whoever plants a key in somebody's browser must not share the session that they then open."""
    if expired:
        kept_until(timezone.now() - timedelta(seconds=1))
    session = SessionStore(CHOSEN)
    assert "mine" not in session
    session["theirs"] = 1
    session.save()
    assert session.session_key != CHOSEN
    assert SessionStore(session.session_key)["theirs"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ['"aaaaaaaa\\000aaa"', "a" * 31 + "'", "é" * 32])
def test_a_key_that_is_none_of_ours_is_never_asked_of_the_database(client, key):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/", headers={"cookie": f"session={key}"})
    assert answer.status_code == 200
    assert not [query for query in asked if "django_session" in query["sql"]]


def test_who_was_signed_in_is_outside_once_their_session_or_their_account_is_gone(pupil, as_member):
    here = f"/classes/{pupil.space.slug}/"
    browser = as_member(pupil)
    assert browser.get(here).status_code == 200
    User.objects.filter(pk=pupil.user_id).update(is_active=False)
    assert browser.get(here).status_code == 302
    User.objects.filter(pk=pupil.user_id).update(is_active=True)
    browser = as_member(pupil)
    Session.objects.all().delete()
    assert browser.get(here).status_code == 302


@pytest.fixture
def long_unseen(pupil, as_member):
    """A pupil's browser whose session the next page writes anew."""
    browser = as_member(pupil)
    session = browser.session
    session["seen_at"] = int(timezone.now().timestamp()) - 90
    session.save()
    return browser


def test_a_session_that_cannot_be_written_keeps_nobody_from_reading(pupil, long_unseen, monkeypatch):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Session, "save", full)
    assert long_unseen.get(f"/classes/{pupil.space.slug}/").status_code == 200
    assert long_unseen.post("/language/", {"language": "en"}).status_code == 400


def test_a_session_that_was_ended_meanwhile_is_not_read_on(pupil, long_unseen, monkeypatch):
    def gone(*args, **kwargs):
        raise DatabaseError("Forced update did not affect any rows.")

    monkeypatch.setattr(Session, "save", gone)
    assert long_unseen.get(f"/classes/{pupil.space.slug}/").status_code == 400
