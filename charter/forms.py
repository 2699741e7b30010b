"""What is written into a charter: every text passes through the one pipeline, measured in graphemes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charter.models import Article
from charter.topics import LABELS, PICTOGRAMS
from classroom.cleaning import TextRefused, clean

SENTENCE, WHY, TITLE, PREAMBLE, CHOICE = 200, 500, 120, 500, 160  # graphemes
CHOICES = ("choice_1", "choice_2", "choice_3")


class Words(forms.CharField):
    """A text of at most ``limit`` graphemes, cleaned; on one line."""

    def __init__(self, *, limit: int, rows: int = 2, **kwargs: Any) -> None:
        self.limit = limit
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(strip=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return clean(value or "", limit=self.limit).replace("\n", " ").strip()
        except TextRefused as refusal:
            raise ValidationError(refusal.message) from refusal


class ProposalForm(forms.Form):
    sentence = Words(
        limit=SENTENCE, label=_("My sentence"), help_text=_("It begins with “I”: 200 characters at most.")
    )
    why = Words(limit=WHY, rows=3, label=_("Why?"), help_text=_("What does it protect? Who does it help?"))


class HeadForm(forms.Form):
    title = Words(limit=TITLE, rows=0, label=_("Title"))
    preamble = Words(limit=PREAMBLE, rows=3, required=False, label=_("What the charter begins with"))


class ArticleForm(forms.Form):
    """An article, and the question asked before signing when there is one."""

    sentence = Words(
        limit=SENTENCE, label=_("Sentence"), help_text=_("In the first person: 200 characters at most.")
    )
    why = Words(limit=WHY, rows=3, label=_("Why"), help_text=_("What the article protects."))
    kind = forms.ChoiceField(
        choices=Article.Kind.choices,
        widget=forms.RadioSelect,
        label=_("Rule or advice"),
        help_text=_("A rule binds; forgetting an advice is never a fault."),
        initial=Article.Kind.RULE,
    )
    topic = forms.ChoiceField(
        choices=list(LABELS.items()),
        required=False,
        label=_("Subject"),
        help_text=_("Automatic remarks and the lexicon point to the article by its subject."),
    )
    pictogram = forms.ChoiceField(
        choices=list(PICTOGRAMS.items()),
        widget=forms.RadioSelect,
        label=_("Pictogram"),
        initial="heart-handshake",
    )
    question = Words(limit=WHY, required=False, label=_("Situation"))
    choice_1 = Words(limit=CHOICE, rows=0, required=False, label=_("First choice"))
    choice_2 = Words(limit=CHOICE, rows=0, required=False, label=_("Second choice"))
    choice_3 = Words(limit=CHOICE, rows=0, required=False, label=_("Third choice"))
    answer = forms.TypedChoiceField(
        choices=[(0, _("the first")), (1, _("the second")), (2, _("the third"))],
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
        label=_("The right choice"),
    )
    explanation = Words(limit=WHY, required=False, label=_("What one reads after another choice"))

    @classmethod
    def of(cls, article: Article) -> "ArticleForm":
        asked = article.question or {}
        words = {name: getattr(article, name) for name in ("sentence", "why", "kind", "topic", "pictogram")}
        words |= dict(zip(CHOICES, asked.get("choices", ()), strict=False))
        words |= {"question": asked.get("text"), "answer": asked.get("answer")}
        return cls(initial=words | {"explanation": asked.get("explanation")})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("topic") == "reread" and data.get("kind") == Article.Kind.RULE:
            self.add_error(
                "kind", _("Rereading is always an advice: nobody is at fault for a forgotten letter.")
            )
        parts = [*CHOICES, "explanation", "answer"]
        lacking = [name for name in parts if data.get(name) in ("", None) and name not in self.errors]
        if data.get("question"):
            for name in lacking:
                self.add_error(name, _("The question needs this too."))
        elif len(lacking) < len(parts) and not self.errors:
            self.add_error("question", _("Write the situation, or empty the whole question."))
        return data

    def words(self) -> dict[str, Any]:
        """The fields of an Article."""
        data = self.cleaned_data
        asked = {"text": data["question"], "choices": [data[name] for name in CHOICES]}
        asked |= {"answer": data["answer"], "explanation": data["explanation"]}
        kept = {name: data[name] for name in ("sentence", "why", "kind", "topic", "pictogram")}
        return kept | {"question": asked if data["question"] else None}
