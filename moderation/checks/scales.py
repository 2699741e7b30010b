"""Words weighed together: where no sign is whole, many small ones may weigh as much.

A weight for each word, each two neighbours and each two families of words that meet; ``python -m bench.weigh``
settles them from the labelled sentences that may be read. Signs beside them say why; scales only say that.
"""

import math
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from moderation.checks.signs import Reading
from moderation.checks.speech import BREAK, Said

LETTERS = 5  # the beginning of a word is enough
ALWAYS, TOLD = "(always)", "(story)"


def features(said: list[Said], reading: Reading, story: bool) -> set[str]:
    """What the scales know of one text. ``story``: it is a game, a book, a lesson."""
    words = [one.word[:LETTERS] for one in said if one.word != BREAK]
    families = sorted(name for name in reading.masks if name[0] == "<")
    found = {ALWAYS, *words, *families}
    found.update(f"{one} {next_one}" for one, next_one in pairwise(words))
    found.update(f"{one} {other}" for one, other in combinations(families, 2))
    if story:
        found.add(TOLD)
    return found


@cache
def weights(name: str) -> dict[str, float]:
    lines = (Path(__file__).parent / "words" / f"{name}.weights.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and line[0] != "#")
    return {feature: float(weight) for weight, feature in pairs}


def weigh(found: set[str], weight: dict[str, float]) -> float:
    """Above 0: more like the sentences to catch than the innocent ones. Long texts weigh no more than short ones."""
    return sum(weight.get(one, 0.0) for one in found) / math.sqrt(len(found))
