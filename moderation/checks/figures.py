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
_SPELLINGS = {  # as pupils hear them
    "zero": "zro z3ro zer0 z3r0 zeros zerot zeo o oh zeraux zehro",
    "un": "une one hun",
    "deux": "two de2 deu",
    "trois": "troi three troix troie",
    "quatre": "katre catre quatres quatr cuatre four quate cat",
    "cinq": "cink cinc sinq five cinque saink",
    "six": "sis siz cis sise",
    "sept": "set cet seven cete",
    "huit": "uit wit eight huits ui",
    "neuf": "nef neufs nine neuve",
    "dix": "dis diz disse",
    "onze": "onz onse",
    "douze": "doze douz douse",
    "treize": "trese treiz treze",
    "quatorze": "katorze catorze quatorz",
    "quinze": "kinze quinz cinze",
    "seize": "seze seiz saize",
    "vingt": "vin vint vingts ving",
    "trente": "trante trent trantes",
    "quarante": "karante carante quarente karente",
    "cinquante": "cinquente sinquante cincante",
    "soixante": "soissante soisante swasante",
}
_CANONICAL = {wrong: right for right, several in _SPELLINGS.items() for wrong in several.split()}
_TOKEN = regex.compile(r"[\p{L}\d]+")
_LETTERS = str.maketrans("oilsbz", "011582")
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
    known: dict[tuple[str, ...], str] = {}
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
    heard = [_CANONICAL.get(word, word) for word in words]
    for length in range(min(LONGEST, len(words)), 0, -1):
        if digits := known.get(tuple(heard[:length])):
            return digits, length
    if len(words[0]) >= 5 and (digits := known.get(("", _sound(words[0])))):
        return digits, 1
    return (_glued(words[0]), 1) if len(words[0]) >= 7 else ("", 1)


def _glued(word: str) -> str:
    """«zerosixtrenteneuf»"""
    digits = ""
    while word:
        name = next((name for name in _names() if word.startswith(name)), None)
        if name is None:
            return ""
        digits, word = digits + _names()[name], word[len(name) :]
    return digits


@cache
def _names() -> dict[str, str]:
    """Longest first."""
    names = {_name(number).replace("-", ""): str(number) for number in range(100)}
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def figures(page: Page) -> list[Figure]:
    found: list[Figure] = []
    tokens = [(_plain(m[0]), m.start(), m.end()) for m in page.find(_TOKEN)]
    words = [token for token, _, _ in tokens]
    place = 0
    while place < len(tokens):
        token, start, end = tokens[place]
        taken = 1
        if token.isdecimal():
            found.append(Figure(token, start, end, False))
        elif any(letter.isdecimal() for letter in token) and token not in _CANONICAL:
            found += _mixed(token, start)
        else:
            digits, taken = _spelled(words[place : place + LONGEST])
            if digits:
                found.append(Figure(digits, start, tokens[place + taken - 1][2], True))
        place += taken
    return found


def _plain(token: str) -> str:
    """Figures of other alphabets as ours."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in token)


def _mixed(token: str, start: int) -> list[Figure]:
    """«O6», «l2»: letters that look like figures; «06a39b98» is figures with letters in between."""
    plain = token.translate(_LETTERS)
    if plain.isdecimal():
        return [Figure(plain, start, start + len(token), False)]
    parts = [(m[0], m.start(), m.end()) for m in regex.finditer(r"\d+|\p{L}+", token)]
    read = [(part if part.isdecimal() else _spelled([part])[0], first, last) for part, first, last in parts]
    return [Figure(digits, start + first, start + last, False) for digits, first, last in read if digits]
