"""Triggers: what the database itself refuses, whoever asks (an update, an import, a timer, a restore, a command).

Each room declares its own in its ``guards.py``. SQLite's table-rebuilding migrations drop triggers silently and trip
over those that remain: they step aside before ``migrate`` and are put back after it.
Rows that are never deleted can be, while an Erasing row stands in the same transaction.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate

ERASING = "EXISTS (SELECT 1 FROM classroom_erasing)"


class Guard(NamedTuple):
    """Refuses ``event`` (INSERT, UPDATE, DELETE) on a row of ``table`` under a condition (SQL), saying ``message``.

    ``locks``: a query that PostgreSQL makes first, for a condition that counts rows (SQLite writes one at a time).
    """

    table: str
    event: str
    condition: str
    message: str
    locks: str = ""


def changed(*columns: str) -> str:
    """The condition (SQL) that one of these columns is no longer what it was."""
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


class Guards:
    """The guards of one room by name, and its tables that are never truncated (PostgreSQL)."""

    def __init__(self, guards: Mapping[str, Guard], kept: tuple[str, ...]) -> None:
        self.guards, self.kept = guards, kept
        ROOMS.append(self)

    def stand_around(self, app: AppConfig) -> None:
        """Steps aside before each migration of ``app`` and comes back after it."""
        pre_migrate.connect(self.step_aside, sender=app, dispatch_uid=f"{app.label}.guards")
        post_migrate.connect(self.install, sender=app, dispatch_uid=f"{app.label}.guards")

    def install(self, **kwargs: object) -> None:
        """Puts every guard in place."""
        postgresql = connection.vendor == "postgresql"
        write = _postgresql if postgresql else _sqlite
        statements = [sql for name, guard in self.guards.items() for sql in write(name, guard)]
        if postgresql:
            statements += [sql for table in self.kept for sql in _truncate(table)]
        with connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)

    def remove(self) -> None:
        """Takes every guard away: for tests, which clean up by deleting rows."""
        if connection.vendor == "sqlite":
            return self.step_aside()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while its foreign keys wait
            for table in {guard.table for guard in self.guards.values()}:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return None

    def step_aside(self, **kwargs: object) -> None:
        with connection.cursor() as cursor:
            for name in self.guards if connection.vendor == "sqlite" else ():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


ROOMS: list[Guards] = []


def install() -> None:
    for room in ROOMS:
        room.install()


def remove() -> None:
    for room in ROOMS:
        room.remove()


def missing() -> set[str]:
    """The guards that the database does not hold, by name: empty when all is well."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for room in ROOMS for name in room.guards} - {name for (name,) in cursor.fetchall()}


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _sqlite(name: str, guard: Guard) -> list[str]:
    condition = guard.condition.replace("IS DISTINCT FROM", "IS NOT")
    body = f"BEGIN SELECT RAISE(ABORT, {_quoted(guard.message)}) WHERE {condition}; END"
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {guard.event} ON {guard.table} {body}",
    ]


def _postgresql(name: str, guard: Guard) -> list[str]:
    row = "OLD" if guard.event == "DELETE" else "NEW"
    locks = f"PERFORM {guard.locks}; " if guard.locks else ""
    refuse = (
        f"{locks}IF {guard.condition} THEN RAISE EXCEPTION {_quoted(guard.message)}"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF"
    )
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {refuse}; RETURN {row}; END $$"
        " LANGUAGE plpgsql",
        f"DROP TRIGGER IF EXISTS {name} ON {guard.table}",
        f"CREATE TRIGGER {name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _truncate(table: str) -> list[str]:
    name = f"{table}_is_not_truncated"
    refuse = f"IF NOT {ERASING} THEN RAISE EXCEPTION 'rows are not truncated'; END IF"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {refuse}; RETURN NULL; END $$"
        " LANGUAGE plpgsql",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


@contextmanager
def erasing() -> Iterator[None]:
    """Inside this block, in one transaction, rows may be deleted. Raises outside ``atomic()``."""
    from classroom.models import Erasing

    if not connection.in_atomic_block:
        raise RuntimeError("Erasing happens inside one transaction.")
    mark = Erasing.objects.create()
    yield
    mark.delete()  # an exception takes the mark away with the transaction
