"""What every page's frame reads: the reader's comfort, and what this product says of itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from classroom.comfort import chosen
from classroom.htmx import HtmxRequest
from classroom.models import Membership


def comfort(request: HttpRequest) -> dict[str, dict[str, str]]:
    """``comfort.theme``, ``.font``, ``.size``, ``.spacing``: an allowed value, or the empty string."""
    return {"comfort": chosen(request)}


def product(request: HtmxRequest) -> dict[str, Any]:
    """``demo``: the page says that this is a demonstration. ``idle_minutes``: an unused session ends after them.

    ``teaches``: whether this person teaches a class now; asked of the database where a link depends on it alone.
    """
    teaches = SimpleLazyObject(lambda: any(member.teaches for member in Membership.objects.of(request.user)))
    return {"demo": settings.DEMO, "idle_minutes": settings.IDLE_MINUTES, "teaches": teaches}
