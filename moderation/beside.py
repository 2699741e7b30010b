"""What is told beside the texts of a board: articles cited, what the checks saw, the author's last verdicts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from charter.models import Article
from moderation.findings import told_of, topics_of
from posts.lifecycle import VERDICTS, Status
from posts.models import Transition

if TYPE_CHECKING:
    from moderation.board import Card

RECENT = timedelta(days=60)  # how far back an author's history is told
VERDICTS_TOLD = 5


class Told(NamedTuple):
    """One verdict of an author's recent history."""

    move: str
    at: datetime
    articles: list[Article]


def tell(cards: "Sequence[Card]", now: datetime) -> None:
    """Lays on each card the articles cited; on what waits, what the checks saw and the author's last verdicts.

    Two queries.
    """
    waiting = [card for card in cards if card.post.status == Status.PENDING]
    lines = list(_history({card.post.author_id for card in waiting}, now)) if waiting else []
    cited = {UUID(hex=pk) for card in cards for pk in card.post.cited or []}
    cited |= {UUID(hex=pk) for line in lines for pk in line["articles"]}
    about = [card.post.sent.charter_id for card in waiting if topics_of(card.post.sent)]
    asked = Q(pk__in=cited) | Q(
        charter__in=about, topic__in=set().union(*(topics_of(c.post.sent) for c in waiting))
    )
    known = {article.pk: article for article in Article.objects.filter(asked)} if cited or about else {}

    def named(ids: Iterable[str]) -> list[Article]:
        return sorted((known[UUID(hex=pk)] for pk in ids if UUID(hex=pk) in known), key=lambda a: a.number)

    for card in cards:
        card.articles = named(card.post.cited or [])
    for card in waiting:
        card.findings = told_of(card.post.sent, known.values())
        mine = (line for line in lines if line["post__author"] == card.post.author_id)
        card.history = [Told(line["move"], line["at"], named(line["articles"])) for line in mine]


def _history(authors: set[UUID], now: datetime):
    undone = Transition.objects.filter(post=OuterRef("post"), move="undo", undoes=OuterRef("number"))
    told = Transition.objects.filter(
        ~Exists(undone), post__author__in=authors, at__gte=now - RECENT, move__in=[*VERDICTS, "take_down"]
    )
    rank = Window(RowNumber(), partition_by=[F("post__author")], order_by=F("number").desc())
    asked = told.annotate(rank=rank).filter(rank__lte=VERDICTS_TOLD)
    return asked.order_by("post__author", "rank").values("post__author", "move", "at", "articles")
