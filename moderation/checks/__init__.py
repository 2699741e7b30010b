"""The automatic checks, always the same and in this order. They hold and explain; a teacher decides.

Each is a pure function of a text and of what may be known around it, in a file of its own.
"""

import logging
import time
from itertools import islice
from typing import NamedTuple

from moderation.checks import distress, duplicate, hidden, insults, links, mentions, repetition, shouting, watched
from moderation.checks.page import SECONDS, Around, Look, Page, Seen

__all__ = ["CHECKS", "Around", "Findings", "Page", "Seen", "check"]

CHECKS: dict[str, Look] = {
    "distress": distress.look,
    "insult": insults.look,
    "shouting": shouting.look,
    "repetition": repetition.look,
    "hidden": hidden.look,
    "link": links.look,
    "mentions": mentions.look,
    "duplicate": duplicate.look,
    "watched": watched.look,
}

MOST = 20  # told of one check: more would hide the text
log = logging.getLogger(__name__)


class Findings(NamedTuple):
    """What was seen, by place; and the checks that failed or took too long: nobody knows what they would have seen."""

    seen: list[Seen]
    not_run: list[str]


def check(text: str, around: Around) -> Findings:
    """All the checks on one text. Never raises: what could not run says so."""
    page, seen, not_run = Page(text), [], []
    for name, look in CHECKS.items():
        began = time.monotonic()
        try:
            found = list(islice(look(page, around), MOST))
        except Exception as failure:  # whatever it is, the text must reach its teacher
            log.warning("a check failed", extra={"check": name, "failure": type(failure).__name__})
            not_run.append(name)
            continue
        seen += found
        if time.monotonic() - began > SECONDS:
            not_run.append(name)
    return Findings(sorted(seen, key=lambda one: (one.start, one.end)), not_run)
