"""The first run goes on, signed in: the steps that are left, one open at a time, each saved on its own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from classroom import second_factor, steps
from classroom.access import load_member, school_admin_required
from classroom.htmx import HtmxRequest
from classroom.models import ClassSpace, School, SetUp
from classroom.provisioning import creation, first_steps, set_up
from classroom.provisioning.forms_set_up import FirstClassForm, PastedForm
from classroom.provisioning.plan import plan
from classroom.provisioning.views_import import of_class, previewed


@school_admin_required
def guided(request: HtmxRequest, school: School) -> HttpResponse:
    """The steps of the first run that are left, one open at a time; each is saved on its own."""
    begun = set_up.under_way(request.user)
    if begun is None:
        raise Http404
    if request.method == "POST":
        return _first_class(request, begun) if begun.space is None else _pasted(request, begun, begun.space)
    return _steps_page(request, begun)


def _first_class(request: HtmxRequest, begun: SetUp) -> HttpResponse:
    form = FirstClassForm(request.POST, school=begun.school)
    if not form.is_valid():
        return _steps_page(request, begun, form=form, status=422)
    said = form.cleaned_data
    set_up.open_first_class(begun, said["name"], said["level"], said["shown"], by=request.user)
    return redirect("school:first_steps")


def _pasted(request: HtmxRequest, begun: SetUp, space: ClassSpace) -> HttpResponse:
    """First names, one a line. The class is empty: a preview only where two bear one name."""
    form = PastedForm(request.POST)
    if first_steps.has_pupils(space, request.user) or not form.is_valid():
        return _steps_page(request, begun, form=form, status=422)
    door = of_class(load_member(request, space.slug))
    try:
        written = creation.apply(plan(door.scope, form.roster))
    except creation.Undecided as undecided:  # two of one name: the preview asks who is who
        return previewed(request, door, undecided.plan, notice="undecided", status=422)
    n = written.created
    said = ngettext("%(n)s pupil is in the class.", "%(n)s pupils are in the class.", n)
    messages.success(request, said % {"n": n})
    return redirect("school:first_steps")


def _steps_page(request: HtmxRequest, begun: SetUp, *, form=None, status: int = 200) -> HttpResponse:
    standings = steps.standings(begun.space, request.user) if begun.space else []
    empty = begun.space is not None and not first_steps.has_pupils(begun.space, request.user)
    if form is None and begun.space is None:
        form = FirstClassForm(school=begun.school, initial={"shown": request.user.get_full_name()})
    context = {
        "begun": begun,
        "standings": standings,
        "next": next((each for each in standings if not each.is_done), None),
        "empty": empty,
        "form": form or PastedForm(),
        "has_factor": second_factor.holds(request.user),
    }
    return render(request, "classroom/set_up/steps.html", context, status=status)


@require_POST
@school_admin_required
def guided_end(request: HtmxRequest, school: School) -> HttpResponse:
    """The first run is over: its link opens nothing any more, and its page is gone."""
    begun = set_up.under_way(request.user)
    if begun is None:
        raise Http404
    set_up.finish(begun)
    said = _("The set-up is over. Here is your school.")
    if begun.space is None:
        said = _("The set-up is over. Create your classes now, and ask their teachers in.")
    messages.success(request, said)
    return redirect("school:home")
