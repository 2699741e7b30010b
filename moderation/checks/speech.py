"""Pupils' French as it is heard: text-speak written out, doubled letters and silent spellings made one.

« jveu pu vivre » is read « je veux plus vivre »; each word keeps its place in the text.
"""

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from moderation.checks.page import Page
from moderation.checks.words import sections

_TOKEN = regex.compile(r"https?://\S+|[\p{L}\p{N}]+|\.{2,}|[.!?\n]|\p{Extended_Pictographic}")
_DOUBLE = regex.compile(r"(\p{L})\1+")
_ENDING = regex.compile(r"(?<=\p{L}{3})(?:er|ez|e?es?)$")
_GLUED_I = regex.compile(r"j(?=[bcdfghklmnpqrstvwxz])")  # no French word begins so: « jveux », « jme »
BREAK = "."


class Said(NamedTuple):
    """One word heard; BREAK between sentences."""

    word: str
    start: int  # in Page.folded
    end: int


@lru_cache(maxsize=8192)
def heard(word: str) -> str:
    """The same letters for spellings that sound the same: «mourrir» and «mourir», «touchée» and «toucher»."""
    word = _DOUBLE.sub(r"\1", word).replace("qu", "k").replace("ph", "f").replace("oeu", "eu")
    return _ENDING.sub("e", word)


@cache
def _written_out() -> dict[str, tuple[str, ...]]:
    pairs = (line.split(" = ") for line in sections("text_speak")["short"])
    return {short: tuple(long.split()) for short, long in pairs}


@lru_cache(maxsize=8192)
def _words_of(token: str) -> tuple[str, ...]:
    if known := _written_out().get(token):
        return tuple(heard(word) for word in known)
    if len(token) > 2 and _GLUED_I.match(token):
        return "je", *_words_of(token[1:])
    return (heard(token),)


def listen(page: Page) -> list[Said]:
    """The words of a text as they are heard, in order."""
    said = []
    for match in page.find(_TOKEN):
        token = match[0]
        if "/" in token:  # an address of the web is not said
            continue
        if token[0] in ".!?\n":
            if len(token) == 1:  # three dots are a breath
                said.append(Said(BREAK, *match.span()))
        else:
            said += [Said(word, *match.span()) for word in _words_of(token)]
    return said
