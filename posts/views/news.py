"""What a page that stays open asks by itself. It tells of nobody's presence (classroom.idle)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from classroom.access import member_required
from classroom.models import Membership
from posts.cards import cards_about
from posts.news import MOST, cursor_of, news_of


@member_required
def news(request: HttpRequest, member: Membership) -> HttpResponse:
    """Ids of what is new since a cursor; 204 when nothing is. Without a cursor: one to begin with."""
    since = request.GET.get("since", "")
    if not since:
        return JsonResponse({"cursor": cursor_of(member), "frozen": member.space.is_frozen})
    told = news_of(member, since)
    return JsonResponse(told) if told else HttpResponse(status=204)


@member_required
def cards(request: HttpRequest, member: Membership) -> HttpResponse:
    """The cards of these posts, in the order of the timeline; one that does not show for the member is left out."""
    place = request.GET.get("place", "timeline")
    try:
        asked = [UUID(word) for word in request.GET.getlist("post")[:MOST]]
    except ValueError:
        raise Http404 from None
    if place not in ("timeline", "thread"):
        raise Http404
    return render(request, "posts/cards.html", {"cards": cards_about(member, asked, place=place)})
