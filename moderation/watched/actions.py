"""What a watched word may do to a text, and what each way of doing it needs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Action(TextChoices):
    """What happens to a text that holds the word. Whatever it is, a teacher reads the text before it shows."""

    HOLD = "hold", pgettext_lazy("watched word", "hold")
    FLAG = "flag", pgettext_lazy("watched word", "flag")
    NOTIFY = "notify", pgettext_lazy("watched word", "warn")
    REFUSE = "refuse", pgettext_lazy("watched word", "refuse")
    MASK = "mask", pgettext_lazy("watched word", "mask")
    REPLACE = "replace", pgettext_lazy("watched word", "replace")
    EXPLAIN = "explain", pgettext_lazy("watched word", "explain")


ABOUT = {
    Action.HOLD: _("Hold: the pupil reads your sentence once before sending, you see the word marked."),
    Action.FLAG: _("Flag: you see the word marked; the pupil is told nothing."),
    Action.NOTIFY: _("Warn: the text comes on top of the board; the pupil is told nothing."),
    Action.REFUSE: _("Refuse: the text is not sent, the pupil reads why and keeps a draft."),
    Action.MASK: _("Mask: the pupil is proposed the same text with ●●● in its place."),
    Action.REPLACE: _("Replace: the pupil is proposed the same text with your words in its place."),
    Action.EXPLAIN: _("Explain: the pupil is shown the way to an entry of the lexicon before sending."),
}
NEEDS = {
    Action.REFUSE: ("reason", _("Say why: the pupil reads this sentence when the text is refused.")),
    Action.REPLACE: ("replacement", _("Write what is proposed instead.")),
    Action.EXPLAIN: ("entry", _("Choose the entry of the lexicon that explains it.")),
}
