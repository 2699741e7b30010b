"""The embedded database: what each connection is set to, which library opens it, and that its guards stand."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection

from classroom import guards
from posts.models import Revision
from tests.house.tree import ROOT

pytestmark = pytest.mark.only_on("sqlite3")

SET = {
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else INSERT OR REPLACE rewrites what never changes
    "secure_delete": 1,  # else what was erased stays in the file
    "mmap_size": 0,
    "trusted_schema": 0,
}
LOOK = """
import json, sys, threading
import django; django.setup()
from django.db import connection
asked = {names!r}
def look():
    with connection.cursor() as cursor:
        said = {{name: (cursor.execute(f"PRAGMA {{name}}").fetchone() or [0])[0] for name in asked}}
    found.append(said | {{"transaction_mode": connection.transaction_mode}}); connection.close()
found = []
look()
others = [threading.Thread(target=look) for _ in range(3)]
[t.start() for t in others]; [t.join() for t in others]
from django.db.backends.sqlite3.base import Database
facts = {{"version": list(Database.sqlite_version_info), "module": Database.__name__}}
facts["standard"] = "_sqlite3" in sys.modules
print(json.dumps([found, facts]))
"""


@pytest.fixture(scope="module")
def on_a_file(tmp_path_factory):
    """What a process of its own, with a database file of its own, says of each of its connections."""
    data = tmp_path_factory.mktemp("data")
    names = [*SET, "journal_mode", "busy_timeout"]
    known = {"PATH": os.environ["PATH"], "ARDOISE_DEBUG": "1", "ARDOISE_DATA": str(data)}
    known["DJANGO_SETTINGS_MODULE"] = "classroom.settings"
    asked = [sys.executable, "-c", LOOK.format(names=names)]
    said = subprocess.run(asked, cwd=ROOT, env=known, capture_output=True, text=True, check=True)
    return json.loads(said.stdout.splitlines()[-1])


def test_every_connection_of_every_thread_is_set_alike(on_a_file):
    found, _facts = on_a_file
    assert len(found) == 4
    for said in found:
        assert {name: said[name] for name in SET} == SET
        assert (said["journal_mode"], said["busy_timeout"]) == ("wal", 20_000)
        assert said["transaction_mode"] == "IMMEDIATE"


def test_a_connection_of_the_tests_is_set_like_the_product_s(db):
    found = {}
    with connection.cursor() as cursor:
        for name in SET:
            found[name] = (cursor.execute(f"PRAGMA {name}").fetchone() or [0])[0]
    assert found == SET


def test_one_library_opens_the_file_and_it_is_recent(on_a_file):
    """Two SQLite libraries on one file in one process lose acknowledged writes."""
    _found, facts = on_a_file
    assert facts["module"].startswith("pysqlite3")
    assert tuple(facts["version"]) >= (3, 51, 3)
    assert facts["standard"] is False


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_all_guards_stand_after_migrate(db):
    declared = {name for room in guards.ROOMS for name in room.guards}
    assert len(declared) >= 20
    assert declared <= triggers()
    assert guards.missing() == set()


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_back_a_guard_that_went():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER revision_is_immutable")
    assert guards.missing() == {"revision_is_immutable"}
    call_command("migrate", verbosity=0)
    assert guards.missing() == set()


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_a_table_leaves_the_guards_standing():
    """SQLite makes the table anew and drops its triggers without a word: what follows every migration mends that."""
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    guards.install()
    with connection.cursor() as cursor:  # those of the other tables would trip over the one that goes
        for name in triggers() - {"revision_is_immutable"}:
            cursor.execute(f"DROP TRIGGER {name}")
    with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
        editor._remake_table(Revision)
    assert "revision_is_immutable" not in triggers()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert guards.missing() == set()


@pytest.mark.django_db(transaction=True)
def test_the_guards_step_aside_before_a_migration():
    """Else a trigger that reads a table which is being rebuilt stops the migration half-way."""
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    assert triggers() == set()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert guards.missing() == set()
