"""A text's life, walked at random towards what was seen least, and held to the oracle at each step.

``ARDOISE_STEPS`` sets how many steps a run takes (10,000 by default); the planted mutants are in test_mutants.py.
"""

import os
from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from classroom.models import ClassSpace, Membership
from classroom.models.spaces import Role
from posts.models import Post, Publication
from posts.refusals import Refused
from tests.posts.lifecycle_model import Text, World
from tests.posts.lifecycle_ways import DISTANCE, MOVES, STATES
from tests.world import articles_of, key, make_member, make_pupil, make_space, make_teacher

STEPS = int(os.environ.get("ARDOISE_STEPS", "10000"))
WALK = 200  # steps of one example
HANDS = ("author", "classmate", "teacher", "colleague", "admin", "observer")
START = datetime(2026, 11, 3, 10, tzinfo=UTC)


class Life(RuleBasedStateMachine):
    """Three threads and three replies of one class; ``hits`` counts each (move, status, shown) tried in a run."""

    hits: Counter = Counter()
    steps = 0

    @initialize()
    def open_the_class(self) -> None:
        self.traveller = time_machine.travel(START, tick=False)
        self.time = self.traveller.start()
        space = make_space(make_school_once())
        self.people = {
            "author": make_pupil(space),
            "classmate": make_pupil(space),
            "teacher": make_teacher(space),
            "colleague": make_teacher(space),
            "admin": make_member(space, Role.SCHOOL_ADMIN),
            "observer": make_member(space, Role.OBSERVER),
        }
        self.stranger = make_pupil(make_space(space.school))
        self.space, self.world, self.pairs, self.said = space, World(), [], 0
        self.goals: Counter = Counter()  # this walk's own, so that a walk can be walked again

    def teardown(self) -> None:
        if hasattr(self, "traveller"):
            self.traveller.stop()

    # --- steps ------------------------------------------------------------------------------------------------------
    @rule(pick=st.integers(0, 10**6), seconds=st.sampled_from((0, 1, 3, 6)))
    def step(self, pick: int, seconds: int) -> None:
        type(self).steps += 1
        self._pass(seconds)
        self._write_one()
        if pick % 15 == 0 or (self.world.frozen_at is not None and pick % 4 == 0):
            self._freeze_or_thaw()
        elif pick % 8 == 1 or self._tried_here_more_than_elsewhere(pick):
            self._move_towards_the_rarest(pick)
        else:
            self._try_the_least_seen(pick)

    def _tried_here_more_than_elsewhere(self, pick: int) -> bool:
        index, name = self._least_seen(pick)
        model = self.pairs[index][0]
        least = min(self.goals[(move, *state)] for move in MOVES for state in STATES)
        return self.goals[(name, model.status, model.shown)] > least

    def _try_the_least_seen(self, pick: int) -> None:
        """The rules may refuse it: what is refused must be refused by the code too."""
        index, name = self._least_seen(pick)
        model, post = self.pairs[index]
        hand = HANDS[pick // 8 % len(HANDS)] if pick % 8 == 0 else self._likely(model, name)
        self._try(model, post, name, hand, pick)

    def _move_towards_the_rarest(self, pick: int) -> None:
        """A move that the rules allow, on the way to the state that was tried least: walks go deep and everywhere."""
        goal = min(STATES, key=lambda state: min(self.goals[(move, *state)] for move in MOVES))
        options = {
            (i, m): h for i, m, h in product(range(len(self.pairs)), MOVES, HANDS) if self._allowed(i, m, h)
        }
        legal = [(*self.pairs[i], m, h) for (i, m), h in options.items()]
        if legal:
            turn = (pick + self.goals.total()) % len(legal)
            model, post, name, hand = min(
                legal[turn:] + legal[:turn], key=lambda option: self._distance_after(option, goal)
            )
            self._try(model, post, name, hand, 1)

    def _freeze_or_thaw(self) -> None:
        self.world.frozen_at = self.world.now if self.world.frozen_at is None else None
        stamp = None if self.world.frozen_at is None else self._moment(self.world.frozen_at)
        ClassSpace.objects.filter(pk=self.space.pk).update(frozen_at=stamp)
        self._pass(1)

    @invariant()
    def the_class_reads_what_was_decided_and_nothing_else(self) -> None:
        if not hasattr(self, "pairs"):
            return
        member = Membership.objects.select_related("space").get(pk=self.people["classmate"].pk)
        seen = {p.post_id: p.revision.text for p in Publication.objects.visible_to(member)}
        visible = (
            (post.pk, model.visible(self.world.now, self.world.frozen_at)) for model, post in self.pairs
        )
        assert seen == {pk: words for pk, words in visible if words is not None}
        assert not Publication.objects.visible_to(self.stranger).exists()
        standing = Post.objects.select_related("revision").in_bulk([post.pk for _model, post in self.pairs])
        for model, post in ((model, standing[post.pk]) for model, post in self.pairs):
            assert (post.status, post.shown, post.taken_down) == (model.status, model.shown, model.taken_down)
            assert post.revision is None or model.status == "gone" or post.revision.text == model.words

    # --- how ----------------------------------------------------------------------------------------------------------
    def _write_one(self) -> None:
        """Keeps three threads and, once one shows, three replies to it."""
        alive = [(model, post) for model, post in self.pairs if model.status != "gone"]
        self.pairs = alive + [(model, post) for model, post in self.pairs if model.status == "gone"][-1:]
        replies = [model for model, _post in alive if model.parent]
        above = [(m, p) for m, p in alive if m.parent is None and m.shown and m.visible(self.world.now, None)]
        if len(alive) - len(replies) < 3:
            self.pairs.append((Text("author"), self._start(None)))
        elif above and len(replies) < 3:
            model, post = above[0]
            self.pairs.append((Text("author", parent=model), self._start(post.publications.open().get())))

    def _start(self, reply_to: Publication | None) -> Post:
        return Post.objects.start(by=self.people["author"], key=key(), reply_to=reply_to)

    def _least_seen(self, pick: int) -> tuple[int, str]:
        options = [(i, m) for i in range(len(self.pairs)) for m in MOVES]
        turn = (pick + self.goals.total()) % len(options)
        options = options[turn:] + options[:turn]
        return min(options, key=lambda o: self._seen(o[1], self.pairs[o[0]][0]))

    def _seen(self, move: str, model: Text) -> tuple[int, int]:
        """How often this walk tried ``move`` in this state; then, how often with the thread standing thus around it."""
        state, around = self._goals(move, model)
        return self.goals[state], self.goals[around]

    def _goals(self, move: str, model: Text) -> tuple[tuple, tuple]:
        state = (move, model.status, model.shown)
        shown_replies = any(other.parent is model and other.shown for other, _post in self.pairs)
        return state, (*state, model.parent and model.parent.shown, shown_replies)

    def _allowed(self, index: int, move: str, hand: str) -> bool:
        return self.world.allows(self.pairs[index][0], move, hand, "une suite")

    def _distance_after(self, option: tuple, goal: tuple[str, bool]) -> int:
        model, _post, move, hand = option
        after = deepcopy(model, {id(model.parent): model.parent})
        self.world.make(after, move, hand, "une suite")
        return DISTANCE[(after.status, after.shown)].get(goal, len(STATES))

    def _likely(self, model: Text, move: str) -> str:
        if move == "undo" and model.decider:
            return model.decider
        return "author" if move in ("submit", "withdraw", "revise", "discard") else "teacher"

    def _try(self, model: Text, post: Post, move: str, hand: str, pick: int) -> None:
        words = self._words(model, pick)
        allowed = self.world.allows(model, move, hand, words)
        self.hits[(move, model.status, model.shown)] += 1
        self.goals.update(self._goals(move, model))
        try:
            self._act(
                Post.objects.get(pk=post.pk), move, Membership.objects.get(pk=self.people[hand].pk), words
            )
            done = True
        except Refused:
            done = False
        assert done == allowed, (move, hand, model, "done" if done else "refused")
        if allowed:
            self.world.make(model, move, hand, words)

    def _words(self, model: Text, pick: int) -> str:
        """New words mostly; now and then the very ones that were sent back, or that show."""
        if pick % 7 == 0 and model.words:
            return model.words
        self.said += 1
        return f"phrase {self.said}"

    def _act(self, post: Post, move: str, by: Membership, words: str) -> None:
        digest = post.revision.digest if post.revision else ""
        cited = articles_of(post) if post.revision else []
        acts = {
            "submit": lambda: post.submit(words, by=by, key=key()),
            "publish": lambda: post.publish(by=by, digest=digest),
            "correct": lambda: post.correct(words, by=by, digest=digest),
            "send_back": lambda: post.send_back(by=by, digest=digest, articles=cited),
            "take_down": lambda: post.take_down(by=by, articles=cited),
        }
        acts.get(move, lambda: getattr(post, move)(by=by))()

    def _pass(self, seconds: int) -> None:
        self.world.now += seconds
        self.time.move_to(self._moment(self.world.now), tick=False)

    def _moment(self, seconds: float) -> datetime:
        return START + timedelta(seconds=seconds)


def make_school_once():
    from classroom.models import School

    return School.objects.first() or School.objects.create(name="École des oracles")


def walk(machine: type[Life], steps: int, phases: tuple = tuple(Phase), *, seen: int = 0) -> None:
    """Runs ``machine`` for ``steps`` steps at least, in walks of up to WALK; raises what it found.

    Goes on, up to twice as far, until each (move, status, shown) has been tried ``seen`` times.
    """
    machine.hits, machine.steps = Counter(), 0
    quiet = settings(
        max_examples=max(1, min(steps // WALK, 10)),
        stateful_step_count=WALK,
        deadline=None,
        database=None,
        phases=phases,
        derandomize=False,  # under CI=true Hypothesis would take the same walks again and again
        suppress_health_check=list(HealthCheck),
    )
    while machine.steps < steps or (machine.steps < 2 * steps and missed(machine, seen)):
        run_state_machine_as_test(machine, settings=quiet)


def missed(machine: type[Life], seen: int) -> dict[tuple, int]:
    """{(move, status, shown): times} for those tried fewer than ``seen`` times."""
    tried = {(move, *state): machine.hits[(move, *state)] for move in MOVES for state in STATES}
    return {what: times for what, times in tried.items() if times < seen}


@pytest.mark.slow
def test_no_byte_shows_without_its_decision_in_ten_thousand_steps(db):
    walk(Life, STEPS, seen=20)
    print(Life.steps, sorted(Life.hits.items(), key=lambda x: x[1])[:12])
    assert STEPS < 10000 or not missed(Life, 20)
