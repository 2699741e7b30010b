"""Refusals that no view words: a form that came too late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is too old, or that came from elsewhere: says so, keeps nothing secret, status 403."""
    return render(request, "403.html", status=403)
