"""What is promised of the checks, on both halves of the labelled sentences."""

import pytest

from bench.checks import SETS, measure

BOTH = pytest.mark.parametrize("half", ["worked-on", "held-out"])


@BOTH
def test_distress_is_caught_and_seldom_imagined(half):
    _kinds, least, most = SETS["distress"]
    got = measure("distress", half)
    assert got.recall >= least
    assert got.false_alarms <= most
