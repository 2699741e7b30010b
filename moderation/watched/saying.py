"""What watched words have to say to the pupil who is about to send a text."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classroom.models import Membership
from moderation.watched.actions import Action
from moderation.watched.known import lists_of
from moderation.watched.lists import caught_in
from moderation.watched.word import WatchedWord
from posts.refusals import Refused

# Said where the list gives no reason of its own.
REASONS: dict[str, Promise] = {
    Action.HOLD: gettext_lazy("Our class looks out for this word. Is it the right one here?"),
    Action.REFUSE: gettext_lazy("This word is not written here."),
    Action.MASK: gettext_lazy("This word is masked in our class."),
    Action.REPLACE: gettext_lazy("Our class says it in another way."),
    Action.EXPLAIN: gettext_lazy("Our lexicon explains this word: read it before you send your text."),
}


class WordRefused(Refused):
    """The text holds a word that is refused: the sentence is the teacher's."""

    code = "watched_word"


class Remark(NamedTuple):
    """What is said once of a word, as a Finding is (moderation.findings); ``entry``: of the lexicon, or ""."""

    words: str
    advice: str
    entry: str
    article: None = None


def refuse(text: str, *, by: Membership) -> None:
    """Raises WordRefused for a text that holds a refused word; tells the first one."""
    for word, start, end in caught_in(text, lists_of(by.space)):
        if word.action == Action.REFUSE:
            said = _(
                "“%(words)s”: %(reason)s Nothing is sent. Your text is kept as a draft: change it, then send it."
            )
            raise WordRefused(said % {"words": text[start:end], "reason": reason_of(word)})


def remarks(text: str, *, by: Membership) -> list[Remark]:
    """What to say before the text is sent, once for each word."""
    caught = caught_in(text, lists_of(by.space))
    first = {
        word.pk: (word, text[start:end]) for word, start, end in reversed(caught) if word.action in REASONS
    }
    return [Remark(words, reason_of(word), word.entry) for word, words in reversed(first.values())]


def reason_of(word: WatchedWord) -> str:
    """What the pupil reads."""
    return word.reason or str(REASONS.get(word.action, ""))
