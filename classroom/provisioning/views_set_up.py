"""The link of an empty house: the school, then the account that administers it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from classroom.models import SetUp
from classroom.provisioning import set_up
from classroom.provisioning.arrival import arrive
from classroom.provisioning.forms_set_up import FirstAdminForm, SchoolForm


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
