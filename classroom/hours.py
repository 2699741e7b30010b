"""When a class is open: « le droit à la déconnexion » as two functions.

School holidays come with the policies; until then the hours and the weekend are what closes a class.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

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
