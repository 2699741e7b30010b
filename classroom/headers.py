"""What every answer says to browsers beside Django's own headers."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


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


class OnePolicy(CSPMiddleware):
    """The same policy in each answer, written once: no page of ours asks for a nonce or for an exception."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.policy = build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """Gives no nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.DEBUG:  # Django's own pages of errors are exempted
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        return response
