"""An adult's link: it opens once, for a week, and gives its account a password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from classroom import second_factor
from classroom.models import Invitation, User
from classroom.provisioning.arrival import arrive
from classroom.provisioning.forms_set_up import PasswordForm


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
