"""How a post moves, as data: the refusals, the buttons, the lexicon's picture and the exhaustive test read this table.

A status says where the author's work stands; whether a revision shows is the publications' business, so a post can
be waiting (an edit) and shown (what it was) at once.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from classroom.models import Membership


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    PENDING = "pending", _("waiting")
    RETURNED = "returned", _("to rework")
    PUBLISHED = "published", _("published")
    REMOVED = "removed", _("removed")
    GONE = "gone", _("thrown away")


class Hand(models.TextChoices):
    """Who holds a move. A hand is found from the actor and the post, never declared by the caller."""

    AUTHOR = "author"
    TEACHER = "teacher"
    DECIDER = "decider"  # the teacher whose verdict still holds
    SCHOOL = "school"


class Move(NamedTuple):
    name: str
    hands: frozenset[str]
    sources: frozenset[str]
    target: str  # "" = where the post stands without its edit; "=" = unchanged while an edit is under way
    needs: frozenset[str]
    label: object


D, P, R, PUB, REM, GONE = (
    Status.DRAFT,
    Status.PENDING,
    Status.RETURNED,
    Status.PUBLISHED,
    Status.REMOVED,
    Status.GONE,
)
ALL_BUT_GONE = (D, P, R, PUB, REM)
STANDING, UNCHANGED = "", "="


def _move(
    name: str, hands: Iterable[str], sources: Iterable[str], target: str, needs: str, label: object
) -> Move:
    return Move(name, frozenset(hands), frozenset(sources), target, frozenset(needs.split()), label)


A, T, DEC, S = Hand.AUTHOR, Hand.TEACHER, Hand.DECIDER, Hand.SCHOOL
MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        _move("submit", [A], [D, R], P, "settled thawed signature changed parent", _("Ask for reading")),
        _move("withdraw", [A], [P], D, "settled", _("Take out of the queue")),
        _move("revise", [A], [PUB, REM], D, "settled", _("Revise")),
        _move("discard", [A], [D, R], STANDING, "settled", _("Throw away")),
        _move("publish", [T], [P], PUB, "thawed digest parent", _("Publish")),
        _move("correct", [T], [P], PUB, "thawed digest parent", _("Correct and publish")),
        _move("send_back", [T], [P], R, "digest articles", _("Send back")),
        _move("undo", [DEC], [PUB, R], P, "held", _("Undo")),
        _move("take_down", [T, S], ALL_BUT_GONE, UNCHANGED, "shown articles_or_request", _("Take down")),
        _move("restore", [T], ALL_BUT_GONE, UNCHANGED, "thawed taken_down parent", _("Restore")),
    )
}
VERDICTS = frozenset({"publish", "correct", "send_back"})
OPENING = frozenset(
    {"publish", "correct", "restore"}
)  # the moves that open a publication; the guards know them


class State(NamedTuple):
    """What a move is decided on: read under the lock, or guessed for the buttons."""

    status: str
    shown: bool  # an open publication exists (begun or not)
    taken_down: bool
    holding: bool  # the last verdict can still be undone
    frozen: bool
    decider: str  # id (hex) of who holds that verdict, "" otherwise
    author: str  # id (hex)


def hands_of(member: Membership, state: State) -> set[str]:
    """The hands that ``member`` (of the post's space) holds on a post in ``state``."""
    hands: set[str] = set()
    if member.writes and member.pk.hex == state.author:
        hands.add(Hand.AUTHOR)
    if member.teaches:
        hands.add(Hand.TEACHER)
        if state.holding and member.pk.hex == state.decider:
            hands.add(Hand.DECIDER)
    if member.administers:
        hands.add(Hand.SCHOOL)
    return hands


def target_of(move: Move, state: State) -> str:
    """The status that ``move`` leads to from ``state``."""
    if move.target == STANDING:
        return PUB if state.shown else REM if state.taken_down else GONE
    if move.target == UNCHANGED:
        swap = {"take_down": (PUB, REM), "restore": (REM, PUB)}[move.name]
        return swap[1] if state.status == swap[0] else state.status
    return move.target


def unmet(move: Move, state: State) -> set[str]:
    """What ``move`` needs and ``state`` alone already denies (the rest is checked where its data is)."""
    denied = {
        "settled": state.holding,
        "thawed": state.frozen,
        "held": not state.holding,
        "shown": not state.shown,
        "taken_down": not state.taken_down,
    }
    return {need for need in move.needs if denied.get(need, False)}


def moves_for(member: Membership, state: State) -> list[Move]:
    """The moves to offer ``member`` as buttons, in the table's order."""
    hands = hands_of(member, state)
    return [
        m for m in MOVES.values() if m.hands & hands and state.status in m.sources and not unmet(m, state)
    ]
