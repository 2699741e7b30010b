"""The shell of a text: who wrote it, where, in answer to what, where it stands; and the verbs that move it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from charter.access import charter_signed_by
from charter.models import Article
from classroom.ids import new_id
from classroom.models import ClassSpace, Membership
from posts import text as texts
from posts.lifecycle import Move, State, Status, moves_for
from posts.models import moving
from posts.models.doors import PostQuerySet
from posts.models.draft import Draft, keepable
from posts.models.journal import Note, Transition
from posts.models.revision import Revision
from posts.refusals import NothingToSay, Refused, Unchanged, WrongStatus


class Post(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.PROTECT, related_name="+")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="posts")
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, related_name="+"
    )  # what the status speaks of
    shown = models.BooleanField(default=False)  # an open publication exists, begun or not
    taken_down = models.BooleanField(default=False)
    key = models.UUIDField(default=new_id)  # the composer's, for idempotency
    moves = models.PositiveIntegerField(default=0)  # how many times it moved: the conditional UPDATE's guard
    moved_at = models.DateTimeField()
    settles_at = models.DateTimeField(null=True)  # until then its last verdict can be undone
    decider = models.CharField(max_length=32, blank=True)  # who gave that verdict (membership id, hex)
    verdict_number = models.PositiveBigIntegerField(null=True)
    removal_asked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    begins: datetime | None  # these two come with PostQuerySet.with_interval
    shows: bool

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="a_composer_makes_one_post")]
        indexes = [
            models.Index(fields=["space", "status", "moved_at"], name="queue_of_a_space"),
            models.Index(fields=["author", "-moved_at"], name="texts_of_an_author"),
            models.Index(fields=["reply_to"], name="replies_of_a_post", condition=Q(reply_to__isnull=False)),
        ]

    # --- where it stands --------------------------------------------------------------------------------------------
    @property
    def sent(self) -> Revision:
        """The revision that the status speaks of; only a draft that was never sent has none."""
        if self.revision is None:
            raise Revision.DoesNotExist
        return self.revision

    def state(self, *, space: ClassSpace | None = None, at: datetime | None = None) -> State:
        holding = self.settles_at is not None and (at or timezone.now()) < self.settles_at
        frozen = (space or self.space).is_frozen
        return State(
            self.status, self.shown, self.taken_down, holding, frozen, self.decider, self.author_id.hex
        )

    def status_seen_by(self, member: Membership) -> str:
        """While a verdict can be undone, it exists for teachers alone: the author still sees "waiting"."""
        held = self.state(space=member.space).holding
        return Status.PENDING if held and not member.teaches else Status(self.status)

    def moves_for(self, member: Membership) -> list[Move]:
        """The buttons to show ``member``."""
        return moves_for(member, self.state(space=member.space))

    # --- the author's verbs -----------------------------------------------------------------------------------------
    def save_draft(self, raw: str, *, by: Membership) -> "Draft":
        """Keeps what the author is typing, as it is (within reason), while the text is theirs to edit."""
        if by.pk != self.author_id or self.status_seen_by(by) not in (Status.DRAFT, Status.RETURNED):
            raise WrongStatus
        draft, _ = Draft.objects.update_or_create(post=self, defaults={"text": keepable(raw)})
        return draft

    def submit(self, raw: str, *, by: Membership, key: UUID) -> Transition:
        """Asks for reading. The same ``key`` again answers the first sending's transition; nothing is sent twice.

        Raises TextRefused (posts.text), NotSigned (charter.access) or a Refused.
        """
        clean = texts.clean(raw, limit=by.space.max_length)
        if not clean:
            raise NothingToSay
        charter = charter_signed_by(by)
        revision = Revision.drawn_up(self, clean, made_by=by, key=key, charter=charter)

        def prepare() -> Revision:
            return self._seal(revision, earlier=self._refuse_unchanged(clean))

        def effect(step: Transition) -> dict:
            Draft.objects.filter(post=self).delete()
            return {"revision": revision}

        try:
            return moving.move(self, "submit", by=by, prepare=prepare, effect=effect)
        except (Refused, IntegrityError):
            sent = Revision.objects.filter(made_by=by.pk, key=key).values("digest")
            if (first := Transition.objects.filter(move="submit", revision_digest__in=sent).first()) is None:
                raise
            return first

    def withdraw(self, *, by: Membership) -> Transition:
        """Takes the text out of the queue: a draft again."""
        return moving.move(self, "withdraw", by=by, effect=lambda step: self._draft_again())

    def revise(self, *, by: Membership) -> Transition:
        """Opens an edit of what was published (it stays shown) or removed."""
        return moving.move(self, "revise", by=by, effect=lambda step: self._draft_again())

    def discard(self, *, by: Membership) -> Transition:
        """Throws the draft away; the post stands again where it stood before."""

        def effect(step: Transition) -> dict:
            Draft.objects.filter(post=self).delete()
            showing = self.publications.open().first()
            return {"revision": showing.revision} if showing else {}

        return moving.move(self, "discard", by=by, effect=effect)

    def ask_removal(self, *, by: Membership) -> None:
        """The author asks for what shows to be taken down; a teacher does it, without an article."""
        mine = Post.objects.filter(pk=self.pk, author=by, shown=True)
        shows = self.publications.visible_to(by).exists()  # what is approved for later waits, for its author
        if not shows or not mine.update(removal_asked_at=timezone.now()):
            raise WrongStatus

    # --- the teacher's verbs ----------------------------------------------------------------------------------------
    def publish(self, *, by: Membership, digest: str) -> Transition:
        """Publishes the revision displayed, whose digest the teacher's page carried."""
        return moving.move(
            self, "publish", by=by, digest=digest, effect=lambda step: moving.show(self, step, self.sent)
        )

    def correct(self, raw: str, *, by: Membership, digest: str) -> Transition:
        """Publishes the teacher's revision, the pupil's kept beside it; unchanged, it is the pupil's that shows."""
        clean = texts.clean(raw, limit=by.space.max_length)
        if not clean:
            raise NothingToSay
        if self.revision and clean == self.revision.text:
            return self.publish(by=by, digest=digest)
        corrected = Revision.drawn_up(self, clean, made_by=by, key=new_id(), charter=None)

        def prepare() -> Revision:
            corrected.corrects, corrected.charter_id = self.sent, self.sent.charter_id
            return self._seal(corrected, earlier=self.revisions.count())

        return moving.move(
            self,
            "correct",
            by=by,
            digest=digest,
            prepare=prepare,
            effect=lambda step: moving.show(self, step, corrected),
        )

    def send_back(
        self,
        *,
        by: Membership,
        digest: str,
        articles: Sequence[Article],
        message: str = "",
        marks: Sequence = (),
    ) -> Transition:
        """Returns the text with articles its author signed, marked words ([start, end]) and a message."""
        note = Note(text=message, marks=list(marks)) if message or marks else None
        return moving.move(
            self,
            "send_back",
            by=by,
            digest=digest,
            articles=articles,
            note=note,
            effect=lambda step: self._draft_again(),
        )

    def undo(self, *, by: Membership) -> Transition:
        """Takes back one's own verdict while it holds: for the author it never was."""

        def effect(step: Transition) -> dict:
            Draft.objects.filter(post=self).delete()
            shows = moving.take_back(self, step.undoes)
            taken_down = not shows and self.transitions.filter(move="take_down").exists()
            return {
                "revision": self.sent.corrects or self.sent,
                "shown": shows,
                "taken_down": taken_down,
            }

        return moving.move(self, "undo", by=by, effect=effect)

    def take_down(self, *, by: Membership, articles: Sequence[Article] = (), message: str = "") -> Transition:
        """Stops showing the message, at once; its thread goes with it."""

        def effect(step: Transition) -> dict:
            moving.stop(self, at=step.at)
            return {"shown": False, "taken_down": True, "removal_asked_at": None}

        note = Note(text=message) if message else None
        return moving.move(self, "take_down", by=by, articles=articles, note=note, effect=effect)

    def restore(self, *, by: Membership) -> Transition:
        """Shows again what was taken down, in a new publication; an edit under way is left alone."""

        def effect(step: Transition) -> dict:
            shown = moving.show(self, step, self.revisions.get(digest=step.revision_digest))
            return shown if step.target == Status.PUBLISHED else {**shown, "revision": self.revision}

        return moving.move(self, "restore", by=by, effect=effect)

    # --- what they share --------------------------------------------------------------------------------------------
    def _seal(self, revision: Revision, *, earlier: int) -> Revision:
        """Writes the revision that comes after ``earlier`` others."""
        revision.number = earlier + 1
        revision.created_at = timezone.now()
        revision.seal().save(force_insert=True)
        return revision

    def _refuse_unchanged(self, clean: str) -> int:
        """The very text that was sent back, or that shows, is not sent again. How many revisions there are."""
        if not self.moves:  # never sent
            return 0
        undone = self.transitions.filter(move="undo", undoes=OuterRef("number"))
        back = self.transitions.filter(~Exists(undone), move="send_back", revision_digest=OuterRef("digest"))
        showing = self.publications.open().filter(revision=OuterRef("pk"))
        stands = Exists(back) | Exists(showing)
        earlier = list(self.revisions.annotate(stands=stands).values_list("text", "stands"))
        if (clean, True) in earlier:
            raise Unchanged
        return len(earlier)

    def _draft_again(self) -> dict:
        Draft.objects.update_or_create(post=self, defaults={"text": self.sent.text})
        return {}
