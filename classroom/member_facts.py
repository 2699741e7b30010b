"""What upper rooms know about pupils and the list of members shows: they register here, it asks here."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from classroom.models import ClassSpace

Fact = Callable[[ClassSpace], set[UUID]]
_facts: dict[str, Fact] = {}


def register(name: str) -> Callable[[Fact], Fact]:
    """``name`` is what the list calls it; the function gives the ids of the members it is true of, in one query."""

    def keep(fact: Fact) -> Fact:
        _facts[name] = fact
        return fact

    return keep


@cache
def _discovered() -> dict[str, Fact]:
    autodiscover_modules("member_facts")
    return _facts


def true_of(name: str, space: ClassSpace) -> set[UUID]:
    """The members of the class of whom ``name`` is true: nobody when no room knows."""
    fact = _discovered().get(name)
    return fact(space) if fact else set()
