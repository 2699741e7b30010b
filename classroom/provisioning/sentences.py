"""What an import is about to do, and what it did, in words: on the button, after it, and in a terminal."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from .creation import Written
    from .plan import Plan


def sentence_of(plan: "Plan") -> str:
    """« Créer 26 comptes, laisser 2 lignes »: what the button does, and what it leaves."""
    opened, unsure = len(plan.opens), plan.undecided
    parts = [
        (opened, ngettext("open %(n)s class", "open %(n)s classes", opened)),
        (plan.creates, ngettext("create %(n)s account", "create %(n)s accounts", plan.creates)),
        (plan.takes, ngettext("have %(n)s pupil join", "have %(n)s pupils join", plan.takes)),
        (plan.regrades, ngettext("change %(n)s level", "change %(n)s levels", plan.regrades)),
        (unsure, ngettext("settle %(n)s homonym", "settle %(n)s homonyms", unsure)),
        (plan.left, ngettext("leave %(n)s row", "leave %(n)s rows", plan.left)),
    ]
    said = ", ".join(words % {"n": number} for number, words in parts if number)
    return said[:1].upper() + said[1:]


def told(written: "Written") -> str:
    """What was done."""
    parts = [
        (written.opened, ngettext("%(n)s class opened.", "%(n)s classes opened.", written.opened)),
        (written.created, ngettext("%(n)s account created.", "%(n)s accounts created.", written.created)),
        (written.taken, ngettext("%(n)s pupil has joined.", "%(n)s pupils have joined.", written.taken)),
        (written.regraded, ngettext("%(n)s level changed.", "%(n)s levels changed.", written.regraded)),
    ]
    said = [sentence % {"n": number} for number, sentence in parts if number]
    return " ".join(said) or _("Everybody was already here: nothing was changed.")
