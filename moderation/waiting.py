"""How long a text has waited, in words."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def waited(since: datetime, now: datetime) -> str:
    """«3 min», «2 h», «4 days»; under a minute, in words."""
    minutes = int((now - since).total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)d h") % {"n": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
