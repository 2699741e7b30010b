"""Two imports of one file at once leave no doubles; and the database file holds names only. Real files and commits."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import Database

from classroom.models import Membership, User
from classroom.provisioning.creation import Changed, apply
from classroom.provisioning.plan import plan
from classroom.provisioning.scope import scope_of_school
from tests.classroom.provisioning.rosters import SAMPLES, roster_of, secrets_of
from tests.world import make_space

MANAGE = Path(__file__).parents[3] / "manage.py"


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_the_same_preview_confirmed_four_times_at_once_is_written_once():
    space = make_space()
    roster = roster_of(*[f"MARTIN{n} Léa" for n in range(30)])
    made = [plan(scope_of_school(space.school, space), roster) for _n in range(4)]
    gate = Barrier(len(made))

    def write(one):
        gate.wait()
        try:
            return apply(one).created
        except Changed as changed:
            return changed.plan.creates
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(made)) as pool:
        written = sorted(pool.map(write, made))
    assert written == [0, 0, 0, 30]
    assert User.objects.count() == Membership.objects.count() == 30


@pytest.fixture
def manage(tmp_path):
    """Starts a command on a database file of its own."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ARDOISE_SECRET")
    }
    environment = kept | {"ARDOISE_DATA": str(tmp_path), "ARDOISE_DEBUG": "1"}

    def start(*arguments):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.Popen([sys.executable, MANAGE, *arguments], env=environment, **pipes)

    return start


@pytest.mark.slow
@pytest.mark.only_on("sqlite3")
def test_three_imports_of_one_file_at_once_leave_no_doubles_and_no_secrets(manage, tmp_path):
    sample = SAMPLES / "onde_cp1252.csv"
    before = ["provision", "Port", str(SAMPLES / "pasted_names.txt"), "--create", "--class", "CM1-CM2 A"]
    for first in (["migrate", "-v0"], before):
        process = manage(*first)
        assert (process.communicate()[0], process.returncode)[1] == 0
    racing = [manage("provision", "Port", str(sample)) for _n in range(3)]
    said = [process.communicate()[0] for process in racing]
    assert {process.returncode for process in racing} <= {0, 1}, said
    assert any(process.returncode == 0 for process in racing), said
    file = tmp_path / "ardoise.sqlite3"
    with closing(Database.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        names = database.execute("SELECT upper(last_name), first_name FROM classroom_user").fetchall()
    assert len(names) == len(set(names)) > 27
    kept = b"".join([file.read_bytes(), *said])
    assert [secret for secret in secrets_of(sample.read_bytes()) if secret.encode() in kept] == []
