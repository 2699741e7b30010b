"""The board over all my classes follows what others do: ids of what moved, for who teaches, at one cost."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from classroom.models import Membership
from classroom.models.spaces import Role
from moderation.news import now_word
from posts.models import Post
from tests.world import make_pupil, make_school, make_space, make_teacher, submitted

LATER = timedelta(minutes=1)


def news(client, since=""):
    return client.get(reverse("reading_news"), {"since": since} if since else {})


@pytest.fixture
def second(space, teacher):
    """Another class of the teacher's."""
    other = make_space(space.school)
    Membership.objects.create(space=other, user=teacher.user, role=Role.TEACHER, display_name="M. Petit")
    return other


def test_what_moves_in_any_of_my_classes_is_told(space, pupil, teacher, second, as_member):
    client = as_member(teacher)
    since = news(client).json()["cursor"]
    with time_machine.travel(timezone.now() + LATER):
        assert news(client, since).status_code == 204
        here, there = submitted(pupil), submitted(make_pupil(second))
        told = news(client, since).json()
        assert set(told["queue"]) == {f"{post.pk.hex}.{post.moves}" for post in (here, there)}
        assert told["waiting"] == 2
    with time_machine.travel(timezone.now() + 2 * LATER):
        again = news(
            client, told["cursor"]
        ).json()  # times overlap by a few seconds; the page knows these words
        assert again["queue"] == told["queue"]
    with time_machine.travel(timezone.now() + 3 * LATER):
        assert news(client, again["cursor"]).status_code == 204


def test_a_colleagues_verdict_is_told(pupil, teacher, colleague, as_member):
    post = submitted(pupil)
    with time_machine.travel(timezone.now() + LATER):
        since = now_word()
    with time_machine.travel(timezone.now() + 2 * LATER):
        post.publish(by=colleague, digest=post.revision.digest)
        told = news(as_member(teacher), since).json()
    assert told["queue"] == [f"{post.pk.hex}.{post.moves}"]
    assert told["waiting"] == 0


def test_other_peoples_classes_and_drafts_are_not_told(pupil, teacher, as_member):
    since = now_word(timezone.now() - LATER)
    submitted(make_pupil(make_space(make_school())))
    Post.objects.start(by=pupil, key=pupil.pk)
    assert news(as_member(teacher), since).status_code == 204


@pytest.mark.parametrize("who", ["pupil", "stranger", "admin"])
def test_who_teaches_nowhere_gets_what_never_existed(who, request, as_member):
    client = as_member(request.getfixturevalue(who))
    assert news(client).status_code == 404
    assert news(client, now_word()).status_code == 404


def test_a_cursor_that_we_did_not_write_is_404(teacher, as_member):
    assert news(as_member(teacher), "nonsense").status_code == 404


def test_the_page_asks_there_and_rings_for_no_class(teacher, second, as_member):
    html = as_member(teacher).get(reverse("reading")).content.decode()
    assert f'data-news-url="{reverse("reading_news")}"' in html
    assert "data-live-line" in html
    assert "data-stream" not in html
    assert 'data-cursor=""' not in html


def test_ten_classes_cost_what_one_does(space, pupil, teacher, as_member, django_assert_num_queries):
    client, since = as_member(teacher), now_word(timezone.now() - LATER)
    submitted(pupil)
    news(client)
    with django_assert_num_queries(5):  # session, account, places, what moved, how many wait
        news(client, since)
    for _ in range(9):
        other = make_space(space.school)
        Membership.objects.create(space=other, user=teacher.user, role=Role.TEACHER, display_name="M. Petit")
        submitted(make_pupil(other))
    make_teacher(make_space(space.school))
    with django_assert_num_queries(5):
        assert news(client, since).json()["waiting"] == 10
