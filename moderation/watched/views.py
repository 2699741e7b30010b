"""The list of watched words, and one word of it: read, added, changed, taken out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from classroom.htmx import HtmxRequest
from moderation.watched.door import Door
from moderation.watched.forms import WatchedWordForm
from moderation.watched.keeping import WordsRefused, add, change, remove
from moderation.watched.word import WatchedWord


def words(request: HtmxRequest, door: Door) -> HttpResponse:
    """GET: the list. POST: one word more."""
    form = WatchedWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            word = add(door.owner, form.cleaned_data)
        except WordsRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(word)s” is watched for from now on.") % {"word": word.pattern})
            return redirect(door.here)
    return page(request, door, "moderation/watched/words.html", {"form": form}, refused=bool(form.errors))


def page(
    request: HtmxRequest, door: Door, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    known = {"door": door, "slug": door.member.space.slug if door.member else ""}
    return render(request, template, known | context, status=422 if refused else 200)


def _word(door: Door, word_id: UUID) -> WatchedWord:
    """Of this very list; Http404 for any other."""
    return get_object_or_404(WatchedWord.objects.of(door.owner).select_related("space", "school"), pk=word_id)


def word(request: HtmxRequest, door: Door, word_id: UUID) -> HttpResponse:
    """One word; a POST changes it."""
    found = _word(door, word_id)
    form = WatchedWordForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change(found, form.cleaned_data)
        except WordsRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(word)s” is kept as you want it now.") % {"word": found.pattern})
            return redirect(door.here)
    return page(
        request,
        door,
        "moderation/watched/word.html",
        {"form": form, "word": found},
        refused=bool(form.errors),
    )


def removal(request: HtmxRequest, door: Door, word_id: UUID) -> HttpResponse:
    found = _word(door, word_id)
    remove(found)
    messages.success(request, _("“%(word)s” is not watched for any more.") % {"word": found.pattern})
    return redirect(door.here)
