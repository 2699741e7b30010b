"""Reading comfort: theme, font, size, spacing; four words in a cookie of ours, kept a year."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

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
@require_POST
def comfort(request: HttpRequest) -> HttpResponse:
    """Keeps the choices and returns to the page they were made on; a script asks for nothing back (204)."""
    back = way_back(request, request.POST.get("next", ""))
    quiet = request.headers.get("X-Requested-With") == "fetch"
    response = HttpResponse(status=204) if quiet else redirect(back)
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in allowed(request.POST).items() if value})
    response.set_cookie(
        COOKIE, kept.urlencode(), max_age=YEAR, secure=settings.SECURE_COOKIES, httponly=True, samesite="Lax"
    )
    return response
