"""An instant as one says it in class: «aujourd'hui à 10 h 42», «lundi à 7 h»."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from classroom.hours import clock

register = template.Library()
WEEK = 7  # days around today that go by their name


@register.filter
def moment(at: datetime) -> str:
    """The day in words (by its name within a week, by its date beyond) and the time, in the class's time zone."""
    local = timezone.localtime(at)
    days = (local.date() - timezone.localdate()) // timedelta(days=1)
    time = clock(local)
    if days in (-1, 0, 1):
        near = {-1: _("yesterday at %(time)s"), 0: _("today at %(time)s"), 1: _("tomorrow at %(time)s")}
        return near[days] % {"time": time}
    pattern = pgettext("date format", "l") if abs(days) < WEEK else pgettext("date format", "j F")
    return _("%(day)s at %(time)s") % {"day": date_format(local, pattern), "time": time}


@register.filter
def hour(at: datetime) -> str:
    """The same, shorter: the time alone when it is today's."""
    local = timezone.localtime(at)
    return clock(local) if local.date() == timezone.localdate() else moment(at)
