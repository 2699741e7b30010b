"""One text before its teacher: the card, the panel that is open in it, and what was typed there."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from charter.models import Article
from classroom.htmx import HtmxRequest
from classroom.models import Membership
from classroom.prepared import prepared
from classroom.standing import stand_in, standing_of
from moderation.beside import tell
from moderation.board import Card, with_surroundings
from moderation.habits import habits_of
from moderation.marks import read_marks
from moderation.phrases import phrases_for
from moderation.verdicts import VerdictForm
from posts.lifecycle import Status
from posts.models import Post, Transition
from posts.own import Pieces, marked
from posts.story import WORDS
from posts.text import Change, diff, measure

PANELS = ("send_back", "correct")


@dataclass
class Panel:
    """What a panel shows: filled with what was typed before, when a verdict was refused."""

    name: str
    articles: list[Article] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)  # ids in hex of the articles chosen
    message: str = ""
    marks: str = "[]"
    passages: str = ""
    pieces: Pieces = field(default_factory=list)  # the text, cut where it is marked
    text: str = ""
    left: int = 0  # characters left to the corrected text
    phrases: list[str] = field(default_factory=list)

    @property
    def over(self) -> int:
        return -self.left


def case_of(member: Membership, post_id: UUID, *, told: bool = True) -> Card:
    """The card of a text that was sent in the member's space, with what is told beside it; Http404 for any other."""
    now = timezone.now()
    found = _sent(post=post_id, now=now, **standing_of(member))
    if not found:
        raise Http404
    card = Card(found[0], member, now)
    if told:
        tell([card], now)
    return card


@prepared
def _sent(*, post: UUID, now: datetime, **who: Any) -> Any:
    return with_surroundings(Post.objects.taught_by(stand_in(**who)), now).filter(pk=post)


def panel_of(card: Card, name: str, form: VerdictForm | None = None) -> Panel | None:
    """The panel ``name`` of a text that waits, or None; ``form`` is what was sent from it."""
    if name not in PANELS or card.post.status != Status.PENDING:
        return None
    revision, said = card.post.sent, form.cleaned_data if form else {}
    text = said.get("text", "") if said.get("verdict") == "correct" else revision.text
    panel = Panel(name, text=text, left=card.member.space.max_length - measure(text))
    if name == "send_back":
        form = form or VerdictForm({}, revision)
        panel.articles, panel.asked = form.of_charter, form.asked
        panel.message, panel.passages = said.get("message", ""), said.get("passages", "")
        panel.marks = said.get("marks") or "[]"
        panel.pieces = marked(revision.text, read_marks(panel.marks, "", revision.text))
        panel.phrases = phrases_for([article.topic for article in panel.articles])
    return panel


def what_happened(card: Card) -> str:
    """The last move of a text that no longer waits, in words: who did what."""
    step = card.post.transitions.order_by("-number").first()
    return move_in_words(step) if step else ""


def move_in_words(step: Transition) -> str:
    actor = Membership.objects.filter(pk=step.actor).first()
    return str(WORDS[step.move] % {"who": actor.name if actor else "?"})


def changed_since(card: Card, digest: str) -> list[Change]:
    """From the version displayed (``digest``) to the one that waits now; empty when either is unknown."""
    displayed = card.post.revisions.filter(digest=digest).first()
    return diff(displayed.text, card.post.sent.text) if displayed else []


def case_context(
    request: HtmxRequest,
    card: Card,
    panel: Panel | None = None,
    refusal: Exception | None = None,
    **more: Any,
) -> dict[str, Any]:
    """What a card reads; ``board_from`` is "reading" when it stands on the board of all my classes."""
    return {
        "card": card,
        "panel": panel,
        "refusal": getattr(refusal, "message", None) or (str(refusal) if refusal else ""),
        "slug": card.member.space.slug,
        "board_from": "reading" if "reading" in (request.POST.get("board"), request.GET.get("board")) else "",
        "alone": not request.htmx,
        "habits": habits_of(request),
        **more,
    }
