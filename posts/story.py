"""The story of a text: what happened to it, in words, for its author and its teachers.

A verdict that was undone, or can still be, never existed for the author: neither it, nor its undoing, nor the
teacher's version that came with it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from charter.models import Article
from classroom.models import Membership
from posts.models import Post, Revision, Transition
from posts.own import Feedback, OwnText, marked
from posts.text import Change, diff

WORDS = {
    "submit": _("%(who)s asks for reading."),
    "withdraw": _("%(who)s takes the text out of the queue."),
    "revise": _("%(who)s takes the text up again."),
    "discard": _("%(who)s throws the draft away."),
    "publish": _("%(who)s publishes the text."),
    "correct": _("%(who)s corrects and publishes the text."),
    "send_back": _("%(who)s sends the text back."),
    "undo": _("%(who)s undoes this decision."),
    "take_down": _("%(who)s takes the message down."),
    "restore": _("%(who)s shows the message again."),
}
ICONS = {
    "submit": "send", "withdraw": "corner-up-left", "revise": "pencil", "discard": "trash", "publish": "check",
    "correct": "spell-check", "send_back": "corner-up-left", "undo": "undo", "take_down": "eye-off", "restore": "eye",
}  # fmt: skip


class Step(NamedTuple):
    """One step: its sentence, and what came with it. ``version`` counts from 1 what this reader may see."""

    words: str
    icon: str
    feedback: Feedback
    undone: bool
    version: int
    text: str
    changes: list[Change]

    @property
    def at(self) -> datetime:
        return self.feedback.at


def seen_by(member: Membership, post: Post, steps: Iterable[Transition]) -> list[Transition]:
    """The steps that exist for ``member``: all for a teacher; for the author, none that was or can be undone."""
    steps = list(steps)
    if member.teaches:
        return steps
    hidden = {step.undoes for step in steps if step.move == "undo"}
    if post.state(space=member.space).holding:
        hidden.add(post.verdict_number)
    return [step for step in steps if step.move != "undo" and step.number not in hidden]


def story_of(post: Post, member: Membership) -> list[Step]:
    """The steps of ``post`` that ``member`` may read, the first one first, with the words changed in each version."""
    steps = seen_by(member, post, post.transitions.select_related("note").order_by("number"))
    undone = {step.undoes for step in steps if step.move == "undo"}
    said = _what_was_said(steps, {r.digest: r for r in post.revisions.all()})
    told, before, version = [], "", 0
    for step, (feedback, text) in zip(steps, said, strict=True):
        new = step.move in ("submit", "correct")
        version += new
        changes = diff(before, text) if new and before else []
        before = text if new and step.number not in undone else before
        words = str(WORDS[step.move] % {"who": feedback.who})
        told.append(
            Step(
                words, ICONS[step.move], feedback, step.number in undone, version if new else 0, text, changes
            )
        )
    return told


def give_feedback(texts: Sequence[OwnText], member: Membership) -> Sequence[OwnText]:
    """Lays on each text what the teacher who sent it back, or took it down, said. Three queries, however many texts."""
    asked = {own.post.pk: own for own in texts if own.status in ("returned", "removed")}
    if not asked:
        return texts
    moves = ("send_back", "take_down", "undo")
    steps = (
        Transition.objects.filter(post__in=asked, move__in=moves).select_related("note").order_by("number")
    )
    last: dict[UUID, Transition] = {}
    for pk, own in asked.items():
        own_steps = [step for step in steps if step.post_id == pk]
        for step in seen_by(member, own.post, own_steps):
            last[pk] = step
    revisions = {own.post.revision.digest: own.post.revision for own in asked.values() if own.post.revision}
    said = _what_was_said(list(last.values()), revisions)
    for pk, (feedback, _text) in zip(last, said, strict=True):
        asked[pk].feedback = feedback
    return texts


def _what_was_said(steps: Sequence[Transition], revisions: dict[str, Revision]) -> list[tuple[Feedback, str]]:
    """For each step, who said what, and the text that it was about ("" when that one is erased)."""
    cited = Article.objects.in_bulk({UUID(hex=pk) for step in steps for pk in step.articles})
    names: dict[Any, str] = dict(Membership.objects.filter(pk__in={step.actor for step in steps}).named())
    said = []
    for step in steps:
        note = getattr(step, "note", None)
        about = revisions.get(step.revision_digest)
        text = about.text if about else ""
        articles = [cited[UUID(hex=pk)] for pk in step.articles if UUID(hex=pk) in cited]
        who = names.get(step.actor.hex) or str(_("a former member"))
        pieces = marked(text, note.marks if note else [])
        said.append((Feedback(who, step.at, articles, note.text if note else "", pieces), text))
    return said
