"""The board of a class, the one over all my classes, and one text of it."""

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from classroom.access import teacher_required
from classroom.htmx import HtmxRequest, dressed
from classroom.models import Membership
from moderation.board import board_of
from moderation.case import case_context, case_of, panel_of, what_happened
from moderation.habits import habits_of
from moderation.news import board_news, now_word
from posts.lifecycle import Status
from posts.news import cursor_of


@teacher_required
def queue(request: HtmxRequest, member: Membership) -> HttpResponse:
    context = {
        "space": member.space,
        "slug": member.space.slug,
        "board_from": "",
        "cursor": cursor_of(member),
    }
    return _board(request, [member], context)


def reading(request: HtmxRequest) -> HttpResponse:
    """All that waits for me, in all my classes; who teaches nowhere gets the 404 of what never existed."""
    members = _taught(request)
    context = {"members": members, "board_from": "reading", "teaches": True, "cursor": now_word()}
    return _board(request, members, context)


@require_safe
def reading_news(request: HtmxRequest) -> HttpResponse:
    """What moved in all my classes since a cursor, by its ids; 204 when nothing did. Without one: one to begin with."""
    members, since = _taught(request), request.GET.get("since", "")
    told = board_news(members, since) if since else {"cursor": now_word(), "frozen": False}
    return JsonResponse(told) if told else HttpResponse(status=204)


def _taught(request: HtmxRequest) -> list[Membership]:
    """The places in which this person teaches; Http404 for who has none."""
    members = [member for member in Membership.objects.of(request.user) if member.teaches]
    if not members:
        raise Http404
    return members


def _board(request: HtmxRequest, members: list[Membership], context: dict) -> HttpResponse:
    board = board_of(members)
    here = {"board": board, "habits": habits_of(request), "waiting_count": board.counts["waiting"]}
    return dressed(request, "moderation/queue.html", "moderation/_board.html", context | here)


@teacher_required
def case(request: HtmxRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """One text and its verdicts; for htmx, the card alone with the panel asked for open in it."""
    card = case_of(member, post_id)
    waits = card.post.status == Status.PENDING
    panel = panel_of(card, request.GET.get("panel", ""))
    context = case_context(request, card, panel, happened="" if waits else what_happened(card))
    return dressed(request, "moderation/case.html", "moderation/_case.html", context)


def board_address(member: Membership, board: str) -> str:
    """Where a verdict was given: over all my classes, or in this one."""
    return reverse("reading") if board == "reading" else reverse("moderation:queue", args=[member.space.slug])
