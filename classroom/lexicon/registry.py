"""What other floors tell the lexicon, from their `features.py`: which screens an entry explains, which article of
the class's charter goes with a topic, and what keeps a member from suggesting a word."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from classroom.models import ClassSpace, Membership


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature entry's declaration: the routes it explains, the templates it is shown in, the screen to go and see."""

    slug: str
    routes: tuple[str, ...]
    shown_in: tuple[str, ...]
    screen: str  # a route's name without arguments, or with the class's slug only; "" when there is none


class RelatedArticle(NamedTuple):
    """An article of the class's charter, as the lexicon shows it."""

    number: int
    sentence: str
    url: str


FEATURES: dict[str, Feature] = {}
NEIGHBOURS = {"alert": "harassment", "trace": "identity", "consent": "image", "length": "reviewed"}

_find_article: list[Callable[[ClassSpace, list[str]], RelatedArticle | None]] = []
_hindrances: list[Callable[[Membership], str]] = []


def feature(slug: str, *routes: str, shown_in: str | tuple[str, ...] = (), screen: str = "") -> None:
    """Declares the screens that the entry ``slug`` explains. Twice for one slug is a mistake: ValueError."""
    if slug in FEATURES:
        raise ValueError(f"the entry {slug} is declared twice")
    shown = (shown_in,) if isinstance(shown_in, str) else shown_in
    FEATURES[slug] = Feature(slug, routes, shown, screen)


def articles_come_from(find: Callable[[ClassSpace, list[str]], RelatedArticle | None]) -> None:
    """The floor that keeps the charter tells how to find an article by topics, the first topic first."""
    _find_article[:] = [find]


def article_for(space: ClassSpace, topic: str) -> RelatedArticle | None:
    """The article of the class's charter for ``topic``, or for its neighbour; None when there is none."""
    if not topic or not _find_article:
        return None
    return _find_article[0](space, [topic, *filter(None, [NEIGHBOURS.get(topic)])])


def hindered_by(find: Callable[[Membership], str]) -> None:
    """``find(member)`` is the sentence that says why the member cannot suggest anything now, or ""."""
    _hindrances.append(find)


def hindrance(member: Membership) -> str:
    return next((sentence for find in _hindrances if (sentence := find(member))), "")
