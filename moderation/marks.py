"""The words that a teacher marks in a text: selected by hand, or typed and found again in it."""

import json
from typing import Any

from django.utils.translation import gettext as _

from posts.refusals import Refused
from posts.text import fold_with_places

MOST = 40  # marks in one text
Marks = list[list[int]]  # [[start, end]] in code points of the text


class NotInText(Refused):
    code = "not_in_text"


def read_marks(selected: str, typed: str, text: str) -> Marks:
    """The spans of ``selected`` (JSON, from the page's script) and of ``typed`` (a passage a line), in order.

    Raises NotInText for a passage that the text does not hold; a span outside the text is left out.
    """
    spans = [*_selected(selected, text), *_typed(typed, text)]
    return [[start, end] for start, end in sorted(set(spans))[:MOST]]


def _selected(selected: str, text: str) -> list[tuple[int, int]]:
    try:
        pairs = json.loads(selected or "[]")
    except (ValueError, RecursionError):  # the second for brackets without end
        return []
    return [(a, b) for a, b in filter(_is_pair, pairs if isinstance(pairs, list) else []) if b <= len(text)]


def _is_pair(pair: Any) -> bool:
    if not isinstance(pair, list) or len(pair) != 2 or any(type(place) is not int for place in pair):
        return False
    return 0 <= pair[0] < pair[1]


def _typed(typed: str, text: str) -> list[tuple[int, int]]:
    folded, places = fold_with_places(text)
    found: list[tuple[int, int]] = []
    for passage in filter(None, (line.strip() for line in typed.splitlines())):
        sought, _places = fold_with_places(passage)
        spans = _occurrences(sought, folded, places)
        if not spans:
            raise NotInText(
                _("“%(words)s” is not in the text. Nothing was sent: correct the words to mark.")
                % {"words": passage}
            )
        found += spans
    return found


def _occurrences(sought: str, folded: str, places: list[int]) -> list[tuple[int, int]]:
    """Where ``sought`` stands in the text, as whole words if it stands so anywhere, else wherever it does."""
    spans, at = [], folded.find(sought) if sought else -1
    while at != -1:
        spans.append((at, at + len(sought)))
        at = folded.find(sought, at + len(sought))
    whole = [span for span in spans if _stands_alone(folded, *span)]
    return [(places[a], places[b - 1] + 1) for a, b in whole or spans]


def _stands_alone(folded: str, start: int, end: int) -> bool:
    return not folded[max(start - 1, 0) : start].isalnum() and not folded[end : end + 1].isalnum()
