"""How a teacher likes to read: names hidden (a projector), keys switched off. Two words in a session cookie."""

from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from classroom.htmx import HtmxRequest
from classroom.way_back import way_back

COOKIE = "habits"
CHOICES = {"names": ("shown", "hidden"), "keys": ("on", "off")}


class Habits(NamedTuple):
    names: str = "shown"
    keys: str = "on"

    @property
    def hides_names(self) -> bool:
        return self.names == "hidden"


def habits_of(request: HtmxRequest) -> Habits:
    kept = QueryDict(request.COOKIES.get(COOKIE, ""))
    return Habits(**{name: kept[name] for name, allowed in CHOICES.items() if kept.get(name) in allowed})


@require_POST
def habits(request: HtmxRequest) -> HttpResponse:
    """Keeps what the form says, leaves the rest as it was, and returns to the page it was said on."""
    if request.user.is_pupil:
        raise Http404
    said = {name: request.POST[name] for name in CHOICES if request.POST.get(name) in CHOICES[name]}
    kept = QueryDict(mutable=True)
    kept.update(habits_of(request)._replace(**said)._asdict())
    response = redirect(way_back(request, request.POST.get("next", "")))
    response.set_cookie(
        COOKIE, kept.urlencode(), secure=settings.SECURE_COOKIES, httponly=True, samesite="Lax"
    )
    return response
