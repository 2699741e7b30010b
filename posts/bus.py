"""How a process learns that another one (or itself) has written: SQLite is asked, PostgreSQL tells.

A watcher yields the spaces in which something moved, or None: «something did, look yourself». It may miss some
(a lost connection): whoever listens also looks by themselves now and then.
"""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

from django.db import connection

CHANNEL = "ardoise_moves"
EVERY = 0.1  # seconds between two questions to SQLite: 3 µs each
AGAIN = 2.0  # seconds before a lost connection is tried again

Moved = set[UUID] | None


def announce(space_id: UUID) -> None:
    """Tells, when this transaction commits, that something moved in the space. SQLite's own counter says it already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, space_id.hex])


def watch() -> AsyncIterator[Moved]:
    """What moves from now on, in any process of this database."""
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


async def _sqlite() -> AsyncIterator[Moved]:
    """``data_version`` changes when another connection has committed; ours reads nothing else, and writes nothing."""
    # The same library as everybody's, see the settings. Django's stubs do not tell that its module holds it.
    from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]

    here = Database.connect(
        f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True, isolation_level=None, timeout=0
    )
    try:
        seen = None
        while True:
            now = _data_version(here, Database.OperationalError)
            if now != seen and now is not None:
                seen = now
                yield None
            await asyncio.sleep(EVERY)
    finally:
        here.close()


def _data_version(here, busy: type[Exception]) -> int | None:
    try:
        return here.execute("PRAGMA data_version").fetchone()[0]
    except busy:  # recovering after a crash: the next question is 100 ms away
        return None


async def _postgresql() -> AsyncIterator[Moved]:
    """LISTEN needs a session of its own: straight to the server, never through a transaction pool."""
    import psycopg

    while True:
        try:
            here = await psycopg.AsyncConnection.connect(autocommit=True, **_postgresql_address())
            async with here:
                await here.execute(f"LISTEN {CHANNEL}")
                yield None  # what moved while nobody listened
                async for notice in here.notifies():
                    yield {UUID(hex=notice.payload)}
        except psycopg.OperationalError:
            await asyncio.sleep(AGAIN)


def _postgresql_address() -> dict:
    unwanted = ("cursor_factory", "context", "prepare_threshold", "pool")
    return {k: v for k, v in connection.get_connection_params().items() if k not in unwanted}
