"""The journal in words: who moved which text, when, citing what. No content is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from charter.models import Article
from classroom.models import Membership
from posts.lifecycle import VERDICTS
from posts.models import Post, Transition
from posts.story import ICONS, WORDS

PAGE = 50  # moves a page
MINE = 30  # decisions in « mes dernières décisions »


@dataclass
class Line:
    """One move: its sentence, the post it moved, the articles cited, and whether it was undone since."""

    step: Transition
    words: str
    icon: str
    articles: list[Article]
    undone: bool
    undoable: bool = False

    @property
    def post(self) -> Post:
        return self.step.post


def journal_page(member: Membership, before: int | None) -> tuple[list[Line], int | None]:
    """The moves in the member's space, newest first, numbered under ``before``; and where the next page begins."""
    moves = _moves(member).filter(**({"number__lt": before} if before else {}))
    found = list(moves[: PAGE + 1])
    return lines_of(found[:PAGE]), found[PAGE - 1].number if len(found) > PAGE else None


def my_decisions(member: Membership) -> list[Line]:
    """The member's own last decisions, the last one first."""
    mine = _moves(member).filter(actor=member.pk, move__in=[*VERDICTS, "take_down", "restore"])
    lines = lines_of(mine[:MINE])
    for line in lines:
        holding = line.post.state(space=member.space).holding
        line.undoable = holding and line.post.verdict_number == line.step.number
    return lines


def _moves(member: Membership):
    return (
        Transition.objects.filter(space=member.space_id)
        .select_related("post__author", "post__revision")
        .order_by("-number")
    )


def lines_of(steps: Iterable[Transition]) -> list[Line]:
    """Three queries, however many moves."""
    steps = list(steps)
    cited = Article.objects.in_bulk({UUID(hex=pk) for step in steps for pk in step.articles})
    names = dict(Membership.objects.filter(pk__in={step.actor for step in steps}).named())
    undone = _undone(steps)
    return [
        Line(
            step,
            str(WORDS[step.move] % {"who": names.get(step.actor.hex) or _("A former member")}),
            ICONS[step.move],
            [cited[UUID(hex=pk)] for pk in step.articles if UUID(hex=pk) in cited],
            (step.post_id, step.number) in undone,
        )
        for step in steps
    ]


def _undone(steps: Sequence[Transition]) -> set[tuple[UUID, int | None]]:
    posts = {step.post_id for step in steps}
    undos = Transition.objects.filter(post__in=posts, move="undo").values_list("post", "undoes")
    return {(post, number) for post, number in undos}
