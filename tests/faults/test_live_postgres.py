"""The same bell on PostgreSQL: the database tells, and a lost connection is found again."""

import time
import uuid

import psycopg
import pytest

from tests.conftest import POSTGRES
from tests.faults.conftest import living

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    name = f"live_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield from living({"DATABASE_URL": POSTGRES.rpartition("/")[0] + f"/{name}"}, tmp_path_factory)
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def space(school):
    return school.tell("prepare")


def test_a_text_sent_rings_at_once_and_a_verdict_at_its_hour(school, space):
    who = {name: one["id"] for name, one in space["people"].items()}
    teacher = school.listen(space["slug"], space["people"]["teacher"]["cookie"])
    pupil = school.listen(space["slug"], space["people"]["pupil2"]["cookie"])
    post = school.tell("submit", by=who["pupil1"], text="Zanzibar")["post"]
    assert teacher.until(b"event: news", 2) < 1
    shows_at = school.tell("publish", post=post, by=who["teacher"])["shows_at"]
    pupil.until(b'"shown"', 8)
    assert -0.05 <= time.time() - shows_at < 1
    assert b"Zanzibar" not in teacher.heard + pupil.heard
    for bell in (teacher, pupil):
        bell.close()


def test_a_lost_connection_is_found_again_and_nothing_is_missed(school, space):
    who = {name: one["id"] for name, one in space["people"].items()}
    teacher = school.listen(space["slug"], space["people"]["teacher"]["cookie"])
    with psycopg.connect(school.env["DATABASE_URL"], autocommit=True) as connection:
        listening = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'"
        assert connection.execute(listening).rowcount == 1
    school.tell("submit", by=who["pupil1"], text="Pendant ce temps")
    assert teacher.rings(5), "whoever listens also looks by themselves"
    time.sleep(1)
    school.tell("submit", by=who["pupil2"], text="Et après")
    assert teacher.rings(5)
    teacher.close()
