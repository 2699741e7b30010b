"""The checks' word lists, as data beside them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from classroom.folding import fold

Expression = tuple[str, ...]


@cache
def sections(name: str) -> dict[str, list[str]]:
    """{section: its lines, folded} of the list ``name``."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith("#"):
            lines.append(fold(line).strip())
    return found


class Vocabulary:
    """Single words and beginnings of words («abruti*»): one look a letter at most."""

    def __init__(self, words: Iterable[str]) -> None:
        words = list(words)
        self.whole = {word for word in words if not word.endswith("*")}
        self.stems = {word[:-1] for word in words if word.endswith("*")}
        self.shortest = min(map(len, self.stems), default=0)

    def __contains__(self, word: str) -> bool:
        return word in self.whole or self._begins(word)

    def _begins(self, word: str) -> bool:
        return bool(self.stems) and any(
            word[:n] in self.stems for n in range(self.shortest, min(len(word), 20) + 1)
        )


class Expressions:
    """Several words in a row, the last of which may be open («ta mere la *», «con mi*»)."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.by_first: dict[str, list[Expression]] = {}
        for line in lines:
            words = tuple(line.split())
            self.by_first.setdefault(words[0].rstrip("*"), []).append(words)

    def at(self, words: list[str], place: int) -> int:
        """How many words from ``place`` on are the longest known expression; 0 for none."""
        known = self.by_first.get(words[place], [])
        return max((len(one) for one in known if self._fits(one, words, place)), default=0)

    def _fits(self, expression: Expression, words: list[str], place: int) -> bool:
        if place + len(expression) > len(words):
            return False
        return all(
            word.startswith(asked[:-1]) if asked.endswith("*") else word == asked
            for asked, word in zip(expression, words[place:], strict=False)
        )
