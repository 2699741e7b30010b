"""Finding a word: by its beginning, past accents and capitals, by letter, by theme."""

from collections import defaultdict
from collections.abc import Iterable
from string import ascii_uppercase

from classroom.lexicon.entries import THEMES, Entry
from classroom.provisioning.cells import fold

LONGEST_SEARCH = 60  # characters that are looked at


def initial(word: str) -> str:
    """The letter under which a word is filed: «Émoji» under E."""
    return fold(word)[:1].upper()


def in_order(found: Iterable[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: fold(entry.word))


def letters(found: Iterable[Entry]) -> list[tuple[str, bool]]:
    """[(letter, whether a word begins with it)] from A to Z."""
    used = {initial(entry.word) for entry in found}
    return [(letter, letter in used) for letter in ascii_uppercase]


def by_theme(found: Iterable[Entry]) -> list[tuple[str, object, list[Entry]]]:
    """[(theme, its name, its entries in order)], empty themes left out."""
    groups = defaultdict(list)
    for entry in in_order(found):
        groups[entry.theme].append(entry)
    return [(theme, name, groups[theme]) for theme, name in THEMES.items() if theme in groups]


def matching(found: Iterable[Entry], asked: str) -> list[Entry]:
    """The entries in which every asked word begins a word, the nearest first: in the word itself, then in its other
    names, then in what explains it."""
    ranked = [(rank(asked, entry.word, *_places(entry)), entry) for entry in in_order(found)]
    return [entry for place, entry in sorted(ranked, key=lambda pair: pair[0]) if place < NOWHERE]


NOWHERE = 9


def rank(asked: str, word: str, *places: str) -> int:
    """0 for the word itself, then 1 for its beginning, then 2, 3… for the places in order; NOWHERE for none."""
    wanted = fold(asked[:LONGEST_SEARCH])
    if not wanted:
        return NOWHERE
    if fold(word) == wanted:
        return 0
    text = ""
    for place, more in enumerate((word, *places), start=1):
        text += f" {fold(more)}"
        if all(f" {_stem(part)}" in text for part in wanted.split()):
            return place
    return NOWHERE


def _stem(part: str) -> str:
    """Without the mark of a plural: «rumeurs» finds «rumeur»."""
    return part.rstrip("sx") if len(part) > 3 else part


def _places(entry: Entry) -> tuple[str, str, str]:
    return " ".join(entry.also), entry.child, " ".join(entry.longer)
