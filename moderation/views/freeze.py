"""The one button that stops the class."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from classroom.access import member_required
from classroom.models import Membership
from classroom.models.spaces import TEACHES, Role
from moderation import freezing
from posts.refusals import NotYours


@member_required(roles=(*TEACHES, Role.SCHOOL_ADMIN))
def freeze(request: HttpRequest, member: Membership) -> HttpResponse:
    """Says what freezing does and whether it is on; POST ``frozen`` on or off does it, and says so."""
    if request.method != "POST":
        return render(request, "moderation/freeze.html", {"space": member.space, "slug": member.space.slug})
    verb = {"on": freezing.freeze, "off": freezing.thaw}.get(request.POST.get("frozen", ""))
    if verb is None:
        raise Http404
    try:
        verb(member.space, by=member)
    except NotYours:
        raise Http404 from None
    if not (member.teaches and member.space.is_frozen):  # the board says so itself
        messages.success(request, _now(member))
    return redirect("moderation:queue" if member.teaches else "moderation:freeze", member.space.slug)


def _now(member: Membership) -> str:
    if member.space.is_frozen:
        return _("The class is frozen: nothing is accepted, nothing new shows. Drafts are kept.")
    return _("The class goes on: what was approved meanwhile shows.")
