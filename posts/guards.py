"""Triggers: what the database itself refuses, whoever asks (an update, an import, a timer, a restore, a command).

SQLite's table-rebuilding migrations drop triggers silently, so they are put back after every ``migrate`` and looked
for at start. Rows that are never deleted can be, while an Erasing row stands in the same transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ERASING = "EXISTS (SELECT 1 FROM posts_erasing)"
DECIDED = """EXISTS (
    SELECT 1 FROM posts_transition t JOIN posts_revision r ON r.id = NEW.revision_id
    WHERE t.id = NEW.transition_id AND t.post_id = NEW.post_id AND r.post_id = NEW.post_id
      AND t.space_id = NEW.space_id AND r.space_id = NEW.space_id
      AND t.revision_digest = NEW.digest AND r.digest = NEW.digest
      AND t.move IN ('publish', 'correct', 'restore') AND NEW.visible_from >= t.at)"""
SAME = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}"
    for column in "id space_id post_id revision_id digest transition_id replaces_id visible_from first_shown_at".split()
)
REOPENED = """EXISTS (
    SELECT 1 FROM posts_publication p JOIN posts_transition opened ON opened.id = p.transition_id
    JOIN posts_transition u ON u.post_id = OLD.post_id AND u.move = 'undo' AND u.undoes = opened.number
    WHERE p.replaces_id = OLD.id AND p.visible_until = p.visible_from
      AND u.number = (SELECT max(number) FROM posts_transition WHERE post_id = OLD.post_id))"""
LATEST = """EXISTS (
    SELECT 1 FROM posts_transition t WHERE t.post_id = NEW.id AND t.target = NEW.status
      AND t.number = (SELECT max(number) FROM posts_transition WHERE post_id = NEW.id))"""

# name: (table, event, the condition under which the row is refused, what the database says)
GUARDS = {
    "revision_is_immutable": ("posts_revision", "UPDATE", "TRUE", "a revision never changes"),
    "revision_stays": ("posts_revision", "DELETE", f"NOT {ERASING}", "a revision is not deleted"),
    "transition_is_immutable": ("posts_transition", "UPDATE", "TRUE", "the journal is append-only"),
    "transition_stays": ("posts_transition", "DELETE", f"NOT {ERASING}", "the journal is append-only"),
    "note_is_immutable": ("posts_note", "UPDATE", "TRUE", "a note never changes"),
    "note_stays": ("posts_note", "DELETE", f"NOT {ERASING}", "a note is not deleted"),
    "publication_is_decided": (
        "posts_publication",
        "INSERT",
        f"NEW.visible_until IS NOT NULL OR NOT {DECIDED}",
        "a publication needs its decision",
    ),
    "publication_keeps_its_decision": ("posts_publication", "UPDATE", SAME, "what was decided is frozen"),
    "publication_reopens_by_undo": (
        "posts_publication",
        "UPDATE",
        "OLD.visible_until IS NOT NULL AND (NEW.visible_until > OLD.visible_until"
        f" OR (NEW.visible_until IS NULL AND NOT {REOPENED}))",
        "a closed publication reopens by an undo only",
    ),
    "publication_stays": ("posts_publication", "DELETE", f"NOT {ERASING}", "a publication is not deleted"),
    "post_moves_by_transition": (
        "posts_post",
        "UPDATE",
        f"NEW.status <> OLD.status AND NOT {LATEST}",
        "a status moves with its transition",
    ),
    "post_is_born_a_draft": ("posts_post", "INSERT", "NEW.status <> 'draft'", "a post begins as a draft"),
}
TRUNCATED = ("posts_revision", "posts_transition", "posts_note", "posts_publication")


def _sqlite(name: str) -> list[str]:
    table, event, condition, message = GUARDS[name]
    condition = condition.replace("IS DISTINCT FROM", "IS NOT")
    body = f"BEGIN SELECT RAISE(ABORT, '{message}') WHERE {condition}; END"
    return [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} BEFORE {event} ON {table} {body}"]


def _postgresql(name: str) -> list[str]:
    table, event, condition, message = GUARDS[name]
    row = "OLD" if event == "DELETE" else "NEW"
    refuse = f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {refuse}; RETURN {row}; END $$"
        " LANGUAGE plpgsql",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
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


def install(**kwargs: object) -> None:
    """Puts every guard in place; run after each ``migrate``."""
    postgresql = connection.vendor == "postgresql"
    write = _postgresql if postgresql else _sqlite
    statements = [sql for name in GUARDS for sql in write(name)]
    if postgresql:
        statements += [sql for table in TRUNCATED for sql in _truncate(table)]
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def remove() -> None:
    """Takes every guard away: for tests, which clean up by deleting rows."""
    tables = {table for table, *_ in GUARDS.values()}
    with connection.cursor() as cursor:
        for table in tables if connection.vendor == "postgresql" else ():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name in GUARDS if connection.vendor == "sqlite" else ():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing() -> set[str]:
    """The guards that the database does not hold, by name: empty when all is well."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(GUARDS) - {name for (name,) in cursor.fetchall()}


@contextmanager
def erasing() -> Iterator[None]:
    """Inside this block, in one transaction, rows may be deleted. Raises outside ``atomic()``."""
    from posts.models import Erasing

    if not connection.in_atomic_block:
        raise RuntimeError("Erasing happens inside one transaction.")
    mark = Erasing.objects.create()
    yield
    mark.delete()  # an exception takes the mark away with the transaction
