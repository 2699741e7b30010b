"""The timeline: what the class reads, newest first, and nothing else."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Post, Publication
from tests.world import articles_of, hold_over, make_member, make_pupil, make_space, published, submitted


def address(member, tail=""):
    return f"/classes/{member.space.slug}/{tail}"


def page(browser, member, tail=""):
    response = browser.get(address(member, tail))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def test_a_member_reads_the_newest_first(pupil, classmate, teacher, as_member):
    published(pupil, teacher, "Le premier")
    with hold_over():
        published(pupil, teacher, "Le second")
        with hold_over():
            html = page(as_member(classmate), classmate)
    assert html.index("Le second") < html.index("Le premier")


def test_a_stranger_gets_404(pupil, stranger, teacher, as_member):
    published(pupil, teacher)
    with hold_over():
        theirs = as_member(stranger).get(address(pupil))
        nowhere = as_member(stranger).get("/classes/nowhere/")
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.content == nowhere.content


def test_nothing_waiting_or_held_is_on_it(pupil, classmate, teacher, as_member):
    submitted(pupil, "Pas encore lu")
    published(pupil, teacher, "Dans les cinq secondes")
    html = page(as_member(classmate), classmate)
    assert "Pas encore lu" not in html
    assert "Dans les cinq secondes" not in html
