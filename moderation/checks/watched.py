"""The words that the class and its school look for; those that change most for the text are told first."""

from collections.abc import Iterator

from moderation.checks.page import Around, Page, Seen

FIRST = ("refuse", "notify", "mask", "replace", "hold", "explain", "flag")


def look(page: Page, around: Around) -> Iterator[Seen]:
    caught = [one for known in around.watched for one in known.find(page)]
    for one in sorted(caught, key=lambda one: FIRST.index(one.word.action)):
        yield page.seen(one.word.kind, one.start, one.end)
