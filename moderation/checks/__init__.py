"""The automatic checks, always the same and in this order. They hold and explain; a teacher decides.

Each is a pure function of a text and of what may be known around it, in a file of its own.
"""

import logging
import time
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import NamedTuple

from moderation.checks import (
    addresses,
    births,
    distress,
    duplicate,
    emails,
    handles,
    hidden,
    insults,
    links,
    mentions,
    phones,
    places,
    repetition,
    shouting,
    surnames,
    watched,
)
from moderation.checks.page import SECONDS, Around, Look, Page, Seen

__all__ = ["CHECKS", "Around", "Findings", "Page", "Seen", "check"]

CHECKS: dict[str, Look] = {
    "distress": distress.look,
    "phone": phones.look,
    "email": emails.look,
    "address": addresses.look,
    "birth": births.look,
    "handle": handles.look,
    "surname": surnames.look,
    "place": places.look,
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

    @property
    def worry(self) -> bool:
        """Words of distress: somebody must read them soon, and their author must know whom to call."""
        return any(one.kind == "distress" for one in self.seen)


def check(text: str, around: Around) -> Findings:
    """All the checks on one text. Never raises: what could not run says so."""
    _read_lists()
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


@cache
def _read_lists() -> None:
    """The first text of a process is not the one that pays for reading the lists of words."""
    for look in CHECKS.values():
        with suppress(Exception):
            list(look(Page("Bonjour à toutes et à tous."), Around()))
