"""What is looked at before the product starts."""

import sqlite3

from django.core.checks import Tags, Warning, register
from django.db import connection

SQLITE_NEEDED = (3, 51, 3)  # the WAL-reset bug is fixed there


@register(Tags.database)
def sqlite_is_recent(**kwargs: object) -> list:
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= SQLITE_NEEDED:
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can lose a write in a rare race; "
            f"{'.'.join(map(str, SQLITE_NEEDED))} cannot.",
            hint="Install pysqlite3, or use PostgreSQL.",
            id="classroom.W001",
        )
    ]
