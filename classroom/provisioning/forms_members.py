"""What a teacher types about one pupil: cleaned as the cells of a roster are."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from classroom.models import ClassSpace, Membership

from .cells import Unreadable, clean, has_letter
from .roster import PupilRow, Roster


class NameField(forms.CharField):
    """A name or a level: one line, NFC, nothing hidden in it."""

    def to_python(self, value: Any) -> str:
        try:
            return clean(super().to_python(value) or "")
        except Unreadable as error:
            raise forms.ValidationError(str(error.sentence)) from error

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.required and not has_letter(value):
            raise forms.ValidationError(_("There is no letter in this name."))


class PupilForm(forms.Form):
    first_name = NameField(label=_("First name"), max_length=80)
    surname = NameField(label=_("Surname"), max_length=80, required=False)
    level = NameField(
        label=_("Level"), max_length=20, required=False, help_text=_("CM1, 5e… in a mixed class")
    )


class NewPupilForm(PupilForm):
    another = forms.BooleanField(label=_("It is somebody else of the same name"), required=False)

    def roster(self) -> Roster:
        """The same as a list of one row."""
        said = self.cleaned_data
        row = PupilRow(1, said["surname"], said["first_name"], "", said["level"])
        return Roster((row,), (), "names")

    def already_here(self) -> None:
        self.add_error("first_name", _("A pupil of this name is already in the class. Nothing was created."))


class RenameForm(PupilForm):
    shown = NameField(
        label=_("Name that the class sees"),
        max_length=40,
        required=False,
        help_text=_("Empty: made from the first name and the surname."),
    )

    @classmethod
    def of(cls, place: Membership, data: Any = None) -> "RenameForm":
        now = {"first_name": place.user.first_name, "surname": place.user.last_name}
        return cls(data, initial=now | {"level": place.grade, "shown": place.display_name})


class PlaceForm(forms.Form):
    """To which class: those that the person reaches."""

    space = forms.ChoiceField(label=_("Class"))

    def __init__(self, spaces: list[ClassSpace], data: Any = None) -> None:
        super().__init__(data)
        self.spaces = {space.pk.hex: space for space in spaces}
        choices = cast(forms.ChoiceField, self.fields["space"])
        choices.choices = [(key, space.name) for key, space in self.spaces.items()]

    def chosen(self) -> ClassSpace:
        return self.spaces[self.cleaned_data["space"]]
