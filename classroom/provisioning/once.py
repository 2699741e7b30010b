"""A form whose answer is shown once (cards, links) is taken once: reloading the answer must not do the act again."""

from uuid import uuid4

from django.http import HttpRequest

KEPT = 50  # keys remembered in a session


def fresh_key() -> str:
    """For a hidden field named `once`."""
    return uuid4().hex


def first_time(request: HttpRequest) -> bool:
    """True for the first POST of this form; False when it comes again, or without its key."""
    key, used = request.POST.get("once", "")[:32], request.session.get("once", [])
    if not key or key in used:
        return False
    request.session["once"] = [*used, key][-KEPT:]
    return True
