"""What an open page learns by asking: ids through the door, and never a verdict that can still be undone."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classroom.models import Visit
from classroom.models.spaces import Role
from moderation import freezing
from posts.cards import kept
from posts.models import Publication
from posts.news import cursor_of, news_of
from tests.world import articles_of, hold_over, key, make_member, make_pupil, published, submitted

CANARY = "Zanzibarbouille"


@pytest.fixture(autouse=True)
def empty_cache():
    kept.forget()


def later(seconds):
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=True)


def fresh(member):
    """The member as a new request loads them."""
    return type(member).objects.select_related("space", "user").get(pk=member.pk)


def told(member, since):
    return news_of(fresh(member), since)


def ask(browser, member, since=""):
    return browser.get(f"/classes/{member.space.slug}/news/", {"since": since} if since else {})


# --- the trio ---------------------------------------------------------------------------------------------------------
def test_a_member_is_told_what_shows_since_they_asked(pupil, classmate, teacher, as_member):
    browser = as_member(classmate)
    since = ask(browser, classmate).json()["cursor"]
    post = published(pupil, teacher)
    with hold_over():
        answer = ask(browser, classmate, since).json()
        [publication] = Publication.objects.visible_to(classmate)
    assert answer["shown"] == [[publication.pk.hex, post.pk.hex, ""]]
    assert answer["gone"] == answer["mine"] == []
    assert "queue" not in answer
    assert "waiting" not in answer


def test_a_stranger_gets_404(pupil, stranger, as_member):
    browser = as_member(stranger)
    theirs, nowhere = ask(browser, pupil), browser.get("/classes/nowhere/news/")
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.content == nowhere.content
    assert browser.get(f"/classes/{pupil.space.slug}/posts/cards/").status_code == 404


def test_a_pupil_never_holds_the_teachers_hand(pupil, classmate, teacher):
    since = cursor_of(teacher)
    with later(20):
        submitted(pupil)
        assert told(classmate, since) is None
        assert told(teacher, since)["waiting"] == 1


# --- cheap when nothing is new ----------------------------------------------------------------------------------------
def test_nothing_new_is_204_before_any_template_in_four_queries(pupil, classmate, teacher, as_member):
    published(pupil, teacher)
    with later(60):
        for member in (classmate, teacher):
            browser, since = as_member(member), cursor_of(member)
            ask(browser, member, since)
            with CaptureQueriesContext(connection) as caught:
                answer = ask(browser, member, since)
            assert answer.status_code == 204
            assert not answer.content
            assert len(caught) <= 4, [query["sql"] for query in caught]


def test_a_page_is_told_twice_within_ten_seconds_rather_than_never(pupil, classmate, teacher):
    published(pupil, teacher)
    with later(20):
        since = cursor_of(classmate, timezone.now() - timedelta(seconds=8))
        assert told(classmate, since)["shown"], "what began within the overlap is told again"
    with later(60):
        assert told(classmate, cursor_of(classmate)) is None


def test_nonsense_for_a_cursor_is_404(pupil, as_member):
    browser = as_member(pupil)
    for word in ("x", "-frozen", "f" * 40, "é"):
        assert ask(browser, pupil, word).status_code == 404


# --- the hold ---------------------------------------------------------------------------------------------------------
def verdicts():
    def publish(post, teacher):
        post.publish(by=teacher, digest=post.revision.digest)

    def correct(post, teacher):
        post.correct("Autre chose", by=teacher, digest=post.revision.digest)

    def send_back(post, teacher):
        post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post))

    return [publish, correct, send_back]


@pytest.mark.parametrize("verdict", verdicts())
def test_nobody_but_teachers_learns_of_a_verdict_that_can_be_undone(
    verdict, pupil, classmate, teacher, colleague
):
    post = submitted(pupil)
    with later(60):
        since = cursor_of(pupil)
        verdict(post, teacher)
        assert told(pupil, since) is None
        assert told(classmate, since) is None
        assert told(colleague, since)["queue"]
        post.undo(by=teacher)
        assert told(pupil, since) is None, "what was undone never was"
        assert told(classmate, since) is None
        with later(60):
            assert told(pupil, since) is None


@pytest.mark.parametrize("verdict", verdicts())
def test_an_author_learns_of_a_verdict_when_its_hold_is_over(verdict, pupil, teacher):
    post = submitted(pupil)
    with later(60):
        since = cursor_of(pupil)
        verdict(post, teacher)
        with later(4.5):
            assert told(pupil, since) is None
        with later(5.5):
            news = told(pupil, since)
            assert any(word.startswith(f"{post.pk.hex}.") for word in news["mine"])
            assert not any(".pending." in word for word in news["mine"])


def test_an_approval_in_closed_hours_shows_at_the_opening(pupil, classmate, teacher):
    space = pupil.space
    space.always_open = False
    space.save()
    with time_machine.travel("2026-11-24T20:30:00+01:00", tick=False):
        published(pupil, teacher)
        since = cursor_of(classmate)
    with time_machine.travel("2026-11-25T06:59:59+01:00", tick=False):
        assert told(classmate, since) is None
    with time_machine.travel("2026-11-25T07:00:00+01:00", tick=False):
        assert told(classmate, since)["shown"]


# --- what goes, what changes ------------------------------------------------------------------------------------------
def test_what_is_taken_down_goes(pupil, classmate, teacher):
    post = published(pupil, teacher)
    with later(60):
        since = cursor_of(classmate)
        post.take_down(by=teacher, articles=articles_of(post))
        assert told(classmate, since)["gone"] == [post.pk.hex]
        assert told(pupil, since)["mine"]


def test_what_never_showed_does_not_go(pupil, classmate, teacher):
    post = published(pupil, teacher)
    since = cursor_of(classmate)
    post.take_down(by=teacher, articles=articles_of(post))
    assert told(classmate, since) is None


def test_what_an_edit_replaced_is_shown_again_and_not_gone(pupil, classmate, teacher):
    post = published(pupil, teacher)
    with later(60):
        since = cursor_of(classmate)
        post.revise(by=pupil)
        post.submit("Autrement dit", by=pupil, key=key())
        post.publish(by=teacher, digest=post.revision.digest)
        with later(30):
            news = told(classmate, since)
    assert news["shown"][0][1:] == (post.pk.hex, "")
    assert news["gone"] == []


def test_a_reply_says_what_it_answers(pupil, classmate, teacher):
    parent = published(pupil, teacher)
    with later(60):
        since = cursor_of(pupil)
        reply = published(classmate, teacher, "Oui", reply_to=Publication.objects.get(post=parent))
        with later(30):
            assert told(pupil, since)["shown"][0][1:] == (reply.pk.hex, parent.pk.hex)


def test_a_frozen_class_stands_still_and_goes_on_where_it_was(pupil, classmate, teacher):
    published(pupil, teacher)
    since = cursor_of(classmate)
    freezing.freeze(pupil.space, by=teacher)
    frozen = told(classmate, since)
    assert frozen["frozen"] is True
    with later(600):
        assert told(classmate, frozen["cursor"]) is None
        freezing.thaw(pupil.space, by=teacher)
        thawed = told(classmate, frozen["cursor"])
        assert thawed["frozen"] is False
        assert len(thawed["shown"]) == 1, "what the freeze held back shows now, however old its hour"


def test_a_second_device_of_an_author_follows(pupil):
    with later(60):
        since = cursor_of(pupil)
        with later(20):
            post = submitted(pupil)
            assert [word.split(".")[:2] for word in told(pupil, since)["mine"]] == [[post.pk.hex, "pending"]]


# --- content stays behind the door ------------------------------------------------------------------------------------
def test_no_text_and_no_name_is_in_the_news(pupil, classmate, teacher, as_member):
    author = make_pupil(pupil.space, CANARY)
    published(author, teacher, f"{CANARY} en texte")
    submitted(author, f"{CANARY} attend")
    with hold_over():
        for member in (classmate, teacher, author):
            since = cursor_of(member, timezone.now() - timedelta(minutes=5))
            answer = ask(as_member(member), member, since)
            assert answer.status_code == 200
            assert CANARY not in answer.content.decode()


def test_cards_come_through_the_door(pupil, classmate, teacher, stranger, as_member):
    seen = published(pupil, teacher, "Se voit")
    with hold_over():
        hidden = submitted(pupil, "Ne se voit pas")
        elsewhere = f"/classes/{pupil.space.slug}/posts/cards/"
        answer = as_member(classmate).get(elsewhere, {"post": [seen.pk.hex, hidden.pk.hex]})
        html = answer.content.decode()
        assert "Se voit" in html
        assert "Ne se voit pas" not in html
        assert as_member(classmate).get(elsewhere, {"post": "nonsense"}).status_code == 404
        assert as_member(classmate).get(elsewhere, {"place": "nonsense"}).status_code == 404


def test_asking_is_no_visit_of_a_school_admin_and_reading_is(space, as_member):
    admin = make_member(space, Role.SCHOOL_ADMIN, "Mme Cheffe")
    browser = as_member(admin)
    ask(browser, admin)
    assert not Visit.objects.exists()
    browser.get(f"/classes/{space.slug}/posts/cards/")
    assert Visit.objects.count() == 1


def test_a_quiet_class_is_not_asked_twice_and_never_misses_what_comes(pupil, classmate, teacher, as_member):
    browser = as_member(classmate)
    with later(60):
        published(pupil, teacher)
        since = cursor_of(classmate, timezone.now() + timedelta(seconds=15))
        with later(0.1):
            assert ask(browser, classmate, since).status_code == 204
            with CaptureQueriesContext(connection) as caught:
                assert ask(browser, classmate, since).status_code == 204
            assert len(caught) <= 3
    with later(120):
        since = cursor_of(classmate, timezone.now() - timedelta(seconds=62))
        assert ask(browser, classmate, since).status_code == 200, "the clock alone ends the quiet"
        quiet = cursor_of(classmate)
        with later(30):
            assert ask(browser, classmate, quiet).status_code == 204
            submitted(pupil)
            assert ask(as_member(teacher), teacher, quiet).status_code == 200, "a move ends it too"


def test_what_becomes_due_between_two_questions_is_not_lost(pupil, classmate, teacher):
    published(pupil, teacher)
    [publication] = Publication.objects.filter(space=pupil.space)
    just_before = publication.visible_from - timedelta(milliseconds=1)
    since = cursor_of(classmate, just_before)
    assert news_of(fresh(classmate), since, just_before) is None
    assert news_of(fresh(classmate), since, publication.visible_from)["shown"]
