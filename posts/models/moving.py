"""The one hand that moves a post: nothing else writes a status, a publication or a transition."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F

from charter.models import Article
from classroom.hours import next_opening
from classroom.models import ClassSpace, Membership
from posts import bus, clock
from posts.lifecycle import MOVES, VERDICTS, Move, State, hands_of, target_of, unmet
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
    TooSlow,
    WrongStatus,
)

Articles = Sequence[Article]
OVERLAP = timedelta(seconds=10)  # how far back the news look, so that a late commit is not missed


def lock(space_id: object) -> tuple[ClassSpace, datetime]:
    """Locks the space until the transaction ends and says what time it is then. Always the first lock taken."""
    spaces = ClassSpace.objects.filter(pk=space_id)
    if connection.features.has_select_for_no_key_update:
        spaces = spaces.select_for_update(no_key=True)
    return spaces.get(), clock.database_now()


class Moving(models.Model):
    """What ``Post`` moves with; see posts.lifecycle for the table."""

    class Meta:
        abstract = True

    def _move(
        self,
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
        started = time.monotonic()
        with transaction.atomic():
            space, now = lock(self.space_id)
            actor = self._actor(by)
            self.refresh_from_db()
            move, state = MOVES[name], self.state(space=space, at=now)
            about = self._about(name)
            self._refuse(move, actor, state, about, digest, articles)
            step = self._step(move, actor, state, prepare() or about)
            step.append(space=space, at=now, articles=articles, note=note)
            self._settle(step, effect(step))
            bus.announce(space.pk)
            if time.monotonic() - started > OVERLAP.total_seconds() / 2:
                raise TooSlow  # a stamp this old could be missed by open pages
        return step

    def _actor(self, by: Membership) -> Membership:
        """The member's rights as they are under the lock."""
        actor = Membership.objects.active().filter(pk=by.pk, space=self.space_id).first()
        if actor is None:
            raise NotYours
        return actor

    def _about(self, name: str) -> Revision | None:
        """The revision that the move ``name`` speaks of: what shows, what was taken down, or where the text stands."""
        if name == "take_down" and self.shown:
            return self.publications.open().select_related("revision").get().revision
        if name == "restore" and self.taken_down:
            last = self.transitions.filter(move="take_down").order_by("-number").first()
            return self.revisions.get(digest=last.revision_digest)
        return self.revision

    def _refuse(
        self,
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
        if "digest" in move.needs and digest != about.digest:
            raise StaleDigest(revision=about)
        if "parent" in move.needs and not self._parent_shows():
            raise ParentHidden
        asked = "articles_or_request" in move.needs and self.removal_asked_at is not None
        cites = articles and all(a.charter_id == about.charter_id for a in articles)
        if move.needs & {"articles", "articles_or_request"} and not asked and not cites:
            raise ArticleMissing

    def _parent_shows(self) -> bool:
        if self.reply_to_id is None:
            return True
        return Publication.objects.open().filter(post=self.reply_to_id).exists()

    def _step(self, move: Move, actor: Membership, state: State, about: Revision | None) -> Transition:
        """What this move will say in the journal, but for its place in the chain."""
        return Transition(
            post=self,
            move=move.name,
            source=state.status,
            target=target_of(move, state),
            actor=actor.pk,
            actor_role=actor.role,
            revision_digest=about.digest if about else "",
            undoes=self.verdict_number if move.name == "undo" else None,
        )

    def _settle(self, step: Transition, columns: dict[str, Any]) -> None:
        """The conditional UPDATE: one row or nothing at all."""
        verdict = step.move in VERDICTS
        columns |= {
            "status": step.target,
            "moved_at": step.at,
            "settles_at": step.at + timedelta(seconds=step.space.undo_seconds) if verdict else None,
            "decider": step.actor.hex if verdict else "",
            "verdict_number": step.number if verdict else None,
            "moves": F("moves") + 1,
        }
        mine = type(self)._base_manager.filter(pk=self.pk, status=step.source, moves=self.moves)
        if mine.update(**columns) != 1:
            raise WrongStatus
        self.refresh_from_db()

    # --- what shows -------------------------------------------------------------------------------------------------
    def _open(self, step: Transition, revision: Revision) -> dict[str, Any]:
        """Opens a publication of ``revision``; the one before closes at that very instant, after the hold and hours."""
        begins = next_opening(step.space, step.at + timedelta(seconds=step.space.undo_seconds))
        begun = self.publications.exclude(visible_until=F("visible_from")).order_by("-visible_from").first()
        current = self.publications.open().first()
        if current:
            self._close(current, at=begins)
        Publication.objects.create(
            space=step.space,
            post=self,
            revision=revision,
            digest=revision.digest,
            transition=step,
            replaces=current,
            visible_from=begins,
            first_shown_at=begun.first_shown_at if begun else begins,
        )
        return {"revision": revision, "shown": True, "taken_down": False}

    def _close(self, publication: Publication, *, at: datetime) -> None:
        publication.visible_until = max(at, publication.visible_from)
        publication.save(update_fields=["visible_until"])

    def _take_back(self, number: int) -> bool:
        """Empties the interval that verdict ``number`` opened, reopens the one before; whether one shows."""
        opened = self.publications.filter(transition__number=number, transition__post=self).first()
        if opened is None:
            return self.shown
        self._close(opened, at=opened.visible_from)
        if opened.replaces is None:
            return False
        opened.replaces.visible_until = None
        opened.replaces.save(update_fields=["visible_until"])
        return True
