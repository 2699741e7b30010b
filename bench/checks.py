"""How many of the labelled sentences the automatic checks catch, and how often they are wrong: ``./run bench checks``.

Recall: caught ÷ what should be. False alarms: innocent sentences with a finding of the set ÷ innocent ones. The
held-out half was fixed before any check was written and never tuned on; ``worked-on`` as argument measures the other,
and ``--missed`` prints what went wrong there.
"""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

SENTENCES = Path(__file__).parent / "sentences"
HALVES = ("held-out", "worked-on")
PERSONAL = ("phone", "email", "address", "birth", "handle", "surname", "place")
# set: (the kinds of finding that answer for it, least recall, most false alarms)
SETS = {
    "insults": (("insult",), 0.95, 0.05),
    "personal": (PERSONAL, 0.95, 0.05),
    "distress": (("distress", "unease"), 0.95, 0.20),
}


class Figures(NamedTuple):
    """``wrong``: (label, sentence, the kinds seen)"""

    caught: int
    positives: int
    alarms: int
    innocents: int
    by_label: dict[str, tuple[int, int]]
    wrong: list[tuple[str, str, list[str]]]

    @property
    def recall(self) -> float:
        return self.caught / self.positives

    @property
    def false_alarms(self) -> float:
        return self.alarms / self.innocents


def sentences(name: str, half: str) -> list[tuple[str, str]]:
    """(label, sentence) of one half of a set."""
    lines = (SENTENCES / f"{name}.{half}.tsv").read_text("utf-8").split("\n")
    return [(line.partition("\t")[0], line.partition("\t")[2]) for line in lines if line and line[0] != "#"]


def measure(name: str, half: str) -> Figures:
    from moderation.checks import Around, check

    lines = [line.split("\t") for line in (SENTENCES / "personal.roster.txt").read_text("utf-8").splitlines()]
    first_names, surnames = zip(*(line for line in lines if len(line) == 2), strict=True)
    places = (SENTENCES / "personal.places.txt").read_text("utf-8").splitlines()
    names = tuple(place.split("\t")[1] for place in places if place and place[0] != "#")
    around = Around(surnames, names, first_names=first_names)
    kinds, tally, found, wrong = SETS[name][0], Counter[str](), Counter[str](), []
    for label, sentence in sentences(name, half):
        seen = sorted({one.kind for one in check(sentence, around).seen} & set(kinds))
        tally[label] += 1
        found[label] += bool(seen)
        if bool(seen) == (label == "innocent"):
            wrong.append((label, sentence, seen))
    by_label = {label: (found[label], tally[label]) for label in tally}
    alarms, innocents = by_label.pop("innocent")
    caught, positives = (sum(pair) for pair in zip(*by_label.values(), strict=True))
    return Figures(caught, positives, alarms, innocents, by_label, wrong)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
    os.environ.setdefault("ARDOISE_DEBUG", "true")
    import django

    django.setup()
    half = next((word for word in sys.argv[1:] if word in HALVES), HALVES[0])
    failed = 0
    print(f"{half:14}{'recall':>18}{'false alarms':>20}   must be")
    for name, (_kinds, least, most) in SETS.items():
        got = measure(name, half)
        missed = got.recall < least or got.false_alarms > most
        failed += missed
        recall = f"{got.caught}/{got.positives} = {got.recall:6.1%}"
        alarms = f"{got.alarms}/{got.innocents} = {got.false_alarms:6.1%}"
        print(
            f"{name:14}{recall:>18}{alarms:>20}   ≥ {least:.0%}, ≤ {most:.0%}{'   MISSED' if missed else ''}"
        )
        if len(got.by_label) > 1:
            print("  " + ", ".join(f"{label} {a}/{b}" for label, (a, b) in sorted(got.by_label.items())))
        if "--missed" in sys.argv and half == "worked-on":
            print(
                "\n".join(f"    {label:9} {kinds or '':} {sentence}" for label, sentence, kinds in got.wrong)
            )
    return failed


if __name__ == "__main__":
    sys.exit(main())
