"""The doors that open once: the set-up of an empty house, its guided first steps, an adult's invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from classroom import second_factor, steps
from classroom.access import school_admin_required
from classroom.models import Invitation, School, SetUp, User
from classroom.provisioning import creation, first_steps, set_up
from classroom.provisioning.arrival import arrive
from classroom.provisioning.forms import FirstAdminForm, FirstClassForm, PasswordForm, PastedForm, SchoolForm
from classroom.provisioning.plan import plan
from classroom.provisioning.scope import scope_of_school


@login_not_required
@sensitive_post_parameters("password", "again")
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    """The school, then the account that administers it; what follows happens signed in."""
    begun = set_up.of_token(token)
    if begun is None or (begun.user_id and request.user.is_authenticated and request.user != begun.user):
        raise Http404
    if begun.user_id:
        inside = reverse("school:first_steps")
        known = request.user.is_authenticated
        return redirect(inside if known else f"{reverse('account_login')}?next={inside}")
    if begun.school is None or request.GET.get("step") == "school":
        return _school(request, begun, token)
    return _account(request, begun, token)


def _school(request: HttpRequest, begun: SetUp, token: str) -> HttpResponse:
    form = SchoolForm(request.POST or None, instance=begun.school)
    if form.is_valid():
        set_up.school_of(begun, form.save())
        return redirect("set_up", token)
    context = {"form": form, "number": 1, "token": token}
    return render(request, "classroom/set_up/school.html", context, status=422 if form.is_bound else 200)


def _account(request: HttpRequest, begun: SetUp, token: str) -> HttpResponse:
    form = FirstAdminForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "number": 2, "school": begun.school, "token": token}
        return render(request, "classroom/set_up/account.html", context, status=422 if form.is_bound else 200)
    try:
        arrive(request, set_up.take_the_house(begun, form.cleaned_data))
    except LookupError as too_late:
        raise Http404 from too_late
    messages.success(request, _("Your account is made. What follows is saved step by step."))
    return redirect("school:first_steps")


@school_admin_required
def guided(request: HttpRequest, school: School) -> HttpResponse:
    """The steps of the first run that are left, one open at a time; each is saved on its own."""
    begun = set_up.under_way(request.user)
    if begun is None:
        raise Http404
    if request.method == "POST":
        return _first_class(request, begun) if begun.space is None else _pasted(request, begun)
    return _steps_page(request, begun)


def _first_class(request: HttpRequest, begun: SetUp) -> HttpResponse:
    form = FirstClassForm(request.POST, school=begun.school)
    if not form.is_valid():
        return _steps_page(request, begun, form=form, status=422)
    said = form.cleaned_data
    set_up.open_first_class(begun, said["name"], said["level"], said["shown"])
    return redirect("school:first_steps")


def _pasted(request: HttpRequest, begun: SetUp) -> HttpResponse:
    """First names, one a line: no preview here, since the class is empty and nothing can be lost."""
    form = PastedForm(request.POST)
    if first_steps.has_pupils(begun.space, request.user) or not form.is_valid():
        return _steps_page(request, begun, form=form, status=422)
    written = creation.apply(plan(scope_of_school(begun.school, begun.space), form.roster))
    n = written.created
    said = ngettext("%(n)s pupil is in the class.", "%(n)s pupils are in the class.", n)
    messages.success(request, said % {"n": n})
    return redirect("school:first_steps")


def _steps_page(request: HttpRequest, begun: SetUp, *, form=None, status: int = 200) -> HttpResponse:
    standings = steps.standings(begun.space, request.user) if begun.space else []
    empty = bool(begun.space) and not first_steps.has_pupils(begun.space, request.user)
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
def guided_end(request: HttpRequest, school: School) -> HttpResponse:
    """The first run is over: its link opens nothing any more, and its page is gone."""
    begun = set_up.under_way(request.user)
    if begun is None:
        raise Http404
    set_up.finish(begun)
    messages.success(request, _("The set-up is over. Here is your school."))
    return redirect("school:home")


@login_not_required
@sensitive_post_parameters("password", "again")
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """An adult chooses a password by their link, once; the second proof follows."""
    invitation = Invitation.objects.of_token(token)
    if invitation is None:
        return render(request, "classroom/set_up/link_gone.html", status=404)
    form = PasswordForm(request.POST or None, user=invitation.user)
    if not form.is_valid():
        context = {"form": form, "invitation": invitation}
        return render(request, "classroom/set_up/invited.html", context, status=422 if form.is_bound else 200)
    if not invitation.accept(form.cleaned_data["password"]):
        return render(request, "classroom/set_up/link_gone.html", status=404)
    return _come_in(request, User.objects.get(pk=invitation.user_id))


def _come_in(request: HttpRequest, user: User) -> HttpResponse:
    """A link opens an account that has no second proof yet; the others go by their door, proof in hand."""
    if second_factor.holds(user):
        messages.success(request, _("Your password is changed. Sign in with it."))
        return redirect("account_login")
    arrive(request, user)
    messages.success(request, _("Welcome, %(name)s") % {"name": user.get_full_name()})
    return redirect("home")
