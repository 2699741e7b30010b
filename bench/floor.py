"""Bare Django, as ``startproject`` leaves it: session and user from SQLite, a constant string for a page."""

import os
from collections.abc import Callable
from pathlib import Path

SECRET_KEY = "bench"  # noqa: S105
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.floor"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(os.environ.get("ARDOISE_DATA", ".")) / "floor.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }
}
USE_TZ = True
PAGE = b"<!doctype html><title>floor</title><p>" + b"bonjour " * 100


def page(request):
    from django.http import HttpResponse

    assert request.user.is_authenticated
    return HttpResponse(PAGE)


def row(request):
    """The floor of a POST: one row written, a redirect."""
    from django.contrib.auth.models import Group
    from django.http import HttpResponseRedirect
    from django.middleware.csrf import get_token

    if request.method == "GET":
        get_token(request)
        return page(request)
    assert request.user.is_authenticated
    Group.objects.create(name=f"g{Group.objects.count()}")
    return HttpResponseRedirect("/")


def _urls() -> list:
    from django.urls import path

    return [path("", page), path("row/", row)]


def __getattr__(name: str):
    """Django reads this module as settings first and as the URLs later: those need apps, so they wait."""
    if name == "urlpatterns":
        return _urls()
    raise AttributeError(name)


def requests() -> dict[str, Callable[[], object]]:
    import django
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from bench.worker import Browser

    django.setup()
    call_command("migrate", verbosity=0)
    application = get_wsgi_application()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    user = User.objects.create(username="floor")
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = user.pk, settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    browser = Browser(application)
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    browser.get("/row/")
    assert browser.status.startswith("200"), browser.status
    return {"page": lambda: browser.get("/"), "row": lambda: browser.post("/row/", {})}
