"""Distress, said or veiled, of oneself or a friend: death, self-harm, blows, touching, harassment, running away.

Never a reproach: a finding calls an adult to read now. Signs say where (words/distress.txt); where none is whole, the
words of the text are weighed together (words/distress.weights.txt). A pupil missed costs more than a text read twice.
"""

from collections.abc import Iterator
from functools import cache

from moderation.checks.page import Around, Page, Seen
from moderation.checks.scales import features, weigh, weights
from moderation.checks.signs import Reading, Signs
from moderation.checks.speech import BREAK, Said, listen
from moderation.checks.words import sections

LISTS = ("strong", "signs", "innocent")
# Above the first, one everyday text in two hundred: as a sign is. Above the second, one in twenty: the teacher is told.
HEAVY, UNEASY = 1.0, -0.9


@cache
def known() -> dict[str, Signs]:
    lists = sections("distress")
    families = {name: words for name, words in lists.items() if name not in LISTS}
    return {name: Signs(families, lists[name]) for name in LISTS}


def look(page: Page, around: Around) -> Iterator[Seen]:
    """Each place once, however many signs meet there; the whole text when only the scales speak.

    Where they barely speak, the kind is "unease": told to the teacher alone.
    """
    said, strong, story = _read(page)
    spans = list(strong.spans())
    if not story:
        spans += known()["signs"].read(said).spans()
    if spans:
        yield from _each_once(page, sorted(spans))
    elif _is_weighed(page, said):
        weight = weigh(features(said, strong, story), weights("distress"))
        if weight > UNEASY:
            kind = "distress" if weight > HEAVY else "unease"
            yield page.seen(kind, said[0].start, said[-1].end)


def _each_once(page: Page, spans: list[tuple[int, int]]) -> Iterator[Seen]:
    end = 0
    for start, stop in spans:
        if start >= end:
            yield page.seen("distress", start, stop)
        end = max(end, stop)


def _is_weighed(page: Page, said: list[Said]) -> bool:
    """There are words; and no web address, which is held and read anyway."""
    return any(one.word != BREAK for one in said) and "://" not in page.folded


def features_of(page: Page) -> set[str]:
    """What the scales are settled on."""
    return features(*_read(page))


def _read(page: Page) -> tuple[list[Said], Reading, bool]:
    said = listen(page)
    story = any(known()["innocent"].read(said).spans()) if any(one.word != BREAK for one in said) else False
    return said, known()["strong"].read(said), story
