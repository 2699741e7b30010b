"""Tags and members found in a text, case- and accent-blind."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

import regex

from classroom.folding import fold, fold_with_places

from .links import find_links

LONGEST_TAG = 50  # code points, as shown; its key stays under twice that

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_]")
_TAG = regex.compile(r"(?<![\p{L}\p{M}\p{N}_&#/])#([\p{L}\p{M}\p{N}_]+)")
_LETTER = regex.compile(r"\p{L}")


class Tag(NamedTuple):
    """A hashtag: folded («ete2026»), as typed («été2026»), and its place with the «#», in code points."""

    key: str
    shown: str
    start: int
    end: int


class Mention(NamedTuple):
    """A member named in a text; start and end in code points, the «@» included."""

    id: str
    start: int
    end: int


Span = TypeVar("Span", Tag, Mention)


def hashtags(text: str) -> list[Tag]:
    """The tags of a text in order, repeated ones too; none inside an address, none without a letter."""
    return list(_outside_links(text, _tags(text)))


def _tags(text: str) -> Iterator[Tag]:
    for match in _TAG.finditer(text):
        if len(match[1]) <= LONGEST_TAG and _LETTER.search(match[1]):
            key = fold(match[1])
            if len(key) <= 2 * LONGEST_TAG and key:
                yield Tag(key, match[1], match.start(), match.end())


def find_mentions(text: str, members: Iterable[tuple[object, str]]) -> list[Mention]:
    """«@» and a display name, case- and accent-blind, the longest that fits; «Léa M.» may lack its dot.

    A name that two members share names nobody.
    """
    names = _names(members)
    lengths = sorted(set(map(len, names)), reverse=True)
    folded, places = fold_with_places(text)
    mentions = []
    for start in _ats(folded, {name[0] for name in names}):
        end = _end_of_name(folded, places, start + 1, lengths, names.__contains__)
        if end is not None:
            member = names[folded[start + 1 : end]]
            if member is not None:
                mentions.append(Mention(member, places[start], places[end]))
    return list(_outside_links(text, mentions))


def _names(members: Iterable[tuple[object, str]]) -> dict[str, str | None]:
    names: dict[str, str | None] = {}
    for member, name in members:
        full = fold(name).strip()
        for variant in {full, full.rstrip(". ")} - {""}:
            names[variant] = str(member) if names.get(variant, str(member)) == str(member) else None
    return names


def _ats(folded: str, initials: set[str]) -> Iterator[int]:
    """Where a name may begin: after an «@» that ends no word («lea@ecole.fr» is an address)."""
    at = folded.find("@")
    while at != -1:
        if folded[at + 1 : at + 2] in initials and not (at and _WORD.match(folded[at - 1])):
            yield at
        at = folded.find("@", at + 1)


def _end_of_name(
    folded: str, places: list[int], start: int, lengths: list[int], known: Callable[[str], bool]
) -> int | None:
    """The end of the longest known name at `start`: the end of a word, never the middle of a ligature."""
    for length in lengths:
        end = start + length
        if end < len(places) and known(folded[start:end]) and places[end] != places[end - 1]:
            follower = folded[end : end + 1]
            if not (follower and _WORD.match(follower)):
                return end
    return None


def _outside_links(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    links = iter(find_links(text))
    link = next(links, None)
    for span in spans:
        while link and link.end <= span.start:
            link = next(links, None)
        if not link or span.start < link.start:
            yield span
