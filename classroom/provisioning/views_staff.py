"""The adults of the school: asked in by hand or from `teachers.csv`."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from classroom.access import school_admin_required
from classroom.htmx import HtmxRequest
from classroom.letters import sends_mail
from classroom.models import Membership, School, User
from classroom.models.spaces import Role
from classroom.provisioning import staff_file, staffing
from classroom.provisioning.forms import AdultForm
from classroom.provisioning.once import first_time, fresh_key
from classroom.provisioning.readers import RosterRefused, read_teachers


@school_admin_required
def staff(request: HtmxRequest, school: School) -> HttpResponse:
    """Who works here, and a form to add somebody: its answer shows the invitation's link, once."""
    form = AdultForm(request.POST or None, school=school)
    if not form.is_valid():
        return _staff_page(request, school, form, status=422 if form.is_bound else 200)
    if not first_time(request):
        return redirect("school:staff")
    try:
        user = _ask_in(school, form.cleaned_data)
    except staffing.Refused as refusal:
        form.add_error(None, str(refusal))
        return _staff_page(request, school, form, status=422)
    return show_links(request, [user])


@transaction.atomic
def _ask_in(school: School, said: dict) -> User:
    names = said["first_name"], said["last_name"]
    user = staffing.add_adult(school, *names, said["email"], shown=said["shown"])
    for space in said["classes"]:
        staffing.place(user, space, Role.TEACHER)
    return user


def _staff_page(request: HtmxRequest, school: School, form: AdultForm, *, status: int) -> HttpResponse:
    people = staffing.staff_of(school).order_by("-is_active", "last_name", "first_name")
    seats = Membership.objects.active().filter(user__in=people).exclude(role=Role.SCHOOL_ADMIN)
    places: dict[UUID, list[str]] = {}
    for seat in seats.select_related("space").order_by("space__name"):
        places.setdefault(seat.user_id, []).append(seat.space.name)
    context = {
        "form": form,
        "once": fresh_key(),
        "people": [(person, places.get(person.pk, [])) for person in people],
    }
    return render(request, "classroom/school/staff.html", context, status=status)


def show_links(request: HtmxRequest, users: Iterable[User]) -> HttpResponse:
    """The page where new links are copied: they are shown here and nowhere else."""
    link = request.build_absolute_uri(reverse("school:invitation", args=["TOKEN"]))
    links = [(user, staffing.invite(user, by=request.user, link=link)) for user in users]
    context = {"links": links, "sent": sends_mail()}
    return render(request, "classroom/school/links.html", context)


@school_admin_required
def staff_import(request: HtmxRequest, school: School) -> HttpResponse:
    """A file, then what it would change, then the change: nothing is written before the second POST."""
    page, context = "classroom/school/staff_import.html", {}
    if request.method != "POST":
        return render(request, page)
    try:
        roster, kept = _roster(request)
    except RosterRefused as refusal:
        return render(request, page, {"refusal": str(refusal)}, status=422)
    plan = staff_file.plan(school, roster)
    if "confirm" not in request.POST:
        context = {"plan": plan, "kept": kept, "once": fresh_key()}
        return render(request, page, context)
    if not first_time(request) or not plan.changes:
        messages.info(request, _("This file was taken already. Nothing was changed."))
        return redirect("school:staff")
    newcomers = staff_file.carry_out(school, plan)
    messages.success(request, _("The file is taken: its teachers have their place in their classes."))
    return show_links(request, newcomers) if newcomers else redirect("school:staff")


def _roster(request: HtmxRequest):
    """What was sent, and the same rows reduced to what the next page sends back. Raises RosterRefused."""
    if "rows" in request.POST:
        data = request.POST["rows"].encode()
        return read_teachers("teachers.csv", data), request.POST["rows"]
    sent = request.FILES.get("file")
    if sent is None:
        raise RosterRefused(_("Choose a file first. Nothing was changed."))
    roster = read_teachers(sent.name or "", sent.read())
    return roster, staff_file.as_csv(roster)
