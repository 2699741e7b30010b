"""Loading is the permission: a view that says who may enter is handed the member and their space, or answers 404."""

from collections.abc import Callable, Collection
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone

from classroom.htmx import HtmxRequest
from classroom.models import Membership, Visit
from classroom.models.spaces import TEACHES, Role
from classroom.prepared import prepared

View = Callable[..., HttpResponse]


def load_member(request: HtmxRequest, slug: str) -> Membership:
    """The member that this request's person is in the space ``slug``; Http404 for everybody else."""
    found = _seat(user=request.user.pk, slug=slug, today=timezone.localdate())
    if not found:
        raise Http404
    member = found[0]
    member.user = request.user
    return member


@prepared
def _seat(*, user: UUID, slug: str, today: date) -> QuerySet[Membership]:
    seats = Membership.objects.active(on=today).filter(user=user, space__slug=slug)
    return seats.select_related("space__school")


def _held_by(roles: Collection[str], view: View) -> View:
    """Says on the view who enters, for the menus and links that lead to it."""
    view.roles = tuple(roles)  # type: ignore[attr-defined]  # a function's attribute
    return view


def member_required(view: View | None = None, *, roles: Collection[str] = tuple(Role)) -> Any:
    """Hands ``member`` over to ``view(request, member, …)``; the URL's ``slug`` is used up."""

    def wrap(view: View) -> View:
        @wraps(view)
        def checked(request: HtmxRequest, slug: str, **kwargs: Any) -> HttpResponse:
            member = load_member(request, slug)
            if member.role not in roles:
                raise Http404
            request.member = member  # the frame's navigation reads it
            page = request.resolver_match.view_name
            if (
                member.role == Role.SCHOOL_ADMIN and page != "posts:news"
            ):  # the bell shows nothing of the class
                Visit.objects.create(space=member.space, member=member, page=page)
            return view(request, member, **kwargs)

        return _held_by(roles, checked)

    return wrap(view) if view else wrap


def teacher_required(view: View) -> View:
    return member_required(view, roles=TEACHES)


def writer_required(view: View) -> View:
    """Those who write: pupils and teachers."""
    return member_required(view, roles=(Role.PUPIL, *TEACHES))


def school_admin_required(view: View) -> View:
    """Hands the school over to ``view(request, school, …)`` for the adult who administers it."""

    @wraps(view)
    def checked(request: HtmxRequest, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.administers or user.school_id is None:
            raise Http404
        return view(request, user.school, **kwargs)

    return _held_by((Role.SCHOOL_ADMIN,), checked)
