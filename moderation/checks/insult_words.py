"""What the check of insults knows: words/insults.txt, made ready to be looked up."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from moderation.checks.disguises import Disguised, shapes
from moderation.checks.words import Expression, Expressions, Vocabulary, sections, written_out

START, SOMEBODY, NAME = (
    "<debut>",
    "<qui>",
    "<nom>",
)  # in the frames: a sentence begins; a person; a first name
FRAMES = ("to you", "of a person", "of somebody", "of groups", "if addressed", "if somebody", "open")
_CLASS = regex.compile(r"[3-6]e(?:me)?[a-h]?\d?|2nde?\d?|cp|ce[12]|cm[12]|terminales?|secondes")

_OF = frozenset("de du des d en a au".split())


class Known(NamedTuple):
    always: Disguised
    within: tuple[str, ...]
    people: Disguised
    you: Disguised
    groups: Vocabulary
    names: frozenset[str]
    persons: frozenset[str]
    frames: dict[str, frozenset[Expression]]  # what stands before a word said to or of somebody
    how_much: frozenset[str]  # between the two: « trop », « vraiment », « qu'un »
    called: frozenset[str]  # after a name that one calls somebody
    heads: frozenset[str]  # before it
    glued: tuple[str, ...]  # before it without a space
    not_called: frozenset[str]  # before « espèce de »: « une espèce de singe » is a species
    nice: frozenset[str]  # after « sale », « espèce de » or before « va »: nothing to say
    spelled: dict[str, Expression]  # «jvais»: je vais
    emoji: dict[str, str]  # the insult that a picture stands for
    alone: Expressions
    phrases: Expressions
    innocent: Expressions


class Kinds(NamedTuple):
    """What a word is, whatever stands around it."""

    always: bool
    people: bool
    you: bool
    groups: bool


@cache
def known() -> Known:
    lists = sections("insults")
    words = {name: " ".join(lists[name]).split() for name in lists}
    alike = words["look alike"]
    others = [word.rstrip("*") for name in ("people", "you") for word in words[name]]
    return Known(
        always=Disguised(words["always"], [*alike, *others]),
        within=tuple(words["within"]),
        people=Disguised(words["people"], [*alike, *words["you"]]),
        you=Disguised(words["you"], [*alike, *words["people"]]),
        groups=Vocabulary(words["groups"]),
        names=frozenset(words["names"]),
        persons=frozenset(words["persons"]),
        frames={name: frozenset(one for line in lists[name] for one in written_out(line)) for name in FRAMES},
        how_much=frozenset(words["how much"]),
        called=frozenset(words["called"]),
        heads=frozenset(words["heads"]),
        glued=tuple(sorted(words["glued heads"], key=len, reverse=True)),
        not_called=frozenset(words["not called"]),
        nice=frozenset(words["nice"]),
        spelled={one: tuple(said.split()) for said, one in _pairs(lists["spelled"])},
        emoji={one: said for said, signs in _pairs(lists["emoji"]) for one in signs},
        alone=Expressions(lists["alone"]),
        phrases=Expressions(lists["phrases"]),
        innocent=Expressions(lists["innocent"]),
    )


def _pairs(lines: Iterable[str]) -> list[tuple[str, str]]:
    """(what it says, one writing of it) for lines such as «je vais = jvais jvé»."""
    parted = (line.partition(" = ") for line in lines)
    return [(said, one) for said, _, many in parted for one in many.split()]


@lru_cache(maxsize=8192)
def kinds(word: str) -> Kinds:
    return Kinds(
        word in known().always or any(stem in word for stem in known().within) or _glued(word),
        word in known().people,
        word in known().you,
        any(shape in known().groups for shape in shapes(word)),
    )


def _glued(word: str) -> bool:
    """«grosporc», «teamgroscons»: heads, then a word of any list."""
    for _ in range(3):
        head = next((head for head in known().glued if word.startswith(head)), None)
        if head is None:
            return False
        word = word[len(head) :]
        if any(
            one in some
            for one in shapes(word)
            for some in (known().always.words.whole, known().people.words, known().you.words)
        ):
            return True
    return False


@lru_cache(maxsize=8192)
def whom(word: str) -> str:
    """A first name, a person or a class by one sign, any other word as it is."""
    if word in known().names:
        return NAME
    return SOMEBODY if word in known().persons or _CLASS.fullmatch(word) else word


def shortened(words: list[str]) -> Expression:
    """« les garçons du club sont » as « les garçons sont »."""
    short: list[str] = []
    places = iter(range(len(words)))
    for place in places:
        if words[place] in _OF and short and short[-1] in (NAME, SOMEBODY) and place + 2 < len(words):
            next(places)
            if words[place + 1] in ("la", "l") and place + 3 < len(words):
                next(places)
            continue
        short.append(words[place])
    return tuple(short)
