"""A class from its name: how names are compared, what level they tell, and how its space is opened."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from classroom.models import ClassSpace, School, User
from classroom.models.spaces import Level

from .cells import fold
from .codes import new_code, new_slug
from .seats import seat_admin

_ORDINAL = re.compile(r"\b(\d)(?: ?eme|nde|ere|er|re|de|e)(?=[a-z]?\d?\b)")
_SPEAKS = (  # the first word of a folded grade or class name
    (Level.CYCLE2, r"(?:tps|ps|ms|gs|cp|ce[12])[a-z0-9]?"),
    (Level.CYCLE3, r"cm[12][a-z0-9]?|6(?:eme|e)?[a-z0-9]{0,2}|sixieme"),
    (Level.COLLEGE, r"[543](?:eme|e)?[a-z0-9]{0,2}|cinquieme|quatrieme|troisieme"),
    (Level.LYCEE, r"2(?:nde|de|e)?[a-z0-9]{0,2}|1(?:ere|re|e)?(?:[a-z][a-z0-9]{0,2})?|seconde|premiere"),
    (Level.LYCEE, r"terminale|t(?:le|erm)?(?:e?s|l|g|stmg)?[0-9]{0,2}"),
)


def class_key(name: str) -> str:
    """For matching: « 5e B », « 5ÈME B » and « 5B » are the same class."""
    return _ORDINAL.sub(r"\1", fold(name)).replace(" ", "")


def level_of(names: Iterable[str], otherwise: str) -> str:
    """The level that most of these grades or class names tell; ``otherwise`` when none does."""
    told = Counter(level for name in names if (level := _level(name)))
    return told.most_common(1)[0][0] if told else otherwise


def _level(name: str) -> str:
    first = fold(name).partition(" ")[0]
    return next((str(level) for level, words in _SPEAKS if re.fullmatch(words, first)), "")


def school_year(today: date | None = None) -> int:
    """2026 from August 2026 to July 2027."""
    day = today or timezone.localdate()
    return day.year if day.month >= 8 else day.year - 1


def open_class(school: School, name: str, level: str, *, year: int | None = None) -> ClassSpace:
    """A new space with its address and its code; each admin of the school is a member of it from the start.

    Raises IntegrityError when the school has a class of that name this year.
    """
    space = ClassSpace.objects.create(
        school=school,
        name=name,
        slug=new_slug(name),
        code=new_code(school.language),
        school_year=year or school_year(),
        level=level,
    )
    for admin in User.objects.filter(school=school, administers=True, is_active=True).order_by("id"):
        seat_admin(admin, [space])
    return space
