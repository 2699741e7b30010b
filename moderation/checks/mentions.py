"""Calling half the class at once."""

from collections.abc import Iterator

import regex

from moderation.checks.page import Around, Page, Seen

MOST = 5
_CALLED = regex.compile(r"(?<![\p{L}\p{N}])@\p{L}[\p{L}\p{N}_.-]*")


def look(page: Page, around: Around) -> Iterator[Seen]:
    called = list(page.find(_CALLED))
    if len(called) > MOST:
        yield page.seen("mentions", called[0].start(), called[-1].end())
