"""Who stops using a computer is signed out of it."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

FRESH = 60  # seconds between two writes of the session: reading a page seldom writes, and only this
QUIET = {"posts:news", "posts:cards"}  # what an open page asks by itself is nobody's presence
BY_ITSELF = "X-Live"  # the header by which an open page says so of any other address


class IdleSignOut:
    """Ends a session that nobody has used for ``IDLE_MINUTES``; a request that a person makes keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.session.session_key
            and request.user.is_authenticated
            and self._idle(request) > self._limit()
        ):
            logout(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        alone = request.resolver_match and request.resolver_match.view_name in QUIET
        if alone or BY_ITSELF in request.headers or not request.user.is_authenticated:
            return
        if "seen_at" not in request.session or self._idle(request) > FRESH:
            note_presence(request)

    @staticmethod
    def _idle(request: HttpRequest) -> float:
        """Seconds since this session was last used; 0 for one that was never seen."""
        now = time.time()
        return now - request.session.get("seen_at", now)

    @staticmethod
    def _limit() -> int:
        return settings.IDLE_MINUTES * 60


def note_presence(request: HttpRequest) -> None:
    request.session["seen_at"] = int(time.time())
