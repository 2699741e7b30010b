"""Why a charter did not change: each is a sentence for the person who reads it; nothing was written."""

from django.utils.translation import gettext_lazy as _


class CharterRefused(Exception):
    """``str()`` is the sentence to show."""

    sentence = _("This cannot be done with this charter. Nothing was changed.")

    def __init__(self, sentence: object = None) -> None:
        super().__init__(sentence or self.sentence)


class NotYourHand(CharterRefused):
    """The actor may not do this: screens answer 404, as if nothing had ever existed."""


class NoDraft(CharterRefused):
    sentence = _("There is no draft any more: a colleague adopted it or threw it away. Nothing was changed.")


class DraftExists(CharterRefused):
    sentence = _("A draft is already under way. Here it is; throw it away first if you want to start again.")


class DraftChanged(CharterRefused):
    sentence = _(
        "The draft has changed since you opened this page. Nothing was adopted: read it again, then adopt it."
    )


class ArticleGone(CharterRefused):
    sentence = _("A colleague has removed this article. Nothing was changed.")


class RereadStays(CharterRefused):
    sentence = _(
        "The charter keeps an advice about rereading: it is the one to cite when a text comes back for its language. "
        "You can change its words."
    )


class RuleStays(CharterRefused):
    sentence = _("The charter keeps at least one rule. Nothing was changed.")


class NotInForce(CharterRefused):
    sentence = _(
        "The charter has changed while you were reading. Here is the new one: read it, then sign it."
    )


class NotYourName(CharterRefused):
    sentence = _(
        "This is not quite your first name. Write it as on your card; capitals and accents don’t matter."
    )


class TooLateToUndo(CharterRefused):
    sentence = _("Only a signature on paper that was entered today can be taken back. Nothing was changed.")


class FrozenClass(CharterRefused):
    sentence = _("The class is frozen: nothing is accepted for now. Your words are still here.")


class TooManyProposals(CharterRefused):
    sentence = _(
        "You have five proposals waiting already. Let them be read first; your words are still here."
    )
