"""A text in capitals: on a network it is read as shouting."""

from collections.abc import Iterator

import regex

from moderation.checks.page import Around, Page, Seen
from posts.text import find_links

LETTERS, SHARE = 12, 0.7  # fewer letters are a title or initials
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")


def look(page: Page, around: Around) -> Iterator[Seen]:
    cased = _CASED.findall(_without_links(page.text))
    capitals = sum(letter.isupper() for letter in cased)
    if capitals >= LETTERS and capitals >= SHARE * len(cased):
        yield Seen("shouting", 0, len(page.text), "")


def _without_links(text: str) -> str:
    for link in reversed(list(find_links(text))):
        text = text[: link.start] + text[link.end :]
    return text
