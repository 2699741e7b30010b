"""A word of the class, as it is typed: cleaned by the pipeline of every text, refused in its sentences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from classroom.cleaning import TextRefused, clean
from classroom.models import ClassWord


class Cleaned(forms.CharField):
    """A text on one line, of as many signs at most as the model's field keeps."""

    def __init__(self, field: str, **options: Any) -> None:
        self.most = int(getattr(ClassWord._meta.get_field(field), "max_length", 0))
        super().__init__(**options)

    def to_python(self, value: str | None) -> str:
        try:
            text = " ".join(clean(value or "", limit=self.most).split())
        except TextRefused as refused:
            raise forms.ValidationError(refused.message) from refused
        if len(text) > self.most:
            raise forms.ValidationError(TextRefused("far_too_long").message)
        return text


class ReasonForm(forms.Form):
    """Why a suggestion is not kept, or a word taken out: read by whoever made it."""

    reason = Cleaned("reason", required=False)

    @property
    def wrong(self) -> str:
        """What is wrong with the reason, in a sentence, or ""."""
        return "" if self.is_valid() else " ".join(str(each) for each in self.errors["reason"])


class WordForm(forms.Form):
    word = Cleaned("word", label=_("The word"), help_text=_("A word that one hears in our class."))
    meaning = Cleaned(
        "meaning",
        label=_("What it means in our class"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In one or two sentences, for somebody who joins the class."),
    )
