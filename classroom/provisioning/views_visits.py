"""Who of the school's office came to look at a class, for its teachers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from classroom.access import member_required
from classroom.models import Membership, Visit
from classroom.provisioning.views_settings import DECIDE

VISITS_A_PAGE = 50
PAGES = {
    "posts:timeline": _("the timeline"),
    "posts:post": _("a message and its replies"),
    "posts:tag": _("the messages of a tag"),
    "posts:mine": _("“My texts”"),
    "charter:charter": _("the charter"),
    "charter:register": _("the register of signatures"),
    "members:list": _("the list of pupils"),
    "members:import": _("the import of pupils"),
    "members:cards": _("the cards"),
    "members:settings": _("the settings"),
    "members:visits": _("this page"),
}


@member_required(roles=DECIDE)
def visits(request: HttpRequest, member: Membership) -> HttpResponse:
    """When whoever administers the school read this class; the last visit first."""
    seen = Visit.objects.filter(space=member.space).select_related("member")
    try:
        seen = seen.filter(pk__lt=UUID(request.GET["before"])) if "before" in request.GET else seen
    except ValueError:
        seen = seen.none()
    page = list(seen.order_by("-pk")[: VISITS_A_PAGE + 1])
    rows = [(visit, PAGES.get(visit.page, _("another page"))) for visit in page[:VISITS_A_PAGE]]
    older = rows[-1][0].pk if len(page) > VISITS_A_PAGE else None
    context = {"rows": rows, "older": older, "space": member.space}
    return render(request, "classroom/settings/visits.html", context)
