"""Everything is closed but what says that it is open; a script is told so in a way that it understands."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class SignInRequired(LoginRequiredMiddleware):
    """A page is sent to the doors. A fragment would show them inside the page: htmx goes there, fetch gets 401."""

    def handle_no_permission(  # type: ignore[override]  # Django's own answer is always a redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("home")})
        if "application/json" in request.headers.get("Accept", "") or "X-Requested-With" in request.headers:
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)
