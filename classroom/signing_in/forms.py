"""What is typed at the doors."""

from allauth.account.forms import LoginForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from classroom.signing_in import words

PLAIN = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


class WordsForm(forms.Form):
    """Class code, first name, five words: forgiving about capitals, accents, spaces; the words never come back."""

    code = forms.CharField(
        label=_("Class code"),
        max_length=30,
        widget=forms.TextInput({**PLAIN, "autocapitalize": "characters", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("First name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "words"}),
    )

    def clean(self) -> dict:
        typed = self.data.getlist("words") if hasattr(self.data, "getlist") else []
        self.words = words.read(each[:60] for each in typed[: words.COUNT * 2])
        if len(self.words) != words.COUNT:
            self.add_error(None, _("Five words are needed, as on your card. Write one in each box."))
        return self.cleaned_data


class StaffLoginForm(LoginForm):
    """allauth's form with our words, and one question: is this computer shared?"""

    shared = forms.BooleanField(
        label=_("Other people use this computer"),
        help_text=_("The second proof is then asked each time."),
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail")
        self.fields["login"].widget.attrs = {"autocomplete": "username", **PLAIN}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        request.session["shared"] = self.cleaned_data["shared"]
        return super().login(request, redirect_url)
