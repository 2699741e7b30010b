"""What every page's frame reads: the reader's comfort, and what this product says of itself."""

from django.conf import settings
from django.http import HttpRequest

from classroom.comfort import chosen


def comfort(request: HttpRequest) -> dict[str, dict[str, str]]:
    """``comfort.theme``, ``.font``, ``.size``, ``.spacing``: an allowed value, or the empty string."""
    return {"comfort": chosen(request)}


def product(request: HttpRequest) -> dict[str, bool | int]:
    """``demo``: the page says that this is a demonstration. ``idle_minutes``: an unused session ends after them."""
    return {"demo": settings.DEMO, "idle_minutes": settings.IDLE_MINUTES}
