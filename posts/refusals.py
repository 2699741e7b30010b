"""Why a post did not move: each is a sentence for the person who reads it; nothing was written."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A move that cannot be made; ``str()`` is the sentence to show, ``code`` is for the screens."""

    code = "refused"
    sentence = _("This cannot be done with this text. Nothing was changed.")

    def __init__(self, sentence: object = None, **facts: object) -> None:
        self.facts = facts
        super().__init__(sentence or self.sentence)


class NotYours(Refused):
    """The actor does not hold the hand: screens answer 404, as if the post had never existed."""

    code = "not_yours"


class WrongStatus(Refused):
    code = "wrong_status"
    sentence = _(
        "This text has moved on since you opened the page. Nothing was changed: look at where it stands now."
    )


class AlreadyDecided(WrongStatus):
    code = "already_decided"
    sentence = _("A colleague has already decided about this text. Your decision was not recorded.")


class StillHeld(Refused):
    code = "held"
    sentence = _("Somebody is reading this text right now. Try again in a few seconds.")


class TooLate(Refused):
    code = "too_late"
    sentence = _(
        "The time to undo has passed. The decision stands; you can still change it from the text itself."
    )


class TooSlow(Refused):
    code = "too_slow"
    sentence = _("The server was too busy to keep this. Nothing was changed: try again.")


class Frozen(Refused):
    code = "frozen"
    sentence = _("The class is frozen: nothing is accepted for now. Your text is kept as a draft.")


class Unchanged(Refused):
    code = "unchanged"
    sentence = _(
        "This is the same text as the one that was read. Change what was marked, then send it again."
    )


class StaleDigest(Refused):
    """The revision displayed is no longer the one that waits; facts: ``revision`` (the one that waits)."""

    code = "stale"
    sentence = _("The author sent another version meanwhile. Nothing was decided: here is what changed.")


class ParentHidden(Refused):
    code = "parent_hidden"
    sentence = _("The message this one answers is no longer shown. Your text is kept.")


class ArticleMissing(Refused):
    code = "article_missing"
    sentence = _("Choose at least one article of the charter that the author signed. Nothing was sent.")


class NotShown(Refused):
    code = "not_shown"
    sentence = _("This text is not shown to the class at the moment. Nothing was changed.")


class NotTakenDown(Refused):
    code = "not_taken_down"
    sentence = _("This message was not taken down. Nothing was changed.")


class TooManyWaiting(Refused):
    code = "too_many_waiting"
    sentence = _(
        "Twenty of your texts are waiting already. This one is kept as a draft: have it read when the others have been."
    )


class TooManyDrafts(Refused):
    code = "too_many_drafts"
    sentence = _(
        "You have fifty drafts already. This text is still here: throw an old draft away, or have it read, then try"
        " again."
    )


class NothingToSay(Refused):
    code = "empty"
    sentence = _("There is nothing to send yet. Write your text first.")


FOR_NEED = {
    "settled": StillHeld,
    "thawed": Frozen,
    "held": TooLate,
    "shown": NotShown,
    "taken_down": NotTakenDown,
}
