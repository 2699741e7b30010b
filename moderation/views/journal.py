"""The journal of a class, for its teachers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from classroom.access import teacher_required
from classroom.models import Membership
from moderation.journal import journal_page


@teacher_required
def journal(request: HttpRequest, member: Membership) -> HttpResponse:
    """Newest first; ``before`` is the number of the last move of the page before."""
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) <= 18):
        raise Http404
    lines, older = journal_page(member, int(before) if before else None)
    context = {"lines": lines, "older": older, "space": member.space, "slug": member.space.slug}
    return render(request, "moderation/journal.html", context)
