"""What a text's life should be, said a second time and apart: the oracle that the state machine holds the code to.

It knows no database and shares no line with posts.lifecycle: times are seconds, texts are strings.
"""

from dataclasses import dataclass, field

HOLD = 5
EDITABLE = ("draft", "returned")


@dataclass
class Interval:
    text: str
    start: float
    end: float | None = None
    number: int = 0  # which verdict opened it
    replaced: "Interval | None" = None


@dataclass
class Text:
    """One post as the rules have it."""

    author: str
    parent: "Text | None" = None
    status: str = "draft"
    words: str = ""  # what the status speaks of
    theirs: str = ""  # the pupil's own words, under a correction
    intervals: list[Interval] = field(default_factory=list)
    taken_down: bool = False
    ever_taken_down: bool = False
    settles: float | None = None
    decider: str = ""
    opened: Interval | None = None
    sent_back: list[str] = field(default_factory=list)
    before_verdict: tuple = ()

    @property
    def shown(self) -> bool:
        return any(i.end is None for i in self.intervals)

    @property
    def showing(self) -> Interval | None:
        return next((i for i in self.intervals if i.end is None), None)

    def holding(self, now: float) -> bool:
        return self.settles is not None and now < self.settles

    def visible(self, now: float, frozen_at: float | None) -> str | None:
        """What the class reads of this text at ``now``."""
        clock = now if frozen_at is None else frozen_at
        if frozen_at is not None and self.taken_down:
            return None
        if self.parent is not None and self.parent.visible(now, frozen_at) is None:
            return None
        for i in self.intervals:
            if i.start <= clock and (i.end is None or i.end > clock):
                return i.text
        return None


@dataclass
class World:
    now: float = 0.0
    frozen_at: float | None = None

    def allows(self, text: Text, move: str, who: str, words: str) -> bool:
        """Whether ``who`` (author, classmate, teacher, colleague, admin, observer) may make ``move`` now."""
        rule = getattr(self, f"_may_{move}")
        return rule(text, who, words)

    # --- who may, when ----------------------------------------------------------------------------------------------
    def _may_submit(self, t: Text, who: str, words: str) -> bool:
        shows = t.showing.text if t.showing else None
        fresh = words not in t.sent_back and words != shows
        parent = t.parent is None or t.parent.shown
        return self._writes(t, who) and t.status in EDITABLE and fresh and parent and self.frozen_at is None

    def _may_withdraw(self, t: Text, who: str, words: str) -> bool:
        return self._writes(t, who) and t.status == "pending"

    def _may_revise(self, t: Text, who: str, words: str) -> bool:
        return self._writes(t, who) and t.status in ("published", "removed")

    def _may_discard(self, t: Text, who: str, words: str) -> bool:
        return self._writes(t, who) and t.status in EDITABLE

    def _may_publish(self, t: Text, who: str, words: str) -> bool:
        parent = t.parent is None or t.parent.shown
        return self._teaches(who) and t.status == "pending" and self.frozen_at is None and parent

    _may_correct = _may_publish

    def _may_send_back(self, t: Text, who: str, words: str) -> bool:
        return self._teaches(who) and t.status == "pending"

    def _may_undo(self, t: Text, who: str, words: str) -> bool:
        return t.holding(self.now) and who == t.decider and t.status in ("published", "returned")

    def _may_take_down(self, t: Text, who: str, words: str) -> bool:
        return (self._teaches(who) or who == "admin") and t.shown and t.status != "gone"

    def _may_restore(self, t: Text, who: str, words: str) -> bool:
        parent = t.parent is None or t.parent.shown
        return (
            self._teaches(who) and t.taken_down and t.status != "gone" and self.frozen_at is None and parent
        )

    def _writes(self, t: Text, who: str) -> bool:
        return who == t.author and not t.holding(self.now)

    def _teaches(self, who: str) -> bool:
        return who in ("teacher", "colleague")

    # --- what follows -----------------------------------------------------------------------------------------------
    def make(self, t: Text, move: str, who: str, words: str) -> None:
        was = t.status
        if move in ("publish", "correct", "send_back"):
            t.before_verdict = (t.words, t.shown, t.taken_down)
            t.settles, t.decider, t.opened = self.now + HOLD, who, None
        elif move != "undo":
            t.settles = None
        getattr(self, f"_make_{move}")(t, words)
        if move == "undo":
            t.settles = None
        assert t.status != was or move in ("take_down", "restore"), (was, move)

    def _make_submit(self, t: Text, words: str) -> None:
        t.status, t.words = "pending", words

    def _make_withdraw(self, t: Text, words: str) -> None:
        t.status = "draft"

    _make_revise = _make_withdraw

    def _make_discard(self, t: Text, words: str) -> None:
        t.status = "published" if t.shown else "removed" if t.taken_down else "gone"
        if t.showing:
            t.words = t.showing.text

    def _make_publish(self, t: Text, words: str) -> None:
        self._open(t, t.words)
        t.status = "published"

    def _make_correct(self, t: Text, words: str) -> None:
        t.words = words
        self._make_publish(t, words)

    def _make_send_back(self, t: Text, words: str) -> None:
        t.status = "returned"
        t.sent_back.append(t.words)

    def _make_undo(self, t: Text, words: str) -> None:
        if t.status == "returned":
            t.sent_back.remove(t.words)
        if t.opened:
            t.opened.end = t.opened.start
            if t.opened.replaced:
                t.opened.replaced.end = None
        t.words, _, t.taken_down = t.before_verdict
        t.status = "pending"

    def _make_take_down(self, t: Text, words: str) -> None:
        t.taken_down = True
        t.last_down = t.showing.text
        for i in t.intervals:  # what an edit is about to replace stops too, at once
            if i.end is None or i.end > self.now:
                i.end = max(self.now, i.start)
        if t.status == "published":
            t.status = "removed"

    def _make_restore(self, t: Text, words: str) -> None:
        self._open(t, t.last_down)
        if t.status == "removed":
            t.status, t.words = "published", t.last_down

    def _open(self, t: Text, words: str) -> None:
        start = self.now + HOLD
        before = t.showing
        if before:
            before.end = max(start, before.start)
        t.opened = Interval(words, start, replaced=before)
        t.intervals.append(t.opened)
        t.taken_down = False
