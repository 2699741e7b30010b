"""One sign or one word again and again."""

from collections.abc import Iterator

import regex

from moderation.checks.page import SECONDS, Around, Page, Seen

_SIGNS = regex.compile(r"(?>(\X))(?<!\s)\1{5,}")
_WORDS = regex.compile(r"(?<![\p{L}\p{N}])([\p{L}\p{N}]{2,})(?:[^\p{L}\p{N}]{1,3}\1){3,}(?![\p{L}\p{N}])")


def look(page: Page, around: Around) -> Iterator[Seen]:
    """Six times the same sign, four times the same word."""
    for match in _SIGNS.finditer(page.text, timeout=SECONDS):
        yield Seen("repetition", match.start(), match.end(), match[1])
    for match in page.find(_WORDS):
        yield page.seen("repetition", *match.span())
