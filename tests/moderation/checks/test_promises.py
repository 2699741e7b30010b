"""What is promised of the checks, on both halves of the labelled sentences; the held-out one is never tuned on."""

import pytest

from bench.checks import SETS, measure, sentences
from moderation.checks import Around, check


def not_yet(measured: str):
    return pytest.mark.xfail(strict=True, reason=measured)


@pytest.mark.parametrize(
    ("name", "half"),
    [
        ("distress", "worked-on"),
        pytest.param(
            "distress", "held-out", marks=not_yet("95.2 % caught, but 20.8 % of false alarms for 20 %")
        ),
        ("personal", "worked-on"),
        pytest.param(
            "personal", "held-out", marks=not_yet("2.3 % of false alarms, but 92.1 % caught for 95 %")
        ),
    ],
)
def test_what_should_be_seen_is_seen_and_little_else(name, half):
    _kinds, least, most = SETS[name]
    got = measure(name, half)
    assert got.recall >= least
    assert got.false_alarms <= most


def test_everyday_messages_hardly_worry():
    """What is innocent in the other sets; settled on in part, so a floor and no promise."""
    everyday = [text for label, text in sentences("personal", "held-out") if label == "innocent"]
    worried = [text for text in everyday if any(one.kind == "distress" for one in check(text, Around()).seen)]
    assert len(worried) <= 0.03 * len(everyday), len(worried)
