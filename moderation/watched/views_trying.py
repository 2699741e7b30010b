"""Trying the list before it acts: on a pasted text, and on what the class has sent. Nothing is written."""

from django.http import HttpResponse

from classroom.cleaning import TextRefused, clean
from classroom.htmx import HtmxRequest
from moderation.watched.door import Door
from moderation.watched.forms import WatchedWordForm
from moderation.watched.lists import WatchedList
from moderation.watched.trying import LONGEST, replayed, tried
from moderation.watched.views import page
from moderation.watched.word import WatchedWord


def bench(request: HtmxRequest, door: Door) -> HttpResponse:
    """A pasted text: what would be found, where, and what would happen. Nothing is kept of it."""
    typed, refusal, one = request.POST.get("text", ""), "", None
    if request.method == "POST":
        try:
            text = clean(typed, limit=LONGEST)
            one = tried(text, door.lists) if text else None
        except TextRefused as refused:
            refusal = refused.message
    context = {"typed": typed, "refusal": refusal, "tried": one, "known": bool(door.lists)}
    return page(request, door, "moderation/watched/bench.html", context, refused=bool(refusal))


def replay(request: HtmxRequest, door: Door) -> HttpResponse:
    """What the list, or one word that is thought of, would have found in the last texts of the class."""
    assert door.member  # noqa: S101 - the route is a class's alone
    form, lists = _thought_of(request), door.lists
    if form and form.is_valid():
        lists = (WatchedList([WatchedWord(**form.cleaned_data)]),)
    wrong = form.errors.get("pattern", []) if form else []
    found, looked_at = ([], 0) if wrong else replayed(door.member, lists)
    context = {"form": form, "wrong": wrong, "found": found, "looked_at": looked_at, "known": bool(lists)}
    return page(request, door, "moderation/watched/replay.html", context, refused=bool(wrong))


def _thought_of(request: HtmxRequest) -> WatchedWordForm | None:
    if "pattern" not in request.GET:
        return None
    asked = {name: request.GET.get(name, "") for name in ("pattern", "exact")}
    return WatchedWordForm({"action": "flag", **asked})
