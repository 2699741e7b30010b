"""« Quel mot ? »: a short quiz drawn from the entries. The address holds the whole game, so nothing is kept of it."""

import re
from dataclasses import dataclass
from random import Random
from secrets import choice

from classroom.lexicon.entries import Entry, entries
from classroom.lexicon.search import fold, in_order

QUESTIONS = 8
CHOICES = 3
HIDDEN = "▢▢▢"
_GAME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_TOKEN = re.compile(r"[^\W\d_]+")
_SAME_ROOT = 5  # letters that two words of one family begin with: «publier», «publié»


@dataclass(frozen=True, slots=True)
class Question:
    """A child's sentence with its word hidden, the right entry and, among the choices, two others of its theme."""

    number: int  # from 1
    sentence: str
    right: Entry
    choices: tuple[Entry, ...]


def new_game() -> str:
    """The name of a game: whoever types the same gets the same questions."""
    return "".join(choice(_GAME_LETTERS) for _letter in range(6))


def questions(game: str) -> list[Question]:
    """The eight questions of a game, always the same for one name (as long as the lexicon stays the same)."""
    drawing = Random(game)  # noqa: S311 - a game, not a secret
    known = sorted(filter(asked_about, entries().values()), key=lambda entry: entry.slug)
    drawn = drawing.sample(known, QUESTIONS)
    return [_question(number, right, known, drawing) for number, right in enumerate(drawn, start=1)]


def asked_about(entry: Entry) -> bool:
    """What teachers alone do is not asked of pupils."""
    return entry.app != "moderation" and entry.topic != "adult"


def _question(number: int, right: Entry, known: list[Entry], drawing: Random) -> Question:
    near = [entry for entry in known if entry.theme == right.theme and entry.slug != right.slug]
    choices = in_order([right, *drawing.sample(near, CHOICES - 1)])
    return Question(number, hide(right), right, tuple(choices))


def hide(entry: Entry) -> str:
    """The child's sentence, without the word that it explains nor another of the same family."""
    parts = _TOKEN.findall(entry.word)
    roots = {_root(part) for part in parts if len(part) > 3} or {_root(part) for part in parts}
    return _TOKEN.sub(lambda match: HIDDEN if _root(match[0]) in roots else match[0], entry.child)


def _root(part: str) -> str:
    return fold(part).rstrip("sx")[:_SAME_ROOT]
