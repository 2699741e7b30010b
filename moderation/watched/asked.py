"""A watched word as it is compared: folded like the text, its words one after the other."""

import regex

from moderation.checks.page import Page

_ASKED = regex.compile(r"[\p{L}\p{N}*]+|\p{Extended_Pictographic}", regex.V1)
_STARS = regex.compile(r"\*{2,}")


def asked(pattern: str, *, exact: bool = False) -> str:
    """A watched word as it is compared: «Ta *Gueule !» → "ta *gueule "; "" when nothing of it can be looked for."""
    page = Page(pattern)
    words = _ASKED.findall(page.cased if exact else page.folded)
    line = "".join(f"{_STARS.sub('*', word)} " for word in words)
    return line if line.strip("* ") else ""
