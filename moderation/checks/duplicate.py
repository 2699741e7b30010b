"""What its author sent already, give or take an accent or a full stop."""

from collections.abc import Iterator

from moderation.checks.page import Around, Page, Seen

LETTERS = 8  # « oui merci » may be said twice


def look(page: Page, around: Around) -> Iterator[Seen]:
    if len(page.squeezed) >= LETTERS and page.squeezed in around.earlier:
        yield Seen("duplicate", 0, len(page.text), "")
