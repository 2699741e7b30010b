"""What a class decides of itself, inside what its school allows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from classroom.models import ClassSpace, Membership
from classroom.provisioning.classes import class_key
from classroom.provisioning.forms import NameField

BOUNDS = ("min_value", "max_value", "invalid")  # the same sentence for each


class SettingsForm(forms.ModelForm):
    name = NameField(label=_("Name of the class"), max_length=60)
    max_length = forms.IntegerField(
        label=_("Length of a message, in characters"),
        min_value=10,
        max_value=500,
        help_text=_("From 10 to 500. A short message is thought over."),
        error_messages=dict.fromkeys(BOUNDS, _("Choose a length from 10 to 500 characters.")),
    )
    undo_seconds = forms.IntegerField(
        label=_("Seconds to undo a decision"),
        min_value=5,
        max_value=30,
        help_text=_("From 5 to 30."),
        error_messages=dict.fromkeys(BOUNDS, _("Choose from 5 to 30 seconds.")),
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

    def __init__(self, data: Any = None, *, by: Membership) -> None:
        super().__init__(data, instance=by.space)
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
