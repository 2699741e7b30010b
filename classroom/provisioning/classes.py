"""A class from its name: how names are compared, what level they tell, and how its space is opened."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from classroom.models import ClassSpace, Membership, School, User
from classroom.models.spaces import Level, Role

from .cells import fold

CODE_LETTERS = "BCDFGHJKLMNPRSTVWXZ"  # no vowel, so no word; 6 of them: 47 million codes
CODE_LENGTH = 6
_ORDINAL = re.compile(r"(?<=\d)(?:eme|nde|ere|er|re|de|e)(?![a-z]{2})")
_LEVELS = (
    (Level.CYCLE2, re.compile(r"^(?:ps|ms|gs|cp|ce[12])(?![a-z])")),
    (Level.CYCLE3, re.compile(r"^(?:cm[12]|6|sixieme)(?![a-z]{2})")),
    (Level.COLLEGE, re.compile(r"^(?:[543]|cinquieme|quatrieme|troisieme)(?![a-z]{2})")),
    (Level.LYCEE, re.compile(r"^(?:[12]|seconde|premiere|terminale|tle|t[a-z]?\d|t)(?![a-z]{3})")),
)


def class_key(name: str) -> str:
    """For matching: « 5e B », « 5ÈME B » and « 5B » are the same class."""
    return _ORDINAL.sub("", fold(name).replace(" ", ""))


def level_of(names: Iterable[str], otherwise: str) -> str:
    """The level that most of these grades or class names tell; ``otherwise`` when none does."""
    told = Counter(level for name in names if (level := _level(name)))
    return told.most_common(1)[0][0] if told else otherwise


def _level(name: str) -> str:
    folded = fold(name).replace(" ", "")
    return next((str(level) for level, begins in _LEVELS if begins.search(folded)), "")


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
        slug=_free_slug(name),
        code=_free_code(),
        school_year=year or school_year(),
        level=level,
    )
    admins = User.objects.filter(school=school, administers=True, is_active=True).order_by("id")
    for number, admin in enumerate(admins, 1):
        seen = admin.get_full_name()[:36]
        taken = space.memberships.filter(display_name=seen).exists()
        Membership.objects.create(
            space=space,
            user=admin,
            role=Role.SCHOOL_ADMIN,
            display_name=f"{seen} {number}" if taken else seen,
        )
    return space


def _free_slug(name: str) -> str:
    plain = slug = slugify(fold(name))[:50] or "classe"
    while ClassSpace.objects.filter(slug=slug).exists():
        slug = f"{plain}-{secrets.token_hex(2)}"
    return slug


def _free_code() -> str:
    code = ""
    while not code or ClassSpace.objects.filter(code=code).exists():
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return code
