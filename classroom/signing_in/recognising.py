"""Who makes a request: its session and its account, read at each request by two questions that are written once."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from classroom.models import User
from classroom.prepared import prepared


@prepared
def session_of(*, key: str, now) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def account_of(*, pk: UUID) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


class SessionStore(db.SessionStore):
    """Django's own, in the database."""

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
