"""The pupils of a class, for its teachers and the school: the roll, and one pupil's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from classroom.htmx import HtmxRequest
from classroom.models import Membership

from . import enrolment
from .creation import apply
from .forms_members import NewPupilForm, PlaceForm, RenameForm
from .matching import Status
from .plan import plan
from .pseudonyms import NotOffered, free_pseudonyms
from .roll import pupils_of, roll_of
from .scope import scope_of
from .sentences import told
from .views_import import members_screen, of_class, previewed


@members_screen
def members(request: HtmxRequest, member: Membership) -> HttpResponse:
    """GET: the roll. POST: one pupil more, by hand."""
    form = NewPupilForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = _add(request, member, form)
        if added:
            return added
    status = 422 if form.errors else 200
    context = {"member": member, "roll": roll_of(member.space), "form": form}
    return render(request, "classroom/members/list.html", context, status=status)


def _add(request: HtmxRequest, member: Membership, form: NewPupilForm) -> HttpResponse | None:
    """A list of one row: whoever bears this name in the school is shown first, as for any list."""
    door = of_class(member)
    one = plan(door.scope, form.roster())
    status, row = one.lines[0].status, one.lines[0].row
    if form.cleaned_data["another"]:
        enrolment.add(member.space, row.first_name, row.surname, row.level)
        messages.success(request, _("%(name)s is in the class.") % {"name": row.first_name})
    elif status == Status.KNOWN:
        form.already_here()
        return None
    elif status == Status.NEW:
        messages.success(request, told(apply(one)))
    else:
        return previewed(request, door, one)
    return redirect(door.after)


def _pupil(member: Membership, member_id: object) -> Membership:
    """A pupil of this very class, who may have left it; Http404 for anybody else."""
    return get_object_or_404(pupils_of(member.space), pk=member_id)


def _page(
    request: HtmxRequest, member: Membership, place: Membership, form: RenameForm, *, status: int = 200
) -> HttpResponse:
    scope = scope_of(member)
    elsewhere = [space for space in scope.reachable if space.pk != member.space_id]
    context = {
        "member": member,
        "pupil": place,
        "form": form,
        "place_form": PlaceForm(elsewhere) if elsewhere else None,
        "pseudonyms": free_pseudonyms(member.space),
    }
    return render(request, "classroom/members/pupil.html", context, status=status)


@require_safe
@members_screen
def pupil(request: HtmxRequest, member: Membership, member_id: object) -> HttpResponse:
    place = _pupil(member, member_id)
    return _page(request, member, place, RenameForm.of(place))


@require_POST
@members_screen
def name(request: HtmxRequest, member: Membership, member_id: object) -> HttpResponse:
    place = _pupil(member, member_id)
    form = RenameForm.of(place, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            enrolment.rename(
                place,
                first_name=said["first_name"],
                surname=said["surname"],
                shown=said["shown"],
                grade=said["level"],
            )
        except enrolment.NameTaken as refusal:
            form.add_error("shown", str(refusal))
        else:
            messages.success(request, _("The class now sees “%(name)s”.") % {"name": place.name})
            return redirect("members:list", member.space.slug)
    return _page(request, member, place, form, status=422)


@require_POST
@members_screen
def pseudonym(request: HtmxRequest, member: Membership, member_id: object) -> HttpResponse:
    """One of the names offered, or none: the class name again."""
    place = _pupil(member, member_id)
    try:
        enrolment.take_pseudonym(place, request.POST.get("pseudonym", ""))
    except (NotOffered, enrolment.NameTaken) as refusal:
        messages.error(request, str(refusal))
        return redirect("members:pupil", member.space.slug, place.pk)
    messages.success(request, _("The class now sees “%(name)s”.") % {"name": place.name})
    return redirect("members:list", member.space.slug)


@require_POST
@members_screen
def place(request: HtmxRequest, member: Membership, member_id: object) -> HttpResponse:
    """To another class within reach. Their texts stay here."""
    pupil = _pupil(member, member_id)
    elsewhere = [space for space in scope_of(member).reachable if space.pk != member.space_id]
    form = PlaceForm(elsewhere, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a class that you may move pupils to. Nothing was changed."))
        return redirect("members:pupil", member.space.slug, pupil.pk)
    moved = enrolment.move(pupil, form.chosen())
    told = _("%(name)s is now in %(class)s. The texts written here stay here.")
    messages.success(request, told % {"name": moved.name, "class": moved.space.name})
    return redirect("members:list", member.space.slug)


@require_POST
@members_screen
def departure(request: HtmxRequest, member: Membership, member_id: object) -> HttpResponse:
    """Leaving, or coming back."""
    place = _pupil(member, member_id)
    if request.POST.get("departure") == "back":
        back = enrolment.take_place(place.user, member.space)
        messages.success(request, _("%(name)s is back in the class.") % {"name": back.name})
    else:
        enrolment.depart(place)
        messages.success(
            request, _("%(name)s has left the class. Their texts stay here.") % {"name": place.name}
        )
    return redirect("members:list", member.space.slug)
