"""The two names that a roster does not give: the username, which the system makes, and the name that the class sees."""

import re
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import regex

from classroom.models import User

from .cells import fold

FIRST_NAME_LENGTH = 28  # of the 40 characters of a display name
INITIALS_LENGTH = 6
_PART = 27  # of the 60 characters of a username, each side of the dot; five are left for a number
_WORD = re.compile(r"[^\W\d_]+")
_TRIES = range(2, 10)


def presentable(name: str) -> str:
    """« JEAN-LUC » as « Jean-Luc »; a name that has small letters keeps its own."""
    if len(name) > 1 and name.isupper():
        return _WORD.sub(lambda word: word[0][0] + word[0][1:].lower(), name)
    return name


def username_base(first_name: str, surname: str) -> str:
    """« Léa Martin » gives lea.martin; letters that have no ASCII form are left out, « eleve » when none is left."""
    parts = (
        "".join(c for c in fold(part) if c.isascii() and c.isalnum())[:_PART]
        for part in (first_name, surname)
    )
    return ".".join(part for part in parts if part) or "eleve"


def draw_usernames(bases: Sequence[str]) -> list[str]:
    """A free username for each base, in order: lea.martin, lea.martin2… One query, whatever the number."""
    wanted = [f"{base}{n}" for base in set(bases) for n in ("", *_TRIES)]
    used: set[str] = set()
    for start in range(0, len(wanted), 5_000):
        chunk = wanted[start : start + 5_000]
        used |= set(User.objects.filter(username__in=chunk).values_list("username", flat=True))
    drawn = []
    for base in bases:
        name = next((n for n in _numbered(base) if n not in used), "") or f"{base}{_random(used, base)}"
        used.add(name)
        drawn.append(name)
    return drawn


def _numbered(base: str) -> Iterable[str]:
    yield base
    yield from (f"{base}{n}" for n in _TRIES)


def _random(used: Collection[str], base: str) -> str:
    """Past nine of a name, in a town's worth of schools, a number drawn far away: nobody counts the Léa Martins."""
    number = ""
    while not number or f"{base}{number}" in used:
        number = str(10_000 + secrets.randbelow(90_000))
    return number


def display_names(people: Sequence[tuple[str, str]], taken: Iterable[str]) -> list[str]:
    """What the class sees of each (first name, surname), unlike any of ``taken`` and of each other.

    « Léa M. »; « Léa Ma. » and « Léa Mo. » when two share it; « Léa M. 2 » when the surnames are the same.
    """
    before = {fold(name) for name in taken}
    bearers: dict[str, set[str]] = defaultdict(set)  # {a label: the surnames that would bear it}
    for first_name, surname in people:
        for label in _labels(first_name, surname):
            bearers[fold(label)].add(fold(surname))
    used, names = set(before), []
    for first_name, surname in people:
        labels = _labels(first_name, surname)
        alone = (each for each in labels if fold(each) not in before and len(bearers[fold(each)]) == 1)
        name = numbered_apart(next(alone, labels[0]), used)
        used.add(fold(name))
        names.append(name)
    return names


def _labels(first_name: str, surname: str) -> list[str]:
    """« Léa M. », « Léa Ma. », … as far as the initials go."""
    return [_label(first_name, surname, letters) for letters in range(1, INITIALS_LENGTH + 1)]


def _label(first_name: str, surname: str, letters: int) -> str:
    initials = _cut("".join(g for g in regex.findall(r"\X", surname) if g[0].isalpha()), INITIALS_LENGTH)
    shown = "".join(regex.findall(r"\X", initials)[:letters])
    first = _cut(first_name, FIRST_NAME_LENGTH)
    return f"{first} {shown[:1].upper()}{shown[1:].lower()}." if shown else first


def _cut(text: str, length: int) -> str:
    """At most ``length`` characters, never half a letter."""
    kept = ""
    for grapheme in regex.findall(r"\X", text):
        if len(kept) + len(grapheme) > length:
            break
        kept += grapheme
    return kept.strip()


def numbered_apart(label: str, used: Collection[str]) -> str:
    """``label``, or «label 2»… ; ``used`` are folded."""
    number, name = 1, label
    while fold(name) in used:
        number += 1
        name = f"{label} {number}"
    return name
