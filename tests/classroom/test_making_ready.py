"""What a start does in order, and says."""

from types import SimpleNamespace

import pytest

from classroom import making_ready


class Recorder:
    """A database that only writes down what it was asked."""

    def __init__(self, vendor, answers=()):
        self.vendor, self.asked, self.answers = vendor, [], list(answers)

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def execute(self, sql):
        self.asked.append(sql)

    def fetchone(self):
        return (self.answers.pop(0),)

    def close(self):
        self.asked.append("close")


def with_database(monkeypatch, vendor, answers=()):
    recorder = Recorder(vendor, answers)
    monkeypatch.setattr(making_ready, "connection", recorder)
    return recorder


def with_pending(monkeypatch, steps):
    """Migrations wait, as many as ``steps``; what is then called."""
    called = []
    graph = SimpleNamespace(graph=SimpleNamespace(leaf_nodes=list))
    executor = SimpleNamespace(loader=graph, migration_plan=lambda leaves: ["a step"] * steps)
    monkeypatch.setattr(making_ready, "MigrationExecutor", lambda connection: executor)
    monkeypatch.setattr(making_ready, "call_command", lambda name, **how: called.append(name))
    return called


def test_tables_are_brought_up_to_date_and_that_is_said(monkeypatch):
    called, said = with_pending(monkeypatch, 3), []
    making_ready.migrate(said.append)
    assert called == ["migrate"]
    assert "3 steps" in said[0]


def test_tables_that_are_up_to_date_are_left_alone(monkeypatch):
    called, said = with_pending(monkeypatch, 0), []
    making_ready.migrate(said.append)
    assert called == said == []


def test_a_start_does_each_thing_once_and_fears_a_network_disk(monkeypatch, settings, tmp_path):
    settings.DATA_DIR, done, said = tmp_path / "not/yet", [], []
    for name in ("migrate", "check_guards", "collect_static"):
        monkeypatch.setattr(making_ready, name, lambda say, name=name: done.append(name))
    monkeypatch.setattr(making_ready, "check_durability", lambda: done.append("durability"))
    for disk in ("", "nfs4"):
        monkeypatch.setattr(making_ready, "far_disk", lambda place, disk=disk: disk)
        making_ready.make_ready(said.append)
    assert settings.DATA_DIR.is_dir()
    assert done == ["migrate", "check_guards", "durability", "collect_static"] * 2
    assert len(said) == 1
    assert "nfs4" in said[0]


def test_a_database_that_keeps_what_it_acknowledged_starts(monkeypatch):
    asked = with_database(monkeypatch, "sqlite", making_ready.DURABLE.values()).asked
    making_ready.check_durability()
    assert len(asked) == len(making_ready.DURABLE)


def test_one_that_does_not_says_which_promise_it_breaks(monkeypatch):
    with_database(monkeypatch, "sqlite", ["delete"])
    with pytest.raises(making_ready.NotReady, match="journal_mode is delete"):
        making_ready.check_durability()


def test_postgresql_is_asked_nothing_of_sqlites(monkeypatch, tmp_path):
    asked = with_database(monkeypatch, "postgresql").asked
    making_ready.check_durability()
    assert making_ready.far_disk(tmp_path) == ""
    making_ready.checkpoint()
    assert asked == ["close"]


def test_what_was_erased_stays_in_neither_file_once_the_server_stops(monkeypatch):
    asked = with_database(monkeypatch, "sqlite").asked
    making_ready.checkpoint()
    assert asked == ["PRAGMA wal_checkpoint(TRUNCATE)", "close"]
