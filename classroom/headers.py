"""What every answer says to browsers beside Django's own headers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class SafeHeaders:
    """Isolation from other origins, and nothing of a class kept in a browser's or a proxy's cache.

    The CSRF cookie has no end to put off: Django's sending it again with each page is spared to the school's line.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.setdefault("Cache-Control", "no-store, private")
        csrf = settings.CSRF_COOKIE_NAME
        if csrf in response.cookies and response.cookies[csrf].value == request.COOKIES.get(csrf):
            del response.cookies[csrf]
        return response
