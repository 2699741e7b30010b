"""An adult who has just chosen a password comes in with it, without typing it a third time."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest

from classroom.idle import note_presence
from classroom.models import User
from classroom.signing_in.door import BACKEND


def arrive(request: HttpRequest, user: User) -> None:
    """A new session. allauth is told, so that setting up the second proof does not ask the password again."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password", username=user.username)
    note_presence(request)
