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

SMALL, TIMES = 2_500, 8
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
    """Of this thread's own work: a neighbour who takes the machine for a moment is not counted."""
    began = time.thread_time()
    with suppress(TextRefused):
        verb(text)
    return time.thread_time() - began


@pytest.mark.parametrize("flood", FLOODS)
@pytest.mark.parametrize("verb", VERBS)
def test_eight_times_the_flood_takes_about_eight_times_as_long(verb, flood):
    text = FLOODS[flood] * SMALL * TIMES
    shorts, longs = [], []
    for _try in range(5):
        shorts.append(seconds(VERBS[verb], text[:SMALL]))
        longs.append(seconds(VERBS[verb], text[: SMALL * TIMES]))
        ratio = min(longs) / max(min(shorts), 0.0005)
        if ratio < 3 * TIMES:  # the square would be 64
            return
    raise AssertionError(f"{ratio:.0f} times as long for {TIMES} times the text")
