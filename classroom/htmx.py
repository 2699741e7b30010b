"""One endpoint, two dresses: a fragment for htmx, a page (or a redirect) for a plain browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from django_htmx.middleware import HtmxDetails

from classroom.models import Membership, User


class HtmxRequest(HttpRequest):
    """What a view of a signed-in person is called with, after the middlewares and classroom.access."""

    htmx: HtmxDetails
    user: User
    member: Membership  # behind member_required alone
    resolver_match: ResolverMatch


def dressed(
    request: HtmxRequest, page: str, fragment: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Renders ``fragment`` for htmx, ``page`` (which includes it) otherwise, with the same context.

    htmx swaps a 422 (base.html's responseHandling), so a refused form comes back in place with its text kept.
    """
    template = fragment if request.htmx else page
    response = render(request, template, context, status=status)
    response["Vary"] = "HX-Request"
    return response
