"""What a class needs before its first message, and what is counted of it: each room says its own (`features.py`).

The guided first run and the school's list of classes read these registries; they know no upper room.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from classroom.models import ClassSpace, User

Sentence = str | Promise


@dataclass(frozen=True)
class Step:
    """One thing to do in a new class. ``route`` takes the class's slug; ``done`` asks the database."""

    order: int
    title: Sentence
    text: Sentence
    act: Sentence  # what the button says
    route: str
    icon: str
    done: Callable[[ClassSpace, User], bool]


@dataclass(frozen=True)
class Figure:
    """One number of a class, for its adults: ``count`` gives {space id: number} in one query for all of them."""

    order: int
    title: Sentence
    count: Callable[[Collection[ClassSpace]], dict[UUID, int]]


@dataclass(frozen=True)
class Standing:
    """A step in one class."""

    step: Step
    is_done: bool
    url: str


steps: dict[str, Step] = {}
figures: dict[str, Figure] = {}


def standings(space: ClassSpace, user: User) -> list[Standing]:
    """Each step in this class, in the order in which one takes them."""
    ordered = sorted(steps.values(), key=lambda step: step.order)
    return [
        Standing(step, step.done(space, user), reverse(step.route, args=[space.slug])) for step in ordered
    ]


def count(spaces: Collection[ClassSpace]) -> list[tuple[Sentence, dict[UUID, int]]]:
    """[(title, {space id: number})], one query a figure however many the classes."""
    ordered = sorted(figures.values(), key=lambda figure: figure.order)
    return [(figure.title, figure.count(spaces)) for figure in ordered]
