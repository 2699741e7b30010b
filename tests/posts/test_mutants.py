"""Ten faults planted on purpose: the state machine must find each one, or it guards nothing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.db.models import Q
from hypothesis import Phase

from classroom.models.spaces import Role
from posts import lifecycle
from posts.lifecycle import Hand, Status
from posts.models import Post, moving, publication
from posts.models.publication import PublicationQuerySet
from tests.posts.test_state_machine import Life, walk

STEPS = 20_000  # at most: a walk ends where the mutant dies, after two thousand for the rarest


def show_before_the_hold_is_over(patch):
    patch.setattr(
        publication, "_showing", lambda member, now: Q(visible_until=None) | Q(visible_until__gt=now)
    )


def show_to_every_class(patch):
    def visible_to(self, member, at=None):
        return self.filter(publication._showing(member, at or publication.timezone.now())).select_related(
            "revision"
        )

    patch.setattr(PublicationQuerySet, "visible_to", visible_to)


def forget_the_parent(patch):
    def visible_to(self, member, at=None):
        showing = publication._showing(member, at or publication.timezone.now())
        return self.filter(showing, space=member.space_id).select_related("revision")

    patch.setattr(PublicationQuerySet, "visible_to", visible_to)


def forget_the_freeze(patch):
    def showing(member, now):
        return Q(visible_from__lte=now) & (Q(visible_until=None) | Q(visible_until__gt=now))

    patch.setattr(publication, "_showing", showing)


def let_every_pupil_teach(patch):
    def hands(member, state):
        return {Hand.AUTHOR, Hand.TEACHER} if member.role == Role.PUPIL else set()

    patch.setattr(moving, "hands_of", hands)


def undo_without_reopening(patch):
    def take_back(post, number):
        opened = post.publications.filter(transition__number=number).first()
        if opened:
            moving.close(opened, at=opened.visible_from)
        return False

    patch.setattr(moving, "take_back", take_back)


def take_down_after_a_while(patch):
    stop = moving.stop

    def late(post, *, at):
        stop(post, at=at + timedelta(seconds=30))

    patch.setattr(moving, "stop", late)


def take_down_the_edit_alone(patch):
    """What it is about to replace would show until its hold is over."""
    patch.setattr(moving, "stop", lambda post, *, at: moving.close(post.publications.open().get(), at=at))


def take_the_same_text_again(patch):
    patch.setattr(Post, "_refuse_unchanged", lambda self, clean: self.revisions.count())


def let_the_author_move_during_the_hold(patch):
    unmet = lifecycle.unmet
    patch.setattr(moving, "unmet", lambda move, state: unmet(move, state) - {"settled"})


def throw_the_published_away_with_its_edit(patch):
    target = lifecycle.target_of

    def gone(move, state):
        return Status.GONE if move.name == "discard" else target(move, state)

    patch.setattr(moving, "target_of", gone)


def undo_at_any_time(patch):
    unmet = lifecycle.unmet
    patch.setattr(moving, "unmet", lambda move, state: unmet(move, state) - {"held"})
    patch.setattr(
        moving, "hands_of", lambda m, s: lifecycle.hands_of(m, s) | ({Hand.DECIDER} if m.teaches else set())
    )


def reply_under_a_hidden_message(patch):
    patch.setattr(moving, "_parent_shows", lambda post: True)


MUTANTS = [
    show_before_the_hold_is_over,
    show_to_every_class,
    forget_the_parent,
    forget_the_freeze,
    let_every_pupil_teach,
    undo_without_reopening,
    take_down_after_a_while,
    take_down_the_edit_alone,
    take_the_same_text_again,
    let_the_author_move_during_the_hold,
    throw_the_published_away_with_its_edit,
    undo_at_any_time,
    reply_under_a_hidden_message,
]


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_planted_mutant_dies(mutant, db, monkeypatch):
    class Mutated(Life):
        pass

    mutant(monkeypatch)
    with pytest.raises((AssertionError, DatabaseError, BaseExceptionGroup)):
        walk(Mutated, STEPS, phases=(Phase.generate,))


def test_the_list_of_mutants_is_ten_or_more():
    assert len(set(MUTANTS)) >= 10
