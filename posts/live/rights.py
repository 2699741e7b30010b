"""Who may hear the bell of a class: asked of Django once when a stream opens, then all streams at once, in a batch."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, NamedTuple, cast
from uuid import UUID

from a2wsgi.wsgi import build_environ
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import timezone

from classroom.idle import used_lately
from classroom.models import Membership


class Standing(NamedTuple):
    """What must stay as it was for a stream to go on."""

    role: str
    seal: int  # of the account's password and epoch: a new one ends every session


class Admitted(NamedTuple):
    member: UUID
    space: UUID
    teaches: bool
    session: str
    standing: Standing


def ask_django(
    handler: WSGIHandler, scope: dict[str, Any], slug: str
) -> tuple[HttpResponse, Admitted | None]:
    """Who may ask for the news of the class may hear its bell: the same question, through every middleware.

    Answers Django's response, and who was admitted (None when the response is a refusal, to be passed on).
    """
    asked: Any = {**scope, "path": _news_of(slug), "query_string": b""}
    environ: dict[str, Any] = {**build_environ(asked, cast(Any, BytesIO()))}
    environ["HTTP_ACCEPT"] = "application/json"  # a stream that is not let in is told so, not sent to a page
    set_script_prefix("/")
    request_started.send(sender=handler.__class__, environ=environ)
    request = handler.request_class(environ)
    response = cast(HttpResponse, handler.get_response(request))  # no page of ours is streamed
    try:
        member = getattr(request, "member", None)
        if response.status_code != 200 or member is None:
            return response, None
        user, session = member.user, request.session.session_key or ""
        standing = Standing(member.role, _seal(user.session_epoch, user.password))
        return response, Admitted(member.pk, member.space_id, member.teaches, session, standing)
    finally:
        response.close()


def _news_of(slug: str) -> str:
    try:
        return reverse("posts:news", args=[slug])
    except NoReverseMatch:
        return "/live/"  # an address that does not exist: the same 404


def _seal(epoch: int, password: str) -> int:
    return hash((epoch, password))


def standing_of(members: Iterable[UUID]) -> dict[UUID, Standing]:
    """How each of these members stands now; who has left, or whose account is closed, is not in it."""
    rows = Membership.objects.active().filter(pk__in=list(members))
    said = rows.values_list("pk", "role", "user__session_epoch", "user__password")
    return {pk: Standing(role, _seal(epoch, password)) for pk, role, epoch, password in said}


def living(sessions: Iterable[str]) -> set[str]:
    """Those of these sessions that nobody has signed out of, and somebody uses: an open stream is nobody's presence."""
    now = timezone.now()
    used = Session.objects.filter(expire_date__gt=max(now, used_lately(now)))
    found = used.filter(session_key__in=list(sessions))
    return set(found.values_list("session_key", flat=True))
