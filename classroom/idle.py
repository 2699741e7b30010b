"""Who stops using a computer is signed out of it; and nobody stays signed in for ever."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

FRESH = 60  # seconds between two writes of the session: reading a page seldom writes, and only this
QUIET = {"posts:news", "posts:cards", "reading_news"}  # what an open page asks by itself is nobody's presence
BY_ITSELF = "X-Live"  # the header by which an open page says so of any other address


class IdleSignOut:
    """Ends a session that nobody has used for ``IDLE_MINUTES``; a request that a person makes keeps it.

    ``SESSION_COOKIE_AGE`` seconds after signing in it ends all the same; what is then being sent is still taken, for
    as long as one may be idle, so that no text is lost: the next page asks to sign in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.session.session_key
            and request.user.is_authenticated
            and (self._idle(request) > self._limit() or self._over(request))
        ):
            logout(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        alone = request.resolver_match and request.resolver_match.view_name in QUIET
        if alone or BY_ITSELF in request.headers or not request.user.is_authenticated:
            return
        if "began_at" not in request.session:
            _begin(request)
        if "seen_at" not in request.session or self._idle(request) > FRESH:
            note_presence(request)

    @staticmethod
    def _idle(request: HttpRequest) -> float:
        """Seconds since this session was last used; 0 for one that was never seen."""
        now = time.time()
        return now - request.session.get("seen_at", now)

    @classmethod
    def _over(cls, request: HttpRequest) -> bool:
        now = time.time()
        spared = cls._limit() if request.method == "POST" else 0
        return now - request.session.get("began_at", now) > settings.SESSION_COOKIE_AGE + spared

    @staticmethod
    def _limit() -> int:
        return settings.IDLE_MINUTES * 60


def note_presence(request: HttpRequest) -> None:
    request.session["seen_at"] = int(time.time())


def _begin(request: HttpRequest) -> None:
    request.session["began_at"] = int(time.time())


@receiver(user_logged_in)
def note_beginning(request: HttpRequest, **kwargs: Any) -> None:
    """Each has their own hours, also when a session goes on from one person to the next on a shared tablet."""
    _begin(request)
    note_presence(request)


def used_lately(now: datetime) -> datetime:
    """A session whose row expires after that instant has not been idle too long: each use writes the row anew."""
    return now + timedelta(seconds=settings.SESSION_COOKIE_AGE - settings.IDLE_MINUTES * 60 - FRESH)
