"""Answers that no view words: a form that came too late, a server that broke."""

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string

TYPED = ("text", "message")  # the fields in which somebody writes at length


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is too old, or that came from elsewhere: says so, keeps nothing secret, status 403."""
    return render(request, "403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Status 500, asking nothing of the database. What was being sent is given back: no other page has it."""
    return HttpResponseServerError(render_to_string("500.html", {"typed": _typed(request)}))


def _typed(request: HttpRequest) -> list[str]:
    try:
        return [text for field in TYPED if (text := request.POST.get(field, "").strip())]
    except (UnreadablePostError, MultiPartParserError, RequestDataTooBig, SuspiciousOperation):
        return []
