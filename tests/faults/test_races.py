"""Two hands on one text at the same instant, from real processes on a real database: one decision, nothing lost."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import POSTGRES

ROOT = Path(__file__).resolve().parents[2]
RACES = int(os.environ.get("ARDOISE_RACES", "200"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite3"),
]  # it opens both engines itself: once is enough


class Racer:
    """A process that acts on the database when it is told to."""

    def __init__(self, env: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "tests.faults.racer"]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env, cwd=ROOT)

    def tell(self, do: str, **order: object) -> None:
        self.process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict:
        return json.loads(self.process.stdout.readline())

    def ask(self, do: str, **order: object) -> dict:
        self.tell(do, **order)
        return self.answer()

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


@pytest.fixture(scope="module", params=["sqlite3", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The environment of processes that share one migrated database of this engine."""
    folder = tmp_path_factory.mktemp("races")
    env = {**os.environ, "ARDOISE_SECRET": "races", "ARDOISE_HOSTS": "localhost", "ARDOISE_DATA": str(folder)}
    env |= {"ARDOISE_LOG_LEVEL": "ERROR"}
    name = f"races_{uuid.uuid4().hex[:12]}"
    if request.param == "sqlite3":
        env["DATABASE_URL"] = f"sqlite:///{folder / 'races.sqlite3'}"
    else:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        env["DATABASE_URL"] = POSTGRES.rpartition("/")[0] + f"/{name}"
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, cwd=ROOT, check=True)
    yield env
    if request.param == "postgresql":
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def racers(database: dict[str, str]) -> Iterator[list[Racer]]:
    three = [Racer(database) for _ in range(3)]
    yield three
    for racer in three:
        racer.stop()


def race(racers: list[Racer], one: dict, other: dict) -> tuple[dict, dict]:
    """Both orders at the same instant, 3 ms from now."""
    at = time.time() + 0.003
    racers[0].tell(**one, at=at)
    racers[1].tell(**other, at=at)
    return racers[0].answer(), racers[1].answer()


PEOPLE: dict[str, str] = {}


def prepared(racers: list[Racer], turn: int) -> dict[str, str]:
    """Others every fifteen turns: a pupil has only so many texts waiting."""
    if turn % 15 == 0:
        PEOPLE.update(racers[2].ask("prepare"))
    return PEOPLE


def verified(database: dict[str, str]) -> None:
    """The journal's chain holds from end to end."""
    subprocess.run([sys.executable, "manage.py", "verify_journal"], env=database, cwd=ROOT, check=True)


def test_two_teachers_leave_exactly_one_decision(racers, database):
    people, wins = racers[2].ask("prepare"), Counter()
    for turn in range(RACES):
        post = racers[2].ask("text", author=people["author"], words=f"Message {turn}")
        order = {"post": post["post"], "digest": post["digest"]}
        one, other = race(
            racers,
            {"do": "publish", **order, "by": people["one"]},
            {"do": "send_back", **order, "by": people["other"]},
        )
        assert one["done"] != other["done"], (one, other)
        after = racers[2].ask("standing", post=post["post"])
        assert len(after["moves"]) == 2
        assert (after["status"], after["shown"]) == (
            ("published", True) if one["done"] else ("returned", False)
        )
        wins[one["done"]] += 1
    verified(database)
    assert len(wins) == 2, "one side always won: the race was none"


def test_a_decision_is_about_the_bytes_displayed_however_the_author_hurries(racers, database):
    for turn in range(RACES):
        people = prepared(racers, turn)
        post = racers[2].ask("text", author=people["author"], words=f"Avant {turn}")
        decided, edited = race(
            racers,
            {"do": "publish", "post": post["post"], "digest": post["digest"], "by": people["one"]},
            {"do": "edit", "post": post["post"], "by": people["author"], "words": f"Après {turn}"},
        )
        after = racers[2].ask("standing", post=post["post"])
        assert after["published"] == ([post["digest"]] if decided["done"] else [])
        if decided["done"]:
            assert not edited["done"]
            assert after["status"] == "published"
        else:
            assert edited["done"]
            assert (after["status"], after["revisions"]) == ("pending", 2)
    verified(database)


def test_a_text_withdrawn_is_not_published(racers, database):
    for turn in range(RACES):
        if turn % 40 == 0:  # a pupil keeps fifty drafts at most
            people = racers[2].ask("prepare")
        post = racers[2].ask("text", author=people["author"], words=f"Peut-être {turn}")
        decided, withdrawn = race(
            racers,
            {"do": "publish", "post": post["post"], "digest": post["digest"], "by": people["one"]},
            {"do": "withdraw", "post": post["post"], "by": people["author"]},
        )
        assert decided["done"] != withdrawn["done"]
        after = racers[2].ask("standing", post=post["post"])
        assert after["status"] == ("published" if decided["done"] else "draft")
        assert len(after["published"]) == decided["done"]
    verified(database)


def test_a_double_click_sends_once(racers, database):
    for turn in range(RACES):
        people = prepared(racers, turn)
        post = racers[2].ask("text", author=people["author"], words=f"Un {turn}")
        racers[2].ask("withdraw", post=post["post"], by=people["author"])
        order = {"do": "send_twice", "post": post["post"], "by": people["author"], "words": f"Deux {turn}"}
        order["once"] = uuid.uuid4().hex
        one, other = race(racers, order, order)
        assert one["done"]
        assert other["done"]
        assert racers[2].ask("standing", post=post["post"])["revisions"] == 2
    verified(database)


@pytest.mark.parametrize("waiting", [19, 20])
def test_the_last_place_in_the_queue_is_taken_once(racers, database, waiting):
    for _turn in range(RACES // 40):
        author = racers[2].ask("prepare")["author"]
        posts = [racers[2].ask("many", author=author, waiting=n)["post"] for n in (waiting - 1, 1)]
        orders = [{"do": "send", "by": author, "post": post, "words": f"Moi {post}"} for post in posts]
        one, other = race(racers, *orders)
        assert [one["done"], other["done"]].count(True) == 20 - waiting
        assert {each.get("refused") for each in (one, other)} - {None} == {"too_many_waiting"}
        assert racers[2].ask("tally", author=author)["pending"] == 20


def test_the_last_draft_is_begun_once(racers, database):
    for _turn in range(RACES // 40):
        author = racers[2].ask("prepare")["author"]
        racers[2].ask("many", author=author, drafts=49)
        order = {"do": "start", "by": author}
        one, other = race(racers, order, order)
        assert one["done"] != other["done"]
        assert {each.get("refused") for each in (one, other)} == {None, "too_many_drafts"}
        assert racers[2].ask("tally", author=author)["draft"] == 50


def test_two_clicks_on_a_form_shown_once_act_once(racers, database):
    author = racers[2].ask("prepare")["author"]
    session = racers[2].ask("sign_in", by=author)["session"]
    for _turn in range(RACES // 4):
        order = {"do": "first", "session": session, "key": uuid.uuid4().hex}
        one, other = race(racers, order, order)
        assert one["first"] != other["first"]
        assert not racers[2].ask(**order)["first"]
