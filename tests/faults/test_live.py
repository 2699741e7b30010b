"""The bell of open pages, on a real server: who hears it, when, and for how long."""

import json
import time

import pytest

HOLD = 5.0


@pytest.fixture
def space(school):
    """A class of its own for each test: ``people`` by name, each with an id and a cookie."""
    return school.tell("prepare")


@pytest.fixture
def bells(school, space):
    """Opens the bell of somebody of the class by name, and closes it after the test."""
    opened = []

    def of(name):
        opened.append(school.listen(space["slug"], space["people"][name]["cookie"]))
        return opened[-1]

    yield of
    for bell in opened:
        bell.close()


def ids(space):
    return {name: one["id"] for name, one in space["people"].items()}


def test_a_stranger_hears_no_bell(school, space):
    stranger = space["people"]["stranger"]["cookie"]
    theirs = school.get(f"/live/?class={space['slug']}", stranger)
    nowhere = school.get("/live/?class=nowhere", stranger)
    assert theirs[0] == nowhere[0] == 404
    assert theirs[1].keys() == nowhere[1].keys()
    assert school.get(f"/live/?class={space['slug']}")[0] == 401
    assert school.get("/live/?class=../../x", stranger)[0] == 404


def test_a_stream_says_what_each_page_says_to_browsers(school, space):
    status, headers = school.get(f"/live/?class={space['slug']}", space["people"]["pupil1"]["cookie"])
    assert status == 200
    assert headers["Content-Type"] == "text/event-stream"
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_text_sent_rings_for_teachers_and_its_author_alone(school, space, bells):
    who = ids(space)
    teacher, author, classmate = bells("teacher"), bells("pupil1"), bells("pupil2")
    school.tell("submit", by=who["pupil1"], text="Zanzibar attend")
    assert teacher.until(b"event: news", 2) < 1
    assert b"Zanzibar" not in teacher.heard
    assert "space" in json.loads(teacher.heard.split(b"event: news\ndata: ")[1].split(b"\n")[0])
    assert author.rings(1)
    assert not classmate.rings(0.3)


def test_a_verdict_rings_for_pupils_when_its_hold_is_over(school, space, bells):
    who = ids(space)
    post = school.tell("submit", by=who["pupil1"], text="Zanzibar")["post"]
    teacher, author, classmate = bells("colleague"), bells("pupil1"), bells("pupil2")
    shows_at = school.tell("publish", post=post, by=who["teacher"])["shows_at"]
    assert teacher.rings(1)
    author.until(b"event: news", HOLD + 2)
    late = time.time() - shows_at
    assert 0 <= late < 1, f"{late:.3f} s after the end of the hold"
    classmate.until(b"event: news", 1)
    told = json.loads(classmate.heard.split(b"event: news\ndata: ")[1].split(b"\n")[0])
    assert [shown[1:] for shown in told["shown"]] == [[post, ""]], (
        "ids, so that the page need not ask for them"
    )
    assert b"Zanzibar" not in classmate.heard


def test_a_verdict_undone_never_rings_for_pupils(school, space, bells):
    who = ids(space)
    post = school.tell("submit", by=who["pupil1"], text="Bonjour")["post"]
    author, classmate = bells("pupil1"), bells("pupil2")
    school.tell("send_back", post=post, by=who["teacher"])
    school.tell("undo", post=post, by=who["teacher"])
    assert not author.rings(HOLD + 0.8)
    assert not classmate.rings(0.1)


def test_a_freeze_and_a_taking_down_ring_for_everybody(school, space, bells):
    who = ids(space)
    post = school.tell("show", by=who["pupil1"], teacher=who["teacher"], text="Bonjour")["post"]
    classmate = bells("pupil2")
    assert classmate.rings(HOLD + 2)
    school.tell("take_down", post=post, by=who["teacher"])
    assert classmate.rings(1)
    school.tell("freeze", by=who["teacher"], on=True)
    assert classmate.rings(1)
    school.tell("freeze", by=who["teacher"], on=False)
    assert classmate.rings(1)


def test_who_is_shut_out_or_signs_out_hears_nothing_within_five_seconds(school):
    space = school.tell("prepare", pupils=5)
    who, people = ids(space), space["people"]
    bells = {
        name: school.listen(space["slug"], people[name]["cookie"]) for name in people if name != "stranger"
    }
    again = school.listen(space["slug"], school.tell("cookie", by=who["pupil4"])["cookie"])
    began = time.monotonic()
    school.tell("suspend", who=who["pupil1"])
    school.tell("leave", who=who["pupil2"])
    school.tell("end_sessions", who=who["pupil3"])
    school.tell("sign_out", session=people["pupil4"]["cookie"])
    for name in ("pupil1", "pupil2", "pupil3", "pupil4"):
        bells[name].ends(5 - (time.monotonic() - began))
    assert not again.rings(0.1)
    assert not again.ended, "another session of the same person goes on"
    assert not bells["pupil5"].ended
    for bell in (again, *bells.values()):
        bell.close()


def test_rights_are_asked_again_before_a_bell_rings(school, space, bells):
    who = ids(space)
    post = school.tell("show", by=who["pupil2"], teacher=who["teacher"], text="Bonjour")["post"]
    out = bells("pupil1")
    out.rings(HOLD + 2)
    school.tell("suspend", who=who["pupil1"])
    school.tell("take_down", post=post, by=who["teacher"])
    out.ends(5)
    assert b"event: news" not in out.heard


def test_a_session_holds_three_streams_and_the_oldest_is_told_to_ask(space, bells):
    first, *_others = [bells("pupil1") for _ in range(4)]
    first.ends(2)
    assert b"event: poll" in first.heard


def test_open_streams_do_not_keep_the_server_from_stopping(school, space, bells):
    bell = bells("pupil1")
    assert school.stop() < 5
    assert school.server.returncode == 0
    bell.ends(1)
    school.start()
    assert school.get("/healthz")[0] == 200


def test_a_server_that_died_comes_back_with_its_clock(school, space, bells):
    who = ids(space)
    school.tell("show", by=who["pupil1"], teacher=who["teacher"], text="Bonjour")
    school.kill()
    school.start()
    assert bells("pupil2").rings(HOLD + 3), "what was approved before the crash still rings at its hour"
