"""What the findings of watched words are called for a teacher. What the pupil reads is each word's own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# kind of finding: (its name for the teacher, the subject of an article, the advice that is the same for all)
KINDS: dict[str, tuple[Promise, str, str]] = {
    "watched": (gettext_lazy("watched word"), "", ""),
    "watched_flag": (gettext_lazy("watched word"), "", ""),
    "watched_notify": (gettext_lazy("watched word, to see first"), "", ""),
    "watched_refuse": (gettext_lazy("watched word, refused"), "", ""),
    "watched_mask": (gettext_lazy("watched word, to mask"), "", ""),
    "watched_replace": (gettext_lazy("watched word, to replace"), "", ""),
    "watched_explain": (gettext_lazy("watched word, explained in the lexicon"), "", ""),
}
