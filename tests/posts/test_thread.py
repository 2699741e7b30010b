"""A thread: the message, its replies in order; what is not visible answers as what never existed."""

from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.cards import kept
from posts.models import Post, Publication
from tests.world import articles_of, drafted, hold_over, make_pupil, published, submitted


def address(member, post, tail=""):
    return f"/classes/{member.space.slug}/posts/{post.pk}/{tail}"


@pytest.fixture(autouse=True)
def empty_cache():
    kept.forget()


@pytest.fixture
def parent(pupil, teacher):
    return published(pupil, teacher, "Qui vient ?")


def answered(parent, author, teacher, text):
    return published(author, teacher, text, reply_to=Publication.objects.open().get(post=parent))


def test_a_member_reads_the_replies_in_order(parent, pupil, classmate, teacher, as_member):
    with hold_over():
        answered(parent, classmate, teacher, "Moi d'abord")
        with hold_over():
            answered(parent, pupil, teacher, "Toi ensuite")
            with hold_over():
                html = unescape(as_member(classmate).get(address(classmate, parent)).content.decode())
    assert html.index("Qui vient") < html.index("Moi d'abord") < html.index("Toi ensuite")
    assert f'name="reply_to" value="{parent.pk}"' in html


def test_a_reply_leads_to_its_thread(parent, classmate, teacher, as_member):
    with hold_over():
        reply = answered(parent, classmate, teacher, "Moi")
        with hold_over():
            response = as_member(classmate).get(address(classmate, reply))
    assert response["Location"] == address(classmate, parent) + f"#post-{reply.pk}"


def test_what_is_not_visible_answers_as_what_never_existed(pupil, classmate, stranger, teacher, as_member):
    waiting, draft, held = submitted(pupil), drafted(pupil), published(pupil, teacher)
    for reader in (classmate, stranger):
        browser = as_member(reader)
        nothing = browser.get(f"/classes/{pupil.space.slug}/posts/{uuid4()}/")
        assert nothing.status_code == 404
        for post in (waiting, draft, held):
            for tail in ("", "story/", "draft/", "revision/", "removal-request/"):
                response = browser.get(address(pupil, post, tail))
                assert (response.status_code, response.content) == (404, nothing.content), (post, tail)


def test_a_pupil_of_another_class_reads_no_thread(parent, stranger, as_member):
    with hold_over():
        assert as_member(stranger).get(address(parent.author, parent)).status_code == 404
        assert as_member(stranger).get(address(stranger, parent)).status_code == 404


def test_the_author_and_the_teachers_are_led_to_the_story_of_what_does_not_show(pupil, teacher, as_member):
    post = submitted(pupil)
    for reader in (pupil, teacher):
        assert as_member(reader).get(address(reader, post))["Location"] == address(reader, post, "story/")


def test_a_message_taken_down_is_gone_with_its_thread(parent, pupil, classmate, teacher, as_member):
    with hold_over():
        reply = answered(parent, classmate, teacher, "Moi")
        with hold_over():
            parent.take_down(by=teacher, articles=articles_of(parent))
            other = as_member(make_pupil(pupil.space))
            assert other.get(address(pupil, parent)).status_code == 404
            assert other.get(address(pupil, reply)).status_code == 404


def test_a_waiting_reply_is_in_its_authors_tray_alone(parent, pupil, classmate, as_member):
    with hold_over():
        submitted(classmate, "Ma réponse attend", reply_to=Publication.objects.open().get(post=parent))
        submitted(classmate, "Un autre texte")
        html = as_member(classmate).get(address(classmate, parent)).content.decode()
        assert "Ma réponse attend" in html
        assert "Un autre texte" not in html
        assert "Ma réponse attend" not in as_member(pupil).get(address(pupil, parent)).content.decode()


def test_a_reply_to_a_reply_joins_the_thread(parent, pupil, classmate, teacher, as_member):
    with hold_over():
        reply = answered(parent, classmate, teacher, "Moi")
        with hold_over():
            data = {"text": "Super", "key": str(uuid4()), "reply_to": str(reply.pk)}
            as_member(pupil).post(f"/classes/{pupil.space.slug}/moderation/submissions/", data)
            assert Post.objects.written_by(pupil).get(revision__text="Super").reply_to == parent


def test_the_page_costs_six_queries_however_long(parent, pupil, classmate, teacher, as_member):
    browser, costs = as_member(pupil), set()
    for count in (10, 50):
        with hold_over():
            for n in range(count):
                answered(parent, classmate, teacher, f"Réponse {n}")
            with hold_over():
                browser.get(address(pupil, parent))
                with CaptureQueriesContext(connection) as caught:
                    assert browser.get(address(pupil, parent)).status_code == 200
        costs.add(len(caught))
    assert len(costs) == 1
    assert costs.pop() <= 6
