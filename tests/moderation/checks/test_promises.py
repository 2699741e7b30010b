"""What is promised of the checks, on both halves of the labelled sentences; the held-out one is never tuned on."""

import pytest

from bench.checks import SETS, measure

NOT_YET = pytest.mark.xfail(
    strict=True, reason="92.1 % of the 95 % promised are caught, with 2.3 % of false alarms"
)


@pytest.mark.parametrize(
    ("name", "half"),
    [
        ("distress", "worked-on"),
        ("distress", "held-out"),
        ("personal", "worked-on"),
        pytest.param("personal", "held-out", marks=NOT_YET),
    ],
)
def test_what_should_be_seen_is_seen_and_little_else(name, half):
    _kinds, least, most = SETS[name]
    got = measure(name, half)
    assert got.recall >= least
    assert got.false_alarms <= most
