"""Verdicts, second thoughts, and the list of my last decisions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from classroom.access import teacher_required
from classroom.htmx import HtmxRequest, dressed
from classroom.models import Membership
from moderation.beside import tell
from moderation.board import Card, card_and_figures
from moderation.case import case_context, case_of, changed_since, panel_of, what_happened
from moderation.journal import my_decisions
from moderation.verdicts import VerdictForm
from moderation.views.queue import board_address
from posts.lifecycle import Status
from posts.refusals import AlreadyDecided, Frozen, NothingToSay, NotYours, ParentHidden, Refused, StaleDigest
from posts.text import TextRefused

SAID = {
    "publish": gettext_lazy("Published."),
    "correct": gettext_lazy("Corrected and published."),
    "send_back": gettext_lazy("Sent back."),
}


@require_POST
@teacher_required
def decision(request: HtmxRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """One verdict on the version displayed. Refused, the card comes back with the sentence and all that was typed."""
    card = case_of(member, post_id, told=False)
    form = VerdictForm(request.POST, card.post.sent)
    if not form.is_valid():
        raise Http404
    if "phrase" in request.POST:
        return _with_phrase(request, card, form)
    try:
        step = form.decide(card.post, by=member)
    except AlreadyDecided as refusal:
        return _decided_before(request, card, form, refusal)
    except (Refused, TextRefused) as refusal:
        return _given_back(request, card, form, refusal)
    return _decided(request, card, step.move)  # what was done: an unchanged correction is a publication


# What the author would be told of their own text, told to who reads it.
FOR_A_READER: dict[type[Exception], object] = {
    Frozen: gettext_lazy("The class is frozen: nothing is published for now. The text still waits."),
    ParentHidden: gettext_lazy(
        "The message that this one answers no longer shows: it cannot be published. You can send it back."
    ),
    NothingToSay: gettext_lazy("The corrected text is empty. Nothing was published."),
}


def _with_phrase(request: HtmxRequest, card: Card, form: VerdictForm) -> HttpResponse:
    """Nothing is decided: the ready-made sentence chosen joins the message."""
    phrase, said = request.POST.get("ready", ""), form.cleaned_data
    said["message"] = f"{said['message'].rstrip()}\n{phrase}".strip()
    card = case_of(card.member, card.post.pk)
    context = case_context(request, card, panel_of(card, "send_back", form))
    return dressed(request, "moderation/case.html", "moderation/_case.html", context)


def _given_back(
    request: HtmxRequest, card: Card, form: VerdictForm, refusal: Refused | TextRefused
) -> HttpResponse:
    if isinstance(refusal, NotYours):
        raise Http404
    stale = isinstance(refusal, StaleDigest)
    card = case_of(card.member, card.post.pk)
    panel = panel_of(card, form.cleaned_data["verdict"], form)
    moved = changed_since(card, form.cleaned_data["digest"]) if stale else []
    said = Refused(FOR_A_READER[type(refusal)]) if type(refusal) in FOR_A_READER else refusal
    context = case_context(request, card, panel, said, moved=moved)
    status = 409 if stale else 422
    return dressed(request, "moderation/case.html", "moderation/_case.html", context, status=status)


def _decided_before(
    request: HtmxRequest, card: Card, form: VerdictForm, refusal: AlreadyDecided
) -> HttpResponse:
    """A second click of one's own gets the first one's answer; a colleague's decision, or the author's, is named."""
    card = case_of(card.member, card.post.pk)
    last = card.post.transitions.latest("number")
    mine = last.actor == card.member.pk and last.move == form.cleaned_data["verdict"]
    if mine and card.post.state(space=card.member.space).holding:
        return _decided(request, card, last.move)
    context = case_context(request, card, None, refusal if last.move in SAID else None)
    context["happened"] = what_happened(card)
    return dressed(request, "moderation/case.html", "moderation/_case.html", context, status=409)


def _decided(request: HtmxRequest, card: Card, verdict: str) -> HttpResponse:
    seconds = card.member.space.undo_seconds
    if not request.htmx:
        ways = _("You can undo for %(n)d s, here or in “my last decisions”.") % {"n": seconds}
        messages.success(request, f"{SAID[verdict]} {ways}")
        return redirect(board_address(card.member, request.POST.get("board", "")))
    return _reply(request, card.member, card.post.pk, "moderation/_after_decision.html", said=SAID[verdict])


def _reply(
    request: HtmxRequest, member: Membership, post_id: UUID, template: str, status: int = 200, **more: Any
) -> HttpResponse:
    """What the page needs after a move, and no more: the card where it stands now, the figures of the board."""
    card, figures = card_and_figures(member, post_id, across=request.POST.get("board") == "reading")
    tell([card], card.now)
    context = case_context(request, card, seconds=member.space.undo_seconds, **figures._asdict(), **more)
    return render(request, template, context, status=status)


@require_POST
@teacher_required
def reversal(request: HtmxRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """Takes one's own verdict back while it holds: for the author it never was."""
    card = case_of(member, post_id, told=False)
    refusal = None
    try:
        card.post.undo(by=member)
    except NotYours:
        raise Http404 from None
    except Refused as refused:
        refusal = refused
    if not request.htmx:
        _tell(request, refusal)
        return redirect(board_address(member, request.POST.get("board", "")))
    status = 200 if refusal is None else 422
    said = {"refusal": refusal, "undone": refusal is None}
    return _reply(request, member, post_id, "moderation/_after_reversal.html", status, **said)


def _tell(request: HtmxRequest, refusal: Refused | None) -> None:
    if refusal is None:
        messages.success(request, _("Undone: the text waits again, and nobody saw anything."))
    else:
        messages.warning(request, str(refusal))


@teacher_required
def decisions(request: HtmxRequest, member: Membership) -> HttpResponse:
    """What I decided last in this class, the last one first; undo is there while it holds."""
    context = {"lines": my_decisions(member), "slug": member.space.slug, "waits": Status.PENDING}
    return render(request, "moderation/decisions.html", context)
