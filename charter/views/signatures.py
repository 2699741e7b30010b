"""The register of signatures, and those that were made on paper."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from charter.frame import framed
from charter.models import Charter, Signature
from charter.refusals import CharterRefused
from charter.register import Register, as_csv, register_of
from classroom.access import member_required, teacher_required
from classroom.models import Membership
from classroom.models.spaces import TEACHES, Role


def asked_version(request: HttpRequest, member: Membership) -> Charter | None:
    """The version that ``?version=`` names, else the one in force; None while there is none."""
    number = request.GET.get("version", "")
    if not number:
        return Charter.objects.in_force(member.space)
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    return get_object_or_404(Charter.objects.adopted(member.space), version=wanted)


@member_required(roles=(*TEACHES, Role.SCHOOL_ADMIN))
def register(request: HttpRequest, member: Membership) -> HttpResponse:
    charter = asked_version(request, member)
    if charter is None:
        return redirect("charter:charter", member.space.slug)
    versions = list(Charter.objects.adopted(member.space))
    context = {"register": register_of(charter), "versions": versions, "today": timezone.localdate()}
    return render(request, "charter/register.html", framed(member, versions[0], **context))


@teacher_required
def export(request: HttpRequest, member: Membership) -> HttpResponse:
    """The register as a file for a spreadsheet."""
    charter = asked_version(request, member)
    if charter is None:
        return redirect("charter:charter", member.space.slug)
    answer = HttpResponse(as_csv(register_of(charter)), content_type="text/csv; charset=utf-8")
    name = f"{_('register')}-{member.space.slug}-v{charter.version}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class PaperForm(forms.Form):
    """Who signed on paper, and the day that the paper says."""

    on = forms.DateField(
        label=gettext_lazy("The day on the paper"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
    )
    head = forms.BooleanField(required=False)

    def __init__(self, register: Register, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        self.sent = data or QueryDict()
        self.pupils = {row.member.pk.hex: row.member for row in register.rows}
        for party in ("member", "guardian"):
            self.fields[party] = forms.MultipleChoiceField(
                required=False, choices=[(pk, pk) for pk in self.pupils]
            )

    def clean_on(self) -> object:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Write the day that the paper says."))
        return self.cleaned_data["on"]

    def ticked(self) -> dict[str, list[str]]:
        """What came back ticked, for a form that is shown again."""
        parties = ("member", "guardian", "head")
        return {party: self.sent.getlist(party) for party in parties}

    def signed(self, by: Membership) -> list[tuple[str, Membership]]:
        ticked = [
            (party, self.pupils[pk]) for party in ("member", "guardian") for pk in self.cleaned_data[party]
        ]
        return ticked + ([("head", by)] if self.cleaned_data["head"] else [])


@teacher_required
def paper(request: HttpRequest, member: Membership) -> HttpResponse:
    """Paper signatures of the version in force, all on one screen."""
    charter = Charter.objects.in_force(member.space)
    if charter is None:
        return redirect("charter:charter", member.space.slug)
    found = register_of(charter)
    form = PaperForm(found, request.POST or None)
    if form.is_valid():
        return _record(request, member, charter, form)
    status = 422 if form.is_bound else 200
    context = framed(member, charter, register=found, form=form, charter=charter)
    return render(request, "charter/paper.html", context, status=status)


def _record(request: HttpRequest, member: Membership, charter: Charter, form: PaperForm) -> HttpResponse:
    on = form.cleaned_data["on"]
    try:
        count = Signature.objects.record(charter, by=member, signed=form.signed(member), on=on)
        said = ngettext("%(n)s signature is entered.", "%(n)s signatures are entered.", count) % {"n": count}
        messages.success(request, said)
    except CharterRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("charter:paper", member.space.slug)


@require_POST
@teacher_required
def paper_removal(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Takes back a paper signature entered by mistake today."""
    entered = Signature.objects.in_space(member.space).filter(how=Signature.How.PAPER)
    signature = get_object_or_404(entered, pk=pk)
    try:
        signature.take_back(by=member)
        messages.success(request, _("The signature is taken back."))
    except CharterRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("charter:paper", member.space.slug)
