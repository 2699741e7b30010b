"""What a start makes sure of: tables up to date and guarded, a database that keeps what it is given, static files."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from classroom import guards

Say = Callable[[str], object]
DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
FAR = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph"}


class NotReady(Exception):
    """The product must not start; str() says why."""


def make_ready(say: Say) -> None:
    """All of it, a sentence to ``say`` for each thing done or feared. Raises NotReady."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    migrate(say)
    check_guards(say)
    check_durability()
    if feared := far_disk(settings.DATA_DIR):
        say(
            f"Careful: {settings.DATA_DIR} is on a network disk ({feared}). A database there can be lost: move it."
        )
    collect_static(say)


def migrate(say: Say) -> None:
    """Brings the tables up to date; nothing when they are."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        say(f"Bringing the database up to date: {len(pending)} steps.")
        call_command("migrate", interactive=False, verbosity=0)


def check_guards(say: Say) -> None:
    """Puts back what the database refuses, if some tool took it away."""
    if missing := guards.missing():
        guards.install()
        say(
            f"Careful: {len(missing)} guards of the database were missing. They are back; look for what removed them."
        )
    if guards.missing():
        raise NotReady("The database does not keep its guards: nothing would stop an undecided publication.")


def check_durability() -> None:
    """SQLite loses nothing that it acknowledged when these are so; a disk that cannot do WAL says so here."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for pragma, wanted in DURABLE.items():
            cursor.execute(f"PRAGMA {pragma}")
            found = cursor.fetchone()[0]
            if found != wanted:
                raise NotReady(f"SQLite's {pragma} is {found} instead of {wanted}: is this a local disk?")


def far_disk(place: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of network file system that ``place`` is on, "" for a local disk or an unknown one."""
    if connection.vendor != "sqlite" or not mounts.exists():
        return ""
    lines = [line.split() for line in mounts.read_text("utf-8", errors="replace").splitlines()]
    here = [(mount, kind) for _device, mount, kind, *_ in lines if place.resolve().is_relative_to(mount)]
    kind = max(here, key=lambda one: len(one[0]))[1] if here else ""
    return kind if kind in FAR else ""


def collect_static(say: Say) -> None:
    """Collects, hashes and compresses static files when a source has changed since the last time."""
    kept, now = settings.STATIC_ROOT / ".made-from", _fingerprint()
    if kept.exists() and kept.read_text("utf-8") == now:
        return
    say("Preparing static files.")
    call_command("collectstatic", interactive=False, verbosity=0)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(now, "utf-8")


def _fingerprint() -> str:
    """Of each source's name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(None), key=lambda one: one[0]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def checkpoint() -> None:
    """Folds SQLite's log into its file, so that what was erased stays in neither."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
