"""When a class is open: « le droit à la déconnexion » as two functions.

School holidays come with the policies; until then the hours and the weekend are what closes a class.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import pgettext

from classroom.models import ClassSpace

PARIS = ZoneInfo("Europe/Paris")


def is_open(space: ClassSpace, at: datetime | None = None) -> bool:
    """Whether the class is open at ``at`` (now by default)."""
    if space.always_open:
        return True
    local = (at or timezone.now()).astimezone(PARIS)
    if local.weekday() >= 5 and not space.weekends:
        return False
    return space.opens_at <= local.time() < space.closes_at


def next_opening(space: ClassSpace, at: datetime) -> datetime:
    """The first instant from ``at`` on (aware, UTC or not) at which the class is open: ``at`` itself when it is."""
    if is_open(space, at):
        return at
    day = at.astimezone(PARIS).replace(
        hour=space.opens_at.hour, minute=space.opens_at.minute, second=0, microsecond=0, fold=0
    )
    for ahead in range(8):
        opening = day + timedelta(days=ahead)
        if opening >= at and is_open(space, opening):
            return opening.astimezone(at.tzinfo)
    raise ValueError("This class never opens: its hours leave no minute of the week.")


def clock(local: datetime) -> str:
    """«10:42»; in French «10 h 42», and «7 h» for the hour itself. ``local`` is in the class's time zone."""
    pattern = (
        pgettext("time format", "H:i") if local.minute else pgettext("time format of a whole hour", "H:i")
    )
    return time_format(local, pattern)
