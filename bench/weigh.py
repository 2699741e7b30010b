"""Settle the weights of the check of distress: ``python -m bench.weigh``, after worked-on sentences were added.

A logistic regression (AdaGrad, a few passes, always the same order) on the worked-on half alone: the held-out half is
never read here. Prints how it fares on sentences that it was not settled on, five parts in turn.
"""

import math
import os
import random
import sys
from pathlib import Path

PASSES, STEP, SHRINK = 25, 0.3, 2e-4
PARTS = 5
LEAST = 0.02  # lighter weights are left out of the file
Example = tuple[set[str], int]


def settle(examples: list[Example], seed: int = 1) -> dict[str, float]:
    weight: dict[str, float] = {}
    moved: dict[str, float] = {}
    order, shuffled = random.Random(seed), list(examples)  # noqa: S311 - an order, not a secret
    for _ in range(PASSES):
        order.shuffle(shuffled)
        for found, label in shuffled:
            scale = 1 / math.sqrt(len(found))
            odds = sum(weight.get(one, 0.0) for one in found) * scale
            slope = (1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) - label) * scale
            for one in found:
                pull = slope + SHRINK * weight.get(one, 0.0)
                moved[one] = moved.get(one, 0.0) + pull * pull
                weight[one] = weight.get(one, 0.0) - STEP * pull / math.sqrt(moved[one] + 1e-8)
    return weight


def examples() -> list[Example]:
    """What may be read of distress; and, of the other sets, what is said every day."""
    from bench.checks import sentences
    from moderation.checks import Page, distress

    told = sentences("distress", "worked-on")
    told += [
        pair
        for name in ("insults", "personal")
        for pair in sentences(name, "worked-on")
        if pair[0] != "insult"
    ]
    return [(distress.features_of(Page(sentence)), int(label == "distress")) for label, sentence in told]


def curve(known: list[Example]) -> None:
    """Recall at several rates of false alarms, each part weighed by what the others settled."""
    from moderation.checks.scales import weigh

    scores: list[tuple[float, int]] = []
    size = len(known) // PARTS + 1
    for start in range(0, len(known), size):
        others = known[:start] + known[start + size :]
        weight = settle(others)
        scores += [(weigh(found, weight), label) for found, label in known[start : start + size]]
    innocent = sorted((score for score, label in scores if not label), reverse=True)
    caught = [score for score, label in scores if label]
    for rate in (0.02, 0.05, 0.10, 0.15, 0.20):
        least = innocent[int(rate * len(innocent))]
        print(
            f"false alarms {rate:.0%}: recall {sum(one > least for one in caught) / len(caught):.1%} above {least:+.2f}"
        )


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
    os.environ.setdefault("ARDOISE_DEBUG", "true")
    import django

    django.setup()
    from moderation.checks import scales

    known = examples()
    curve(known)
    weight = settle(known)
    kept = sorted((one, round(value, 2)) for one, value in weight.items() if abs(value) >= LEAST)
    lines = [f"{value}\t{one}" for one, value in kept]
    head = "# Settled by bench/weigh.py from distress.worked-on.tsv (CC0-1.0): weight<TAB>word, neighbours or families."
    target = Path(scales.__file__).parent / "words" / "distress.weights.txt"
    target.write_text("\n".join([head, *lines]) + "\n", "utf-8")
    print(f"{len(lines)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
