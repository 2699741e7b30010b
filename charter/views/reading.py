"""The charter in force and the versions before it, for everybody in the class."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from charter.changes import compare
from charter.frame import framed, own_signature
from charter.models import Charter
from charter.templates import offered
from classroom.access import member_required
from classroom.models import Membership


@member_required
def charter(request: HttpRequest, member: Membership) -> HttpResponse:
    """The version in force, one article a line; without one, what to do next."""
    current = Charter.objects.in_force(member.space)
    levels = offered(member.space) if member.teaches else []
    if current is None:
        return render(request, "charter/none.html", framed(member, None, levels=levels))
    context = {"charter": current, "articles": current.articles.in_order(), "levels": levels}
    context["signature"] = own_signature(member, current) if member.is_pupil else None
    return render(request, "charter/charter.html", framed(member, current, **context))


@member_required
def versions(request: HttpRequest, member: Membership) -> HttpResponse:
    adopted = list(Charter.objects.adopted(member.space))
    return render(
        request, "charter/versions.html", framed(member, adopted[0] if adopted else None, versions=adopted)
    )


@member_required
def version(request: HttpRequest, member: Membership, number: int) -> HttpResponse:
    """One version, and what changed since the one before it."""
    current = Charter.objects.in_force(member.space)
    shown = get_object_or_404(Charter.objects.adopted(member.space), version=number)
    before = shown.before()
    comparison = compare(before, shown) if before else None
    context = {
        "charter": shown,
        "articles": shown.articles.in_order(),
        "before": before,
        "comparison": comparison,
    }
    return render(request, "charter/version.html", framed(member, current, **context))
