"""The one hand that moves a post: nothing else writes a status, a publication or a transition."""

import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from charter.models import Article
from classroom.hours import next_opening
from classroom.models import ClassSpace, Membership
from classroom.prepared import prepared
from posts import bus, clock
from posts.lifecycle import MOVES, VERDICTS, Move, State, Status, hands_of, target_of, unmet
from posts.models.journal import Note, Transition
from posts.models.publication import Publication
from posts.models.revision import Revision
from posts.refusals import (
    FOR_NEED,
    AlreadyDecided,
    ArticleMissing,
    NotYours,
    ParentHidden,
    StaleDigest,
    TooManyWaiting,
    TooSlow,
    WrongStatus,
)

if TYPE_CHECKING:
    from posts.models.post import Post

Articles = Sequence[Article]
MOST_WAITING = 20  # texts of one pupil: more than any teacher should find at once
OVERLAP = timedelta(seconds=10)  # how far back the news look, so that a late commit is not missed


def lock(space_id: UUID) -> tuple[ClassSpace, datetime]:
    """Locks the space until the transaction ends and says what time it is then. Always the first lock taken."""
    [space] = _locked(pk=space_id)
    return space, clock.database_now()


@prepared
def _locked(*, pk: UUID) -> QuerySet[ClassSpace]:
    spaces = ClassSpace.objects.filter(pk=pk)
    return (
        spaces.select_for_update(no_key=True) if connection.features.has_select_for_no_key_update else spaces
    )


def move(
    post: "Post",
    name: str,
    *,
    by: Membership,
    effect: Callable[[Transition], dict[str, Any]],
    prepare: Callable[[], Revision | None] = lambda: None,
    digest: str | None = None,
    articles: Articles = (),
    note: Note | None = None,
) -> Transition:
    """Makes the move ``name``, all of it or nothing; raises a Refused whose str() says why.

    ``prepare`` writes (under the lock) a new revision, which the move is then about; ``effect`` opens or closes
    what shows and answers the columns of the post that change with it.
    """
    with transaction.atomic():
        space, now = lock(post.space_id)
        stamped = time.monotonic()
        actor = _actor(post, by, name)
        [fresh] = _as_it_stands(pk=post.pk)
        vars(post).update(vars(fresh))
        rule, state = MOVES[name], post.state(space=space, at=now)
        about = _about(post, name)
        _refuse(post, rule, actor, state, about, digest, articles)
        step = _step(post, rule, actor, state, prepare() or about)
        step.append(space=space, at=now, articles=articles, note=note)
        _settle(post, step, effect(step))
        bus.announce(space.pk)
        if time.monotonic() - stamped > OVERLAP.total_seconds() / 2:
            raise TooSlow  # a stamp this old could be missed by open pages
    return step


def _actor(post: "Post", by: Membership, name: str) -> Membership:
    """The member's rights as they are under the lock; for who sends, with ``waiting``: how many texts of theirs do."""
    asked = _sending if name == "submit" else _acting
    found = asked(pk=by.pk, space=post.space_id, today=timezone.localdate())
    if not found:
        raise NotYours
    return found[0]


@prepared
def _acting(*, pk: UUID, space: UUID, today: date) -> QuerySet[Membership]:
    return Membership.objects.active(on=today).filter(pk=pk, space=space)


@prepared
def _sending(*, pk: UUID, space: UUID, today: date) -> QuerySet[Membership]:
    from posts.models.post import Post

    mine = Post._base_manager.filter(author=OuterRef("pk"), status=Status.PENDING).order_by()
    waiting = Subquery(mine.values("author").annotate(n=Count("pk")).values("n"))
    return _acting.question(pk=pk, space=space, today=today).annotate(waiting=Coalesce(waiting, 0))


@prepared
def _as_it_stands(*, pk: UUID) -> QuerySet["Post"]:
    from posts.models.post import Post

    return Post._base_manager.filter(pk=pk).select_related("revision")


def _about(post: "Post", name: str) -> Revision | None:
    """The revision that the move ``name`` speaks of: what shows, what was taken down, or where the text stands."""
    if name == "take_down" and post.shown:
        return post.publications.open().select_related("revision").get().revision
    if name == "restore" and post.taken_down:
        last = post.transitions.filter(move="take_down").latest("number")
        return post.revisions.get(digest=last.revision_digest)
    return post.revision


def _refuse(
    post: "Post",
    move: Move,
    actor: Membership,
    state: State,
    about: Revision | None,
    digest: str | None,
    articles: Articles,
) -> None:
    hands = hands_of(actor, state)
    late = move.name == "undo" and actor.teaches and not state.holding
    if not move.hands & hands and not late:
        raise NotYours
    missing = unmet(move, state)
    if state.status not in move.sources and "settled" not in missing:
        raise AlreadyDecided if move.name in VERDICTS else WrongStatus
    for need, refusal in FOR_NEED.items():
        if need in missing:
            raise refusal
    if "digest" in move.needs and digest != post.sent.digest:
        raise StaleDigest(revision=post.sent)
    if move.name == "submit" and actor.is_pupil and getattr(actor, "waiting", 0) >= MOST_WAITING:
        raise TooManyWaiting
    if "parent" in move.needs and not _parent_shows(post):
        raise ParentHidden
    asked = "articles_or_request" in move.needs and post.removal_asked_at is not None
    cites = about and articles and all(a.charter_id == about.charter_id for a in articles)
    if move.needs & {"articles", "articles_or_request"} and not asked and not cites:
        raise ArticleMissing


def _parent_shows(post: "Post") -> bool:
    if post.reply_to_id is None:
        return True
    return Publication.objects.open().filter(post=post.reply_to_id).exists()


def _step(post: "Post", move: Move, actor: Membership, state: State, about: Revision | None) -> Transition:
    """What this move will say in the journal, but for its place in the chain."""
    return Transition(
        post=post,
        move=move.name,
        source=state.status,
        target=target_of(move, state),
        actor=actor.pk,
        actor_role=actor.role,
        revision_digest=about.digest if about else "",
        undoes=post.verdict_number if move.name == "undo" else None,
    )


def _settle(post: "Post", step: Transition, columns: dict[str, Any]) -> None:
    """The conditional UPDATE: one row or nothing at all."""
    verdict = step.move in VERDICTS
    columns |= {
        "status": step.target,
        "moved_at": step.at,
        "settles_at": step.at + timedelta(seconds=step.space.undo_seconds) if verdict else None,
        "decider": step.actor.hex if verdict else "",
        "verdict_number": step.number if verdict else None,
        "moves": post.moves + 1,
    }
    mine = type(post)._base_manager.filter(pk=post.pk, status=step.source, moves=post.moves)
    if mine.update(**columns) != 1:
        raise WrongStatus
    for column, value in columns.items():
        setattr(post, column, value)


# --- what shows -----------------------------------------------------------------------------------------------------
def show(post: "Post", step: Transition, revision: Revision) -> dict[str, Any]:
    """Opens a publication of ``revision``; the one before closes at that very instant, after the hold and hours."""
    begins = next_opening(step.space, step.at + timedelta(seconds=step.space.undo_seconds))
    begun = next(iter(_begun_last(post=post.pk)), None)
    current = begun if begun and begun.visible_until is None else None  # what shows is what began last
    if current:
        close(current, at=begins)
    Publication.objects.create(
        space=step.space,
        post=post,
        revision=revision,
        digest=revision.digest,
        transition=step,
        replaces=current,
        visible_from=begins,
        first_shown_at=begun.first_shown_at if begun else begins,
    )
    return {"revision": revision, "shown": True, "taken_down": False}


@prepared
def _begun_last(*, post: UUID) -> QuerySet[Publication]:
    begun = Publication.objects.filter(post=post).exclude(visible_until=F("visible_from"))
    return begun.order_by("-visible_from")[:1]


def close(publication: Publication, *, at: datetime) -> None:
    publication.visible_until = max(at, publication.visible_from)
    publication.save(update_fields=["visible_until"])


def stop(post: "Post", *, at: datetime) -> None:
    """Closes all that shows or is about to: what an edit replaces once its hold is over shows no longer either."""
    lasting = Q(visible_until=None) | Q(visible_until__gt=at)
    ends = Greatest(F("visible_from"), Value(at, DateTimeField()))
    post.publications.filter(lasting).update(visible_until=ends)


def take_back(post: "Post", number: int | None) -> bool:
    """Empties the interval that verdict ``number`` opened, reopens the one before; whether one shows."""
    opened = post.publications.filter(transition__number=number or 0, transition__post=post).first()
    if opened is None:
        return post.shown
    close(opened, at=opened.visible_from)
    if opened.replaces is None:
        return False
    opened.replaces.visible_until = None
    opened.replaces.save(update_fields=["visible_until"])
    return True
