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
_PART = 28  # of the 60 characters of a username, each side of the dot
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
    used = set(before)
    namesakes: dict[str, set[str]] = defaultdict(set)
    for first_name, surname in people:
        namesakes[fold(first_name)].add(surname)
    names = []
    for first_name, surname in people:
        shortest = _shortest(first_name, surname, namesakes[fold(first_name)], before)
        name = _numbered_apart(shortest, used)
        used.add(fold(name))
        names.append(name)
    return names


def _shortest(first_name: str, surname: str, namesakes: Collection[str], taken: set[str]) -> str:
    labels = [_label(first_name, surname, letters) for letters in range(1, INITIALS_LENGTH + 1)]
    for letters, label in enumerate(labels, 1):
        others = {
            fold(_label(first_name, other, letters)) for other in namesakes if fold(other) != fold(surname)
        }
        if fold(label) not in taken | others:
            return label
    return labels[0]


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


def _numbered_apart(label: str, used: Collection[str]) -> str:
    number, name = 1, label
    while fold(name) in used:
        number += 1
        name = f"{label} {number}"
    return name
