"""Who makes a request: its session and its account, read at each request by two questions that are written once."""

import logging
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from classroom.models import User
from classroom.prepared import prepared

log = logging.getLogger("ardoise.sessions")


@prepared
def session_of(*, key: str, now) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def account_of(*, pk: UUID) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


class Sessions(SessionMiddleware):
    """Django's own; the store knows whether a page is only read."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.session.only_read = request.method in ("GET", "HEAD")  # type: ignore[attr-defined]  # our own store


class SessionStore(db.SessionStore):
    """Django's own, in the database. A disk that is full keeps nobody from reading."""

    only_read = False

    def _validate_session_key(self, key: str | None) -> bool:
        """Nothing but what a key of ours is made of is asked of the database: PostgreSQL takes no NUL."""
        return bool(super()._validate_session_key(key)) and set(VALID_KEY_CHARS).issuperset(key or "")  # type: ignore[misc]

    def save(self, must_create: bool = False) -> None:
        """What a page that is only read adds (when it was seen) may be lost; a session that was ended is said."""
        try:
            super().save(must_create)
        except UpdateError as lost:
            if not (self.only_read and isinstance(lost.__context__, OperationalError)):
                raise
            log.warning("a session could not be written: what was read is shown all the same")

    def _get_session_from_db(self) -> Session | None:
        found = session_of(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None


class Recognising(AuthenticationBackend):
    """Allauth's own."""

    def get_user(self, user_id: UUID) -> User | None:
        found = account_of(pk=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
