"""The settings of a class, for its teachers and whoever administers its school."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from classroom.access import member_required
from classroom.models import Membership
from classroom.models.spaces import TEACHES, Role
from classroom.provisioning.forms_settings import SettingsForm

DECIDE = (*TEACHES, Role.SCHOOL_ADMIN)


@member_required(roles=DECIDE)
def settings(request: HttpRequest, member: Membership) -> HttpResponse:
    form = SettingsForm(request.POST or None, by=member)
    if form.is_valid():
        form.save()
        messages.success(request, _("The settings of the class are kept."))
        return redirect("members:settings", member.space.slug)
    if form.is_bound:
        member.space.refresh_from_db()  # the frame shows the name that the class still has
    context = {"form": form, "space": member.space}
    return render(request, "classroom/settings/settings.html", context, status=422 if form.is_bound else 200)
