"""Who stops using a computer is signed out of it."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

FRESH = 60  # seconds between two writes of the session, so that reading a page seldom writes


class IdleSignOut:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            seen = request.session.get("seen_at", 0)
            idle = time.time() - seen
            if seen and idle > settings.IDLE_MINUTES * 60:
                logout(request)
            elif idle > FRESH:
                request.session["seen_at"] = int(time.time())
        return self.get_response(request)
