"""What changed between two versions of a text, word by word."""

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import regex

_TOKEN = regex.compile(r"\n|[^\S\n]+|[\p{L}\p{M}\p{N}_'’-]+|[^\s\p{L}\p{M}\p{N}_'’-]+")
# Comparing costs up to the product of the two lengths: 90,000 is 300 words and spaces against as many, about
# twice the longest post. Beyond, the whole middle counts as rewritten.
_MOST_COMPARISONS = 90_000


class Change(NamedTuple):
    """A run of text: kept as it was, taken out of the old, or put into the new."""

    op: Literal["same", "del", "ins"]
    text: str


def diff(old: str, new: str) -> list[Change]:
    """Runs in reading order; «same» and «del» joined give `old`, «same» and «ins» joined give `new`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    kept = [
        Change("same", "".join(after[:head])),
        *middle,
        Change("same", "".join(after[len(after) - tail :])),
    ]
    return [change for change in kept if change.text]


def _common(one: list[str], other: list[str]) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _middle(before: list[str], after: list[str]) -> list[Change]:
    if len(before) * len(after) > _MOST_COMPARISONS:
        return [Change("del", "".join(before)), Change("ins", "".join(after))]
    changes = []
    for op, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if op == "equal":
            changes.append(Change("same", "".join(before[start:end])))
        else:
            changes += [
                Change("del", "".join(before[start:end])),
                Change("ins", "".join(after[new_start:new_end])),
            ]
    return changes
