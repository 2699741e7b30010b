"""A form whose answer is shown once (cards, links) is taken once: reloading the answer must not do the act again."""

from uuid import uuid4

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

KEPT = 50  # keys remembered in a session


def fresh_key() -> str:
    """For a hidden field named `once`."""
    return uuid4().hex


def first_time(request: HttpRequest) -> bool:
    """True for the first POST of this form; False when it comes again, or without its key.

    The session's row is locked and read anew: of two clicks that arrive together, in two processes, one is first.
    """
    key = request.POST.get("once", "")[:32]
    if not key:
        return False
    with transaction.atomic():
        row = Session.objects.select_for_update().filter(pk=request.session.session_key).first()
        told = row.get_decoded() if row else {}
        used = told.get("once", [])
        if row is None or key in used:
            return False
        request.session["once"] = told["once"] = [*used, key][-KEPT:]
        row.session_data = request.session.encode(told)
        row.save(update_fields=["session_data"])
    return True
