"""A flood of ten thousand hostile characters takes time in proportion to its length, never to its square."""

import time
from contextlib import suppress

import pytest

from posts.text import (
    TextRefused,
    clean,
    diff,
    find_mentions,
    fold,
    hashtags,
    length,
    measure,
    raw_view,
    render,
)
from tests.posts.hostile import FLOODS

SMALL, TIMES = 5_000, 4
NAMES = [(number, f"Léa{number} {'M' * (number % 5)}.") for number in range(40)]
VERBS = {
    "clean": lambda text: clean(text, limit=len(text)),
    "length": length,
    "measure": measure,
    "fold": fold,
    "hashtags": hashtags,
    "mentions": lambda text: find_mentions(text, NAMES),
    "render": lambda text: render(text, links="live", leaving_url=str, tag_url=str),
    "raw_view": raw_view,
    "diff": lambda text: diff(text, text[::-1]),
}


def seconds(verb, text):
    best = 1.0
    for _try in range(3):
        began = time.perf_counter()
        with suppress(TextRefused):
            verb(text)
        best = min(best, time.perf_counter() - began)
    return best


@pytest.mark.parametrize("flood", FLOODS)
@pytest.mark.parametrize("verb", VERBS)
def test_four_times_the_flood_takes_about_four_times_as_long(verb, flood):
    text = FLOODS[flood] * SMALL * TIMES
    ratios = []
    for _try in range(3):  # a neighbour may have taken the machine for a moment
        short = max(seconds(VERBS[verb], text[:SMALL]), 0.0005)
        ratios.append(seconds(VERBS[verb], text[: SMALL * TIMES]) / short)
        if ratios[-1] < 2 * TIMES:
            return
    raise AssertionError(f"{ratios} for {TIMES} times the text")
