"""What a school's file says beside names, class and level is kept nowhere (PRODUCT, minimisation)."""

import logging
import os
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from classroom.logs import JsonLines
from classroom.models import User
from tests.classroom.provisioning.rosters import SAMPLES, Import, everybody_else, secrets_of
from tests.world import make_member, make_space

REVEALING = ["onde_cp1252.csv", "onde_utf8_bom_curly.csv", "onde_homonyms.csv", "onde_bad_rows.csv"]
REVEALING += ["onde_two_classes.csv", "onde_formulas.csv", "siecle_cp1252.csv", "pronote_cp1252.csv"]
REVEALING += ["pronote_tab_utf16.txt"]


@pytest.fixture
def logged():
    """Every log line, as production writes it."""
    lines = StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A temporary folder of our own, that starts empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def all_rows() -> bytes:
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the catalogue's own names
            rows += cursor.fetchall()
    return str(rows).encode()


def assert_nowhere(secrets, pages, logged, folder):
    kept = all_rows() + logged.getvalue().encode() + b"".join(pages)
    kept += "".join(str(session.get_decoded()) for session in Session.objects.all()).encode()
    files = [Path(root) / name for root, _dirs, names in os.walk(folder) for name in names]
    kept += b"".join(path.read_bytes() for path in files)
    found = [secret for secret in secrets if secret.encode() in kept]
    assert found == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", REVEALING)
def test_the_web_import_keeps_names_only(name, as_member, logged, folder):
    data = (SAMPLES / name).read_bytes()
    secrets = list(secrets_of(data))
    assert secrets, "the sample has something to hide"
    space = make_space()
    screen = Import(as_member(make_member(space, "school_admin")), space)
    preview = screen.send(name, data)
    done = screen.confirm(preview, everybody_else(preview))
    roll = screen.client.get(done.headers["Location"])
    assert User.objects.filter(kind="pupil").count() > 4
    assert_nowhere(secrets, [preview.content, done.content, roll.content], logged, folder)


@pytest.mark.django_db
@pytest.mark.parametrize("name", REVEALING)
def test_the_command_keeps_names_only(name, logged, folder):
    data, said = (SAMPLES / name).read_bytes(), StringIO()
    options = {"create": True, "skip_unreadable": True, "homonyms": "another", "class_name": "5e B"}
    call_command("provision", "École du Port", SAMPLES / name, **(options | _class_of(name)), stdout=said)
    assert User.objects.filter(kind="pupil").count() > 4
    assert_nowhere(secrets_of(data), [said.getvalue().encode()], logged, folder)


def _class_of(name: str) -> dict[str, str]:
    return {} if name.startswith("pronote") else {"class_name": ""}


@pytest.mark.django_db
def test_a_file_that_is_refused_leaves_nothing_either(as_member, logged, folder):
    space = make_space()
    data = (SAMPLES / "onde_cp1252.csv").read_bytes()
    secrets = list(secrets_of(data))
    screen = Import(as_member(make_member(space, "school_admin")), space)
    broken = data + b'"' + data
    pages = [screen.send("onde.csv", broken).content, screen.send("onde.xlsx", b"PK\x03\x04" + data).content]
    assert_nowhere(secrets, pages, logged, folder)


def test_the_search_finds_what_is_there(db, logged, folder):
    User.objects.create_user("x", first_name="000000001ZZ")
    with pytest.raises(AssertionError):
        assert_nowhere(["000000001ZZ"], [], logged, folder)
