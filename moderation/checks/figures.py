"""Numbers as pupils write them, figures or words: «06», «O6», «zéro six», «quatrevindizuit», each with its place."""

from functools import cache
from typing import NamedTuple

import regex

from moderation.checks.page import Page

_SMALL = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
_BELGIAN = {70: "septante", 80: "huitante", 90: "nonante"}
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_MISSPELT = {
    "zro": "0", "zeros": "0", "zerot": "0", "o": "0", "sis": "6", "siz": "6", "cis": "6", "cink": "5", "cinc": "5",
    "set": "7", "uit": "8", "wit": "8", "nef": "9", "neufs": "9", "troi": "3", "katre": "4", "quatres": "4",
    "septante": "70", "nonante": "90", "huitante": "80", "octante": "80", "une": "1", "zeo": "0", "dis": "10",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TOKEN = regex.compile(r"[\p{L}\d]+")
_LETTERS = str.maketrans("oil", "011")
LONGEST = 7  # words in one number: « quatre vingt dix sept » has four, « deux mille quatorze » three


class Figure(NamedTuple):
    """``digits`` as they would be typed; places in Page.folded."""

    digits: str
    start: int
    end: int
    words: bool


def _sound(word: str) -> str:
    """«quatrevingtdixhuit» and «quatrevindizuit» sound the same."""
    word = (
        regex.sub("[^a-z]", "", word).replace("gt", "").replace("h", "").replace("x", "z").replace("k", "qu")
    )
    return regex.sub("(.)\\1+", r"\1", regex.sub("s(?=$|[aeiou])|t(?=$)", "z", word)).rstrip("z")


def _name(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    base = max(ten for ten in _TENS if ten <= number)
    rest = number - base
    if not rest:
        return _TENS[base]
    link = "-et-" if rest in (1, 11) and base < 80 else "-"
    return f"{_TENS[base]}{link}{_SMALL[rest]}"


@cache
def _known() -> dict[tuple[str, ...], str]:
    """{words that make a number: its digits}; glued spellings by their sound, under one word."""
    known: dict[tuple[str, ...], str] = {(word,): digits for word, digits in _MISSPELT.items()}
    for number in range(100):
        name = _name(number)
        known[tuple(name.split("-"))] = known[tuple(name.replace("-et-", "-").split("-"))] = str(number)
        known["", _sound(name)] = str(number)
    for ten, name in _BELGIAN.items():
        known |= {(name, *_name(rest).split("-")): str(ten + rest) for rest in range(1, 10)}
    for number in range(100):
        known[("deux", "mille", *_name(number).split("-"))] = known[
            ("deux", "mil", *_name(number).split("-"))
        ] = f"20{number:02}"
    return known


def _spelled(words: list[str]) -> tuple[str, int]:
    """The digits that the words begin with, and how many words they take."""
    known = _known()
    for length in range(min(LONGEST, len(words)), 0, -1):
        if digits := known.get(tuple(words[:length])):
            return digits, length
    if len(words[0]) >= 5 and (digits := known.get(("", _sound(words[0])))):
        return digits, 1
    return "", 1


def figures(page: Page) -> list[Figure]:
    found: list[Figure] = []
    tokens = [(m[0], m.start(), m.end()) for m in page.find(_TOKEN)]
    words = [token for token, _, _ in tokens]
    place = 0
    while place < len(tokens):
        token, start, end = tokens[place]
        taken = 1
        if token.isdecimal():
            found.append(Figure(token, start, end, False))
        elif any(letter.isdecimal() for letter in token):
            found += _mixed(token, start)
        else:
            digits, taken = _spelled(words[place : place + LONGEST])
            if digits:
                found.append(Figure(digits, start, tokens[place + taken - 1][2], True))
        place += taken
    return found


def _mixed(token: str, start: int) -> list[Figure]:
    """«O6», «l2»: letters that look like figures; «06a39b98» is figures with letters in between."""
    plain = token.translate(_LETTERS)
    if plain.isdecimal():
        return [Figure(plain, start, start + len(token), False)]
    return [Figure(m[0], start + m.start(), start + m.end(), False) for m in regex.finditer(r"\d+", token)]
