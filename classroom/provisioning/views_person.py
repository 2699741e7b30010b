"""One adult of the school: helped with a lost way in, named, let go."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classroom import second_factor
from classroom.access import school_admin_required
from classroom.htmx import HtmxRequest
from classroom.models import Membership, School, User
from classroom.provisioning import seats, staffing
from classroom.provisioning.forms import ShownNameForm
from classroom.provisioning.once import first_time, fresh_key
from classroom.provisioning.views_staff import show_links


def _adult(school: School, user_id: UUID) -> User:
    return get_object_or_404(staffing.staff_of(school), pk=user_id)


@school_admin_required
def person(request: HtmxRequest, school: School, user_id: UUID) -> HttpResponse:
    return _person_page(request, _adult(school, user_id))


def _person_page(request: HtmxRequest, adult: User, form: ShownNameForm | None = None) -> HttpResponse:
    places = Membership.objects.active().filter(user=adult).select_related("space").order_by("space__name")
    context = {
        "adult": adult,
        "seats": places,
        "waits": adult.invitations.open().first(),
        "came": adult.has_usable_password(),
        "has_factor": second_factor.holds(adult),
        "once": fresh_key(),
        "name_form": form or ShownNameForm(initial={"shown": seats.usual_name(adult)}),
    }
    return render(request, "classroom/school/person.html", context, status=422 if form else 200)


@require_POST
@school_admin_required
def person_name(request: HtmxRequest, school: School, user_id: UUID) -> HttpResponse:
    """What pupils read of this adult, in each of their classes and in those to come."""
    adult = _adult(school, user_id)
    form = ShownNameForm(request.POST)
    if not form.is_valid():
        return _person_page(request, adult, form)
    seats.show_as(adult, form.cleaned_data["shown"])
    messages.success(request, _("The pupils read “%(name)s” from now on.") % {"name": adult.shown_name})
    return redirect("school:person", user_id)


@require_POST
@school_admin_required
def invitation(request: HtmxRequest, school: School, user_id: UUID) -> HttpResponse:
    """A new link for a colleague who lost theirs, or their password; the former one opens nothing any more."""
    adult = _adult(school, user_id)
    if not adult.is_active or adult.pk == request.user.pk:
        raise Http404
    if not first_time(request):
        return redirect("school:person", user_id)
    return show_links(request, [adult])


@require_POST
@school_admin_required
def person_second_factor(request: HtmxRequest, school: School, user_id: UUID) -> HttpResponse:
    adult = _adult(school, user_id)
    try:
        second_factor.reset(adult, by=request.user)
    except LookupError as own:
        raise Http404 from own
    messages.success(
        request,
        _("%(name)s sets up a new second proof at the next sign-in.") % {"name": adult.get_full_name()},
    )
    return redirect("school:person", user_id)


@require_POST
@school_admin_required
def administration(request: HtmxRequest, school: School, user_id: UUID) -> HttpResponse:
    """Names somebody to administer the school, or takes that back."""
    adult = _adult(school, user_id)
    try:
        if request.POST.get("administers") == "yes":
            staffing.name_admin(adult)
            said = _("%(name)s administers the school with you now.")
        else:
            staffing.release_admin(adult, by=request.user)
            said = _("%(name)s does not administer the school any more.")
    except staffing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said % {"name": adult.get_full_name()})
    return redirect("school:person", user_id)


@require_POST
@school_admin_required
def person_departure(request: HtmxRequest, school: School, user_id: UUID) -> HttpResponse:
    adult = _adult(school, user_id)
    try:
        if request.POST.get("leaves") == "no":
            staffing.come_back(adult)
            said = _("The account of %(name)s is open again. Give them their classes.")
        else:
            staffing.leave_school(adult, by=request.user)
            said = _("%(name)s has left: the account is closed, its sessions are over.")
    except staffing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said % {"name": adult.get_full_name()})
    return redirect("school:person", user_id)


@require_POST
def own_name(request: HtmxRequest) -> HttpResponse:
    """An adult says what pupils read of them."""
    if request.user.is_pupil:
        raise Http404
    form = ShownNameForm(request.POST)
    if form.is_valid():
        seats.show_as(request.user, form.cleaned_data["shown"])
        said = _("The pupils read “%(name)s” from now on.")
        messages.success(request, said % {"name": request.user.shown_name})
    else:
        messages.error(request, str(form.errors["shown"][0]))
    return redirect("mfa_index")
