"""The roster's way from the preview to the confirmation: sealed in the page itself, on no disk, in no table.

It holds what a roster holds after reading: surname, first name, class, level, and the reader's sentences.
"""

from django.core import signing
from django.utils.translation import gettext as _

from .roster import Problem, PupilRow, Roster

HOURS = 2


class Broken(Exception):
    """The seal is too old, or is not this person's for this place. str() is the sentence to show."""

    def __str__(self) -> str:
        return _("This preview is too old. Nothing was written. Choose the file again.")


def seal(roster: Roster, owner: str) -> str:
    """``owner`` says for whom and where (ids): nobody else can use it, nor the same person elsewhere."""
    rows = [[r.line, r.surname, r.first_name, r.class_name, r.level] for r in roster.rows]
    problems = [[p.line, p.column, str(p.message), p.kept] for p in roster.problems]
    return signing.dumps([roster.shape, rows, problems], salt=_salt(owner), compress=True)


def unseal(sealed: str, owner: str) -> Roster:
    """Raises Broken."""
    try:
        shape, rows, problems = signing.loads(sealed, salt=_salt(owner), max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise Broken from error
    return Roster(
        tuple(PupilRow(*row) for row in rows), tuple(Problem(*problem) for problem in problems), shape
    )


def _salt(owner: str) -> str:
    return f"classroom.provisioning.roster:{owner}"
