"""Signing on screen: read, answer if the teacher asked for it, write one's first name."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from charter.changes import compare
from charter.frame import framed, own_signature
from charter.models import Charter, Signature
from charter.questions import questions_of
from charter.refusals import NotInForce, NotYourName
from classroom.access import member_required
from classroom.models import Membership
from classroom.models.spaces import Role
from classroom.way_back import way_back


@member_required(roles=(Role.PUPIL,))
def signature(request: HttpRequest, member: Membership) -> HttpResponse:
    """The charter with its signature line; POST signs the version that was read, once."""
    current = Charter.objects.in_force(member.space)
    if current is None or own_signature(member, current):
        return redirect("charter:charter", member.space.slug)
    if request.method != "POST":
        return _page(request, member, current, back=_came_from(request, member))
    if request.POST.get("charter") != current.pk.hex:
        return _newer(request, member)
    return _sign(request, member, current)


def _sign(request: HttpRequest, member: Membership, current: Charter) -> HttpResponse:
    back = request.POST.get("next", "")
    if any(not question.is_right for question in _questions(request, current)):
        return _page(request, member, current, back=back, error=_("Look again at the questions, then sign."))
    try:
        current.sign(by=member, name=request.POST.get("name", ""))
    except NotYourName as refusal:
        return _page(request, member, current, back=back, wrong_name=str(refusal))
    except NotInForce:
        return _newer(request, member)
    messages.success(request, _("Your charter is signed. You can have your texts read."))
    return redirect(way_back(request, back, reverse("posts:timeline", args=[member.space.slug])))


def _newer(request: HttpRequest, member: Membership) -> HttpResponse:
    messages.warning(request, str(NotInForce()))
    return redirect("charter:signature", member.space.slug)


def _page(
    request: HttpRequest, member: Membership, current: Charter, *, back: str, **said: str
) -> HttpResponse:
    questions = _questions(request, current)
    since = _signed_before(member)
    comparison = compare(since, current) if since else None
    articles = comparison.marked() if comparison else current.articles.in_order()
    context: dict[str, Any] = {"charter": current, "articles": articles, "questions": questions}
    context |= {"since": since, "comparison": comparison}
    context |= {"next": back, "name": request.POST.get("name", "")} | said
    status = 422 if said else 200
    return render(request, "charter/signature.html", framed(member, current, **context), status=status)


def _signed_before(member: Membership) -> Charter | None:
    """The last version that the member signed."""
    signed = Signature.objects.of_pupils().filter(member=member).select_related("charter")
    last = signed.order_by("-charter__version").first()
    return last.charter if last else None


def _questions(request: HttpRequest, current: Charter) -> list:
    if not current.space.asks_questions:
        return []
    return questions_of(current.articles.in_order(), request.POST)


def _came_from(request: HttpRequest, member: Membership) -> str:
    """The page of ours that led here, to go back to it; the timeline otherwise."""
    parts = urlsplit(way_back(request, request.GET.get("next", "") or request.headers.get("Referer", ""), ""))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "" if path.startswith(reverse("charter:charter", args=[member.space.slug])) else path
