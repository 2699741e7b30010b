"""The text that watched words propose to the pupil instead of what was typed."""

from classroom.models import Membership
from moderation.watched.actions import Action
from moderation.watched.known import lists_of
from moderation.watched.lists import caught_in
from posts.text import clean

MASK = "●●●"
EVERYWHERE = 500  # places: more than the words of the longest text


def as_proposed(raw: str, *, by: Membership) -> str:
    """A typed text, as it is proposed. Raises TextRefused."""
    return proposal(clean(raw, limit=by.space.max_length), by=by) or raw


def proposal(text: str, *, by: Membership) -> str:
    """The text with what is masked and what is replaced; "" when that changes nothing."""
    pieces, place = [], 0
    for word, start, end in caught_in(text, lists_of(by.space), EVERYWHERE):
        if word.action in (Action.MASK, Action.REPLACE) and start >= place:
            pieces += [text[place:start], MASK if word.action == Action.MASK else word.replacement]
            place = end
    return "".join([*pieces, text[place:]]) if pieces else ""
