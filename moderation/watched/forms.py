"""A watched word as it is typed, on the screen or in a row of a list: the same rules, the same sentences."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charter.forms import Words
from classroom.lexicon.entries import entries
from moderation.watched.actions import ABOUT, NEEDS, Action
from moderation.watched.asked import asked
from moderation.watched.word import LETTERS, REASON, WatchedWord

FIELDS = ("pattern", "exact", "action", "reason", "replacement", "entry")


def known_entries() -> list[tuple[str, str]]:
    """The entries of the lexicon, by their word."""
    words = sorted((entry.word, slug) for slug, entry in entries().items())
    return [("", ""), *((slug, word) for word, slug in words)]


class WatchedWordForm(forms.Form):
    pattern = Words(
        limit=LETTERS,
        rows=0,
        label=_("Word or expression"),
        help_text=_(
            "Whole words, capitals and accents aside. A * stands for any letters of a word: insult* finds “insulting”."
        ),
    )
    exact = forms.BooleanField(
        required=False, label=_("Capitals count"), help_text=_("“Rose” then finds the name, not the flower.")
    )
    action = forms.ChoiceField(
        choices=list(ABOUT.items()), widget=forms.RadioSelect, label=_("What happens"), initial=Action.HOLD
    )
    reason = Words(
        limit=REASON,
        rows=2,
        required=False,
        label=_("What the pupil reads"),
        help_text=_("A short and kind sentence, 200 signs at most. Left empty, Ardoise says one of its own."),
    )
    replacement = Words(
        limit=LETTERS,
        rows=0,
        required=False,
        label=_("Words proposed instead"),
        help_text=_("For “Replace”."),
    )
    entry = forms.ChoiceField(
        choices=known_entries, required=False, label=_("Entry of the lexicon"), help_text=_("For “Explain”.")
    )

    @classmethod
    def of(cls, word: WatchedWord, data: Any = None) -> "WatchedWordForm":
        return cls(data, initial={name: getattr(word, name) for name in FIELDS})

    def clean_pattern(self) -> str:
        pattern = self.cleaned_data["pattern"]
        if len(asked(pattern)) > 2 * LETTERS or len(pattern) > LETTERS:
            raise ValidationError(_("This is too long: 100 signs at most."))
        if not asked(pattern):
            raise ValidationError(
                _("Write at least a letter, a number or an emoji: a * alone would find everything.")
            )
        return pattern

    def clean_reason(self) -> str:
        return self._short("reason", REASON)

    def clean_replacement(self) -> str:
        return self._short("replacement", LETTERS)

    def _short(self, name: str, most: int) -> str:
        """In signs as the database counts them: an emoji of several is several."""
        if len(self.cleaned_data[name]) > most:
            raise ValidationError(_("This is too long. Keep only the most important."))
        return self.cleaned_data[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        needed, sentence = NEEDS.get(said.get("action", ""), ("", ""))
        if needed and not said.get(needed) and needed not in self.errors:
            self.add_error(needed, sentence)
        return said
