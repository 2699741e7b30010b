"""The demonstration's school: made by the product's own verbs, so it holds what a school holds. Seeding takes
seconds: a test says all that one seeding shows."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from classroom.hours import PARIS, is_open
from classroom.models import ClassSpace, Membership, User
from demo.logins import PUPILS, STAFF, Logins, told
from demo.seeding import PASSWORD, UNSIGNED, _close, now_is, seed
from moderation.verification import first_break
from posts.models import Post, Publication


@pytest.fixture
def school(db, monkeypatch):
    monkeypatch.setattr(
        "posts.clock.database_now", lambda: timezone.now()
    )  # seeding travels by the same clock
    seed()


def seat(space: str, first_name: str) -> Membership:
    seats = Membership.objects.select_related("space", "user")
    return seats.get(space__name=space, user__first_name=first_name)


def test_a_living_school_shows_every_status_and_its_journals_hold(school):
    statuses = Counter(Post.objects.values_list("status", flat=True))
    assert statuses.keys() >= {"draft", "pending", "returned", "published", "removed"}
    assert statuses.total() >= 40
    for space in ClassSpace.objects.all():
        assert first_break(space) == ""
        silent = space.memberships.pupils().filter(signatures=None)
        assert silent.count() == UNSIGNED
        assert not Post.objects.filter(author__in=silent).exists()
    began = Post.objects.order_by("created_at").values_list("created_at", flat=True)
    assert began.first() < timezone.now() - timedelta(days=2)
    assert began.last() <= timezone.now()
    closed = ClassSpace.objects.get(name="5e C")
    late = Post.objects.filter(space=closed).order_by("-created_at")[0]
    assert not is_open(closed)
    assert not Publication.objects.visible_to(seat("5e C", "Camille")).filter(post=late).exists()


def test_the_terminal_tells_logins_that_open_and_are_remembered(school, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    drawn = Logins.drawn()
    assert [pupil.name for pupil in drawn.pupils] == [name for _space, name, _why in PUPILS]
    assert Logins.kept() == drawn
    said = told("http://localhost:8000", drawn)
    for pupil in drawn.pupils:
        assert seat(pupil.class_name, pupil.name).space.code == pupil.code
        assert pupil.words in said
        assert f"http://localhost:8000/door/card/#{pupil.token}" in said
    for username, name, _what in STAFF:
        assert User.objects.get(username=username).check_password(PASSWORD)
        assert username in said
        assert name in said
    assert PASSWORD in said
    (tmp_path / "logins.json").write_text("{ torn")
    again = Logins.kept()
    assert again != drawn
    assert Logins.kept() == again


@pytest.mark.parametrize("hour", [0, 5, 10, 11, 12, 13, 14, 15, 23])
def test_one_class_is_closed_whatever_the_hour_of_the_demonstration(space, hour):
    with now_is(datetime(2026, 11, 24, hour, 30, tzinfo=PARIS)):
        _close(space)
        assert not is_open(space)
