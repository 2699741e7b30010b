"""``./run demo``: what it refuses, what it seeds once, what it tells. Nothing listens here."""

import socket
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from classroom.serving import Address
from demo.logins import FILE, Logins, Pupil
from demo.management.commands import demo
from tests.world import make_school

LOGINS = Logins((Pupil("Léa", "5e B", "ABC123", "un deux trois quatre cinq", "TOKEN", "one text waiting"),))


@pytest.fixture
def house(settings, tmp_path, monkeypatch, db):
    """A demonstration that stops as soon as it would answer; ``done`` says what was done, in order."""
    settings.DEMO, settings.DATA_DIR = True, tmp_path / "demo"
    done = []
    monkeypatch.setattr(demo, "make_ready", lambda say: done.append("ready"))
    monkeypatch.setattr(demo, "seed", lambda: done.append("seed"))
    monkeypatch.setattr(demo, "run", done.append)
    monkeypatch.setattr(demo, "checkpoint", lambda: done.append("folded"))
    monkeypatch.setattr(demo, "_taken", lambda address: False)
    monkeypatch.setattr(Logins, "drawn", lambda: LOGINS)
    monkeypatch.setattr(Logins, "kept", lambda: LOGINS)
    return done


def started(**options) -> str:
    out = StringIO()
    call_command("demo", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_a_real_school_is_never_touched(house, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="./run demo"):
        started(reset=True)
    assert house == []


def test_a_folder_that_holds_a_school_is_left_alone(house, settings):
    kept = settings.DATA_DIR / "ardoise.sqlite3"
    kept.parent.mkdir()
    kept.touch()
    with pytest.raises(CommandError, match="./run demo"):
        started(reset=True)
    assert kept.exists()
    assert house == []


def test_an_empty_house_is_seeded_then_answers_on_this_machine_only(house):
    said = started(port=8123)
    assert house == ["ready", "seed", Address("127.0.0.1", 8123), "folded"]
    assert "http://localhost:8123/door/card/#TOKEN" in said


def test_a_school_that_lives_there_is_not_seeded_again(house):
    make_school()
    said = started()
    assert "seed" not in house
    assert "un deux trois quatre cinq" in said


def test_a_reset_takes_the_folder_away_and_only_then(house, settings):
    kept = settings.DATA_DIR / "ardoise.sqlite3"
    kept.parent.mkdir()
    (kept.parent / FILE).touch()
    kept.write_text("a school")
    started()
    assert kept.exists()
    started(reset=True)
    assert not kept.exists()


def test_the_local_network_gets_codes_to_scan_and_a_warning(house, monkeypatch, capsys):
    monkeypatch.setattr(demo, "_own_address", lambda: "192.0.2.7")
    said = started(lan=True, port=8123)
    assert Address("0.0.0.0", 8123) in house  # noqa: S104 - what is asserted
    assert "__Host-" in said
    assert "http://192.0.2.7:8123/door/card/#TOKEN" in said
    assert "localhost" not in said
    assert capsys.readouterr().out.count("▀") > 50  # two codes, drawn in half blocks


def test_a_port_in_use_is_seen():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert demo._taken(Address("127.0.0.1", port))
    assert not demo._taken(Address("127.0.0.1", port))


def test_a_taken_port_stops_before_anything_is_made(house, monkeypatch):
    monkeypatch.setattr(demo, "_taken", lambda address: True)
    with pytest.raises(CommandError, match="--port 8124"):
        started(port=8123, reset=True)
    assert house == []


def test_a_machine_without_a_network_is_its_own_address(monkeypatch):
    class NoRoute(socket.socket):
        def connect(self, address):
            raise OSError("Network is unreachable")

    monkeypatch.setattr(demo.socket, "socket", NoRoute)
    assert demo._own_address() == "127.0.0.1"


def test_a_machines_own_address_is_one_it_can_listen_on():
    with socket.socket() as probe:
        probe.bind((demo._own_address(), 0))
        assert probe.getsockname()[0] == demo._own_address()
