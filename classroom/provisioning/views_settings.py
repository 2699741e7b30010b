"""What a class decides of itself, inside what its school allows; and who of the school came to look."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from classroom.access import member_required
from classroom.models import ClassSpace, Membership, Visit
from classroom.models.spaces import TEACHES, Role
from classroom.provisioning.classes import class_key
from classroom.provisioning.forms import NameField

DECIDE = (*TEACHES, Role.SCHOOL_ADMIN)
VISITS_A_PAGE = 50
PAGES = {
    "posts:timeline": _("the timeline"),
    "posts:post": _("a message and its replies"),
    "posts:tag": _("the messages of a tag"),
    "posts:mine": _("“My texts”"),
    "charter:charter": _("the charter"),
    "charter:register": _("the register of signatures"),
    "members:list": _("the list of pupils"),
    "members:import": _("the import of pupils"),
    "members:cards": _("the cards"),
    "members:settings": _("the settings"),
    "members:visits": _("this page"),
}


class SettingsForm(forms.ModelForm):
    name = NameField(label=_("Name of the class"), max_length=60)
    max_length = forms.IntegerField(
        label=_("Length of a message, in characters"),
        min_value=10,
        max_value=500,
        help_text=_("From 10 to 500. A short message is thought over."),
    )
    undo_seconds = forms.IntegerField(
        label=_("Seconds to undo a decision"), min_value=5, max_value=30, help_text=_("From 5 to 30.")
    )

    class Meta:
        model = ClassSpace
        fields = [
            "name",
            "max_length",
            "opens_at",
            "closes_at",
            "weekends",
            "always_open",
            "undo_seconds",
            "asks_questions",
        ]
        labels = {
            "opens_at": _("Opens at"),
            "closes_at": _("Closes at"),
            "weekends": _("Open at weekends too"),
            "always_open": _("Always open, at night too (the school decides)"),
            "asks_questions": _("Ask questions before the charter is signed"),
        }
        widgets = {
            name: forms.TimeInput({"type": "time"}, format="%H:%M") for name in ("opens_at", "closes_at")
        }

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, instance=by.space, **kwargs)
        if not by.user.administers:
            del self.fields["always_open"]

    def clean_name(self) -> str:
        name, space = self.cleaned_data["name"], self.instance
        others = ClassSpace.objects.filter(school=space.school_id, school_year=space.school_year)
        taken = others.exclude(pk=space.pk).values_list("name", flat=True)
        if class_key(name) in {class_key(other) for other in taken}:
            raise forms.ValidationError(
                _("Your school has a class of this name this year. Choose another name.")
            )
        return name

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        opens, closes = said.get("opens_at"), said.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("The class must close after it opens. Choose a later hour."))
        return said


@member_required(roles=DECIDE)
def settings(request: HttpRequest, member: Membership) -> HttpResponse:
    form = SettingsForm(request.POST or None, by=member)
    if form.is_valid():
        form.save()
        messages.success(request, _t("The settings of the class are kept."))
        return redirect("members:settings", member.space.slug)
    if form.is_bound:
        member.space.refresh_from_db()  # the frame shows the name that the class still has
    context = {"form": form, "space": member.space}
    return render(request, "classroom/settings/settings.html", context, status=422 if form.is_bound else 200)


@member_required(roles=DECIDE)
def visits(request: HttpRequest, member: Membership) -> HttpResponse:
    """When whoever administers the school read this class; the last visit first."""
    seen = Visit.objects.filter(space=member.space).select_related("member")
    try:
        seen = seen.filter(pk__lt=UUID(request.GET["before"])) if "before" in request.GET else seen
    except ValueError:
        seen = seen.none()
    page = list(seen.order_by("-pk")[: VISITS_A_PAGE + 1])
    rows = [(visit, PAGES.get(visit.page, _("another page"))) for visit in page[:VISITS_A_PAGE]]
    older = rows[-1][0].pk if len(page) > VISITS_A_PAGE else None
    context = {"rows": rows, "older": older, "space": member.space}
    return render(request, "classroom/settings/visits.html", context)
