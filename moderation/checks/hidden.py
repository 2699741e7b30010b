"""Letters that hide: invisible ones, and those borrowed from another alphabet to look like ours."""

from collections.abc import Iterator

from moderation.checks.page import Around, Page, Seen
from posts.text import hidden_places


def look(page: Page, around: Around) -> Iterator[Seen]:
    for start, end in hidden_places(page.text):
        yield Seen("hidden", start, end, "")
