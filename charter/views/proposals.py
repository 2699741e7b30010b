"""What pupils propose for the charter; teachers answer in moderation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from charter.forms import ProposalForm
from charter.frame import framed
from charter.models import Charter, Proposal
from charter.refusals import CharterRefused
from classroom.access import member_required
from classroom.models import Membership
from classroom.models.spaces import Role


@member_required(roles=(Role.PUPIL,))
def proposals(request: HttpRequest, member: Membership) -> HttpResponse:
    """One's own proposals and what became of them; POST proposes an article."""
    form = ProposalForm(request.POST or None)
    if form.is_valid():
        try:
            Proposal.propose(by=member, **form.cleaned_data)
            messages.success(request, _("Your proposal is on its way: your teacher reads it first."))
            return redirect("charter:proposals", member.space.slug)
        except CharterRefused as refusal:
            form.add_error(None, str(refusal))
    current = Charter.objects.in_force(member.space)
    context = framed(member, current, form=form, proposals=Proposal.objects.made_by(member))
    return render(request, "charter/proposals.html", context, status=422 if form.is_bound else 200)
