"""The school's office: its classes of the year, and the adults of each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classroom import steps
from classroom.access import school_admin_required
from classroom.htmx import HtmxRequest
from classroom.models import ClassSpace, Membership, School, SetUp
from classroom.models.spaces import Role
from classroom.provisioning import seats, staffing
from classroom.provisioning.classes import open_class, school_year
from classroom.provisioning.forms import ClassForm, NewClassForm, SeatForm


@school_admin_required
def home(request: HtmxRequest, school: School) -> HttpResponse:
    spaces = list(ClassSpace.objects.filter(school=school).order_by("-school_year", "name"))
    living = [space for space in spaces if not space.archived_at]
    teachers, counted = staffing.teachers_of(living), steps.count(living)
    rows = [
        {
            "space": space,
            "teachers": teachers[space.pk],
            "figures": [(title, numbers.get(space.pk, 0)) for title, numbers in counted],
        }
        for space in living
    ]
    context = {
        "school": school,
        "rows": rows,
        "titles": [title for title, _numbers in counted],
        "archived": [space for space in spaces if space.archived_at],
        "unfinished": SetUp.objects.filter(user=request.user, done_at=None).exists(),
    }
    return render(request, "classroom/school/home.html", context)


@school_admin_required
def classes(request: HtmxRequest, school: School) -> HttpResponse:
    """A new class."""
    form = NewClassForm(request.POST or None, school=school, initial={"school_year": school_year()})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "classroom/school/new_class.html", {"form": form}, status=status)
    said = form.cleaned_data
    space = open_class(school, said["name"], said["level"], year=said["school_year"])
    if said["mine"]:
        seats.join(space, request.user, Role.TEACHER)
    messages.success(
        request, _("The class %(name)s is made. Bring its pupils in now.") % {"name": space.name}
    )
    return redirect("school:class", space.slug)


@school_admin_required
def school_class(request: HtmxRequest, school: School, slug: str) -> HttpResponse:
    space = get_object_or_404(ClassSpace, school=school, slug=slug)
    form = ClassForm(
        request.POST or None,
        school=school,
        space=space,
        initial={"name": space.name, "level": space.level},
    )
    if not form.is_valid():
        return _class_page(request, space, form=form, status=422 if form.is_bound else 200)
    space.name, space.level = form.cleaned_data["name"], form.cleaned_data["level"]
    space.save(update_fields=["name", "level"])
    messages.success(request, _("The class is now called %(name)s.") % {"name": space.name})
    return redirect("school:class", slug)


def _class_page(
    request: HtmxRequest,
    space: ClassSpace,
    *,
    form: ClassForm | None = None,
    seat_form: SeatForm | None = None,
    status: int = 200,
) -> HttpResponse:
    adults = Membership.objects.filter(space=space, left_at=None).exclude(role=Role.PUPIL)
    context = {
        "space": space,
        "form": form
        or ClassForm(school=space.school, space=space, initial={"name": space.name, "level": space.level}),
        "seat_form": seat_form or SeatForm(space=space),
        "adults": adults.select_related("user").order_by("role", "display_name"),
    }
    return render(request, "classroom/school/class.html", context, status=status)


@require_POST
@school_admin_required
def class_archive(request: HtmxRequest, school: School, slug: str) -> HttpResponse:
    """Puts a class away, or takes it out again."""
    space = get_object_or_404(ClassSpace, school=school, slug=slug)
    if request.POST.get("archive") == "no":
        seats.reopen(space)
        messages.success(request, _("The class %(name)s is open again.") % {"name": space.name})
    else:
        seats.archive(space)
        said = _("The class %(name)s is put away: nobody enters any more, and everything is kept.")
        messages.success(request, said % {"name": space.name})
    return redirect("school:home")


@require_POST
@school_admin_required
def class_staff(request: HtmxRequest, school: School, slug: str) -> HttpResponse:
    """An adult of the school takes a place in the class."""
    space = get_object_or_404(ClassSpace, school=school, slug=slug)
    form = SeatForm(request.POST, space=space)
    if not form.is_valid():
        return _class_page(request, space, seat_form=form, status=422)
    said = form.cleaned_data
    try:
        seat = staffing.place(said["user"], space, said["role"], ends_on=said["ends_on"])
    except staffing.Refused as refusal:
        form.add_error(None, str(refusal))
        return _class_page(request, space, seat_form=form, status=422)
    messages.success(request, _("%(name)s has a place in this class now.") % {"name": seat.name})
    return redirect("school:class", slug)


@require_POST
@school_admin_required
def class_departure(request: HtmxRequest, school: School, slug: str, member_id: UUID) -> HttpResponse:
    adults = Membership.objects.filter(space__school=school, space__slug=slug, left_at=None)
    seat = get_object_or_404(adults.exclude(role=Role.PUPIL).select_related("user"), pk=member_id)
    try:
        staffing.leave_class(seat)
    except staffing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is out of this class, from now on.") % {"name": seat.name})
    return redirect("school:class", slug)
