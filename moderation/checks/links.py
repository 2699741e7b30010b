"""Addresses of other sites: a teacher looks where they lead before the class does."""

from collections.abc import Iterator

from moderation.checks.page import Around, Page, Seen
from posts.text import find_links


def look(page: Page, around: Around) -> Iterator[Seen]:
    for link in find_links(page.text):
        yield Seen("link", link.start, link.end, link.host)
