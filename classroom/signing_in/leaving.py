"""Leaving, staying, and in which language."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from classroom.models import User
from classroom.way_back import way_back

YEAR = 365 * 24 * 3600  # seconds
# Not "cookies": the reading comfort of the device and a trusted computer may stay; the session's is gone already.
WIPE = '"cache", "storage"'


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """A POST signs out and leaves nothing on the device; a GET says so, or asks who is still in."""
    if request.method != "POST":
        return render(request, "classroom/signed_out.html")
    logout(request)
    response = redirect("sign_out")
    response["Clear-Site-Data"] = WIPE
    for left in (settings.LANGUAGE_COOKIE_NAME, "messages"):
        response.delete_cookie(left)
    return response


@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    """« I am still here »: the middleware notes the time, like for any other request."""
    return HttpResponse(status=204)


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "classroom/help.html")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The chosen language, for this browser and for this account; back to the page it was chosen on."""
    chosen, response = (
        request.POST.get("language", ""),
        redirect(way_back(request, request.POST.get("next", ""))),
    )
    if chosen in dict(settings.LANGUAGES):
        speak(response, chosen)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


def speak(response: HttpResponse, language: str) -> None:
    """The cookie rules what is spoken; signing in puts the account's own language there."""
    name, secure = settings.LANGUAGE_COOKIE_NAME, settings.SECURE_COOKIES
    response.set_cookie(name, language, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
