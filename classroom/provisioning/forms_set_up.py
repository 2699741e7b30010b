"""What is typed behind a link that opens once: the school, an account, a password, the first class and its names."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from classroom.models import School, User
from classroom.provisioning.classes import school_year
from classroom.provisioning.forms import ClassForm, NameField
from classroom.provisioning.readers import RosterRefused, read_text
from classroom.provisioning.roster import MAX_BYTES


class PasswordForm(forms.Form):
    """A password typed twice, held to the validators of the settings (12 characters at least)."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Twelve characters at least; a short sentence that only you would say is best."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first = said.get("password", "")
        if first and said.get("again") and first != said["again"]:
            self.add_error("again", _("The two passwords are not the same. Type them again."))
        if first:
            try:
                validate_password(first, self.whose())
            except ValidationError as errors:
                self.add_error("password", errors)
        return said

    def whose(self) -> User | None:
        """The account that the password must not look like."""
        return self.user


class SchoolForm(forms.ModelForm):
    name = NameField(label=_("Name of the school"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language of the school"),
        choices=[("fr", "Français"), ("en", "English")],
        widget=forms.RadioSelect,
        help_text=_("Cards are printed in it; each person reads in their own."),
        initial="fr",
    )

    class Meta:
        model = School
        fields = ["name", "zone", "language"]
        widgets = {"zone": forms.RadioSelect}
        help_texts = {"zone": _("For later: classes do not close by themselves in the holidays yet.")}


class FirstAdminForm(PasswordForm):
    first_name = NameField(label=_("First name"))
    last_name = NameField(label=_("Surname"))
    username = forms.RegexField(
        "^[a-z0-9][a-z0-9._-]+$",
        label=_("Username"),
        max_length=60,
        help_text=_("To sign in: small letters without accents, digits, dots. For example: anne.roy."),
        error_messages={"invalid": _("Use small letters without accents, digits and dots only.")},
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Ardoise works without it. You can sign in with it.")
    )
    field_order = ["first_name", "last_name", "username", "email", "password", "again"]

    def whose(self) -> User:
        said = self.cleaned_data
        return User(**{name: said.get(name, "") for name in ("username", "first_name", "last_name", "email")})


class FirstClassForm(ClassForm):
    """The class of whoever sets the house up: this school year, and they teach it."""

    shown = NameField(
        label=_("Name that the pupils see"), max_length=40, help_text=_("For example: Mme Roy.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["school_year"]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["school_year"] = school_year()
        return super().clean()


class PastedForm(forms.Form):
    """Names, one a line; ``roster`` is what was read."""

    names = forms.CharField(
        label=_("First names, one a line"),
        max_length=MAX_BYTES,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "With or without the surname. The class sees “Léa M.”; the surname stays with the adults."
        ),
    )

    def clean_names(self) -> str:
        try:
            self.roster = read_text(self.cleaned_data["names"])
        except RosterRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        unread = [problem for problem in self.roster.problems if not problem.kept]
        if unread:
            said = _("Line %(line)s: %(why)s")
            raise ValidationError([said % {"line": p.line, "why": p.message} for p in unread[:10]])
        return self.cleaned_data["names"]
