"""A text in capitals: on a network it is read as shouting."""

from collections.abc import Iterator

import regex

from moderation.checks.page import Around, Page, Seen

LETTERS, SHARE = 12, 0.7  # fewer letters are a title or initials
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")


def look(page: Page, around: Around) -> Iterator[Seen]:
    cased = _CASED.findall(page.text)
    capitals = sum(letter.isupper() for letter in cased)
    if capitals >= LETTERS and capitals >= SHARE * len(cased):
        yield Seen("shouting", 0, len(page.text), "")
