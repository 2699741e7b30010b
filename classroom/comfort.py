"""Reading comfort: theme, font, size, spacing; four words in a cookie of ours, kept a year."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from classroom.htmx import HtmxRequest, dressed
from classroom.way_back import way_back

COOKIE = "comfort"
YEAR = 365 * 24 * 3600  # seconds
CHOICES = {
    "theme": ("light", "slate"),
    "font": ("lexend", "opendyslexic"),
    "size": ("large", "larger"),
    "spacing": ("wide",),
}


def allowed(values: QueryDict) -> dict[str, str]:
    """For each choice, the value asked for if there is such a one, else the empty string: the usual look."""
    return {
        name: next((word for word in words if word == values.get(name)), "")
        for name, words in CHOICES.items()
    }


def chosen(request: HttpRequest) -> dict[str, str]:
    return allowed(QueryDict(request.COOKIES.get(COOKIE, "")))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def comfort(request: HtmxRequest) -> HttpResponse:
    """The choices; a POST keeps them and returns to the page they were made on (204 for a script: it stays there)."""
    if request.method == "POST":
        return _keep(request)
    context = {"next": _back(request, request.GET)}
    return dressed(request, "classroom/comfort.html", "classroom/_comfort_form.html", context)


def _back(request: HttpRequest, values: QueryDict) -> str:
    """The page of ours that ``next`` names, else the front page."""
    return way_back(request, values.get("next", ""))


def _keep(request: HttpRequest) -> HttpResponse:
    quiet = request.headers.get("X-Requested-With") == "fetch"
    response = HttpResponse(status=204) if quiet else redirect(_back(request, request.POST))
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in allowed(request.POST).items() if value})
    response.set_cookie(
        COOKIE, kept.urlencode(), max_age=YEAR, secure=settings.SECURE_COOKIES, httponly=True, samesite="Lax"
    )
    return response
