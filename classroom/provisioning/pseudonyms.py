"""Names that a pupil may carry in place of the class name: chosen from the school's list, never typed."""

import secrets
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from classroom.models import ClassSpace

LISTS = Path(__file__).parent.parent / "words"
OFFERED = 6


class NotOffered(Exception):
    """This pseudonym is not on the list. str() is the sentence to show."""

    def __str__(self) -> str:
        return _("A pseudonym is chosen from the list.")


@cache
def pseudonyms(language: str) -> tuple[str, ...]:
    text = (LISTS / f"pseudonyms.{language}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


def free_pseudonyms(space: ClassSpace, number: int = OFFERED) -> list[str]:
    """Some that nobody of the class has, drawn at random. One query."""
    taken = set(space.memberships.exclude(pseudonym="").values_list("pseudonym", flat=True))
    free = [name for name in pseudonyms(space.school.language) if name not in taken]
    return secrets.SystemRandom().sample(free, min(number, len(free)))
