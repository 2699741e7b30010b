"""What the school's office types: classes, adults, their places."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from classroom.models import ClassSpace, School, User
from classroom.models.spaces import Level, Role
from classroom.provisioning.cells import Unreadable, clean, has_letter
from classroom.provisioning.classes import class_key, school_year

OFF = {"autocomplete": "off", "spellcheck": "false"}


class NameField(forms.CharField):
    """A name on one line, cleaned like the cells of a roster; it holds a letter or a digit."""

    def __init__(self, *, max_length: int = 80, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(OFF))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        try:
            text = clean(super().to_python(value) or "")
        except Unreadable as error:
            raise ValidationError(str(error.sentence)) from error
        if text and not (has_letter(text) or any(char.isdigit() for char in text)):
            raise ValidationError(_("There is no letter in this name. Write one."))
        return text


def years() -> list[tuple[int, str]]:
    """The school year under way and the next one."""
    this = school_year()
    return [(year, f"{year}-{year + 1}") for year in (this, this + 1)]


class ClassForm(forms.Form):
    name = NameField(
        label=_("Name of the class"), max_length=60, help_text=_("As people say it: 5e B, CM1-CM2.")
    )
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("Choose")), *Level.choices])
    school_year = forms.TypedChoiceField(label=_("School year"), choices=years, coerce=int)

    def __init__(self, *args: Any, school: School, space: ClassSpace | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.space = school, space
        if space is not None:
            del self.fields["school_year"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        year = self.space.school_year if self.space else said.get("school_year", 0)
        others = ClassSpace.objects.filter(school=self.school, school_year=year)
        others = others.exclude(pk=self.space.pk) if self.space else others
        taken = {class_key(name) for name in others.values_list("name", flat=True)}
        if class_key(said.get("name") or "") in taken - {""}:
            self.add_error("name", _("Your school has a class of this name this year. Choose another name."))
        return said


class NewClassForm(ClassForm):
    mine = forms.BooleanField(label=_("I teach this class"), required=False)


class AdultForm(forms.Form):
    first_name = NameField(label=_("First name"))
    last_name = NameField(label=_("Surname"))
    shown = NameField(
        label=_("Name that the pupils see"),
        max_length=40,
        required=False,
        help_text=_("For example: Mme Roy. Without it, pupils read the first name and the surname."),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("To sign in with it, and to be sent the invitation.")
    )
    classes = forms.ModelMultipleChoiceField(
        label=_("Classes"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = ClassSpace.objects.filter(school=school, archived_at=None)
        classes = cast(forms.ModelMultipleChoiceField, self.fields["classes"])
        classes.queryset = spaces.order_by("-school_year", "name")


class ShownNameForm(forms.Form):
    """What pupils read of one adult."""

    shown = NameField(
        label=_("Name that the pupils see"),
        max_length=37,  # three are left for «Mme Roy 2»
        help_text=_("For example: Mme Roy. It changes in each of their classes, under the messages too."),
    )


class AdultChoice(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.get_full_name()


class SeatForm(forms.Form):
    """An adult of the school takes a place in a class."""

    user = AdultChoice(label=_("Who"), queryset=None, empty_label=_("Choose"))
    role = forms.ChoiceField(
        label=_("As"),
        choices=[(r.value, r.label) for r in (Role.TEACHER, Role.STANDIN, Role.OBSERVER)],
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For a stand-in; an observer may have one too."),
    )

    def __init__(self, *args: Any, space: ClassSpace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adults = User.objects.filter(school=space.school_id, kind=User.Kind.STAFF, is_active=True)
        user = cast(AdultChoice, self.fields["user"])
        user.queryset = adults.order_by("last_name", "first_name")
