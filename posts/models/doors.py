"""Two of the three doors: what a member wrote, and what a teacher has to read (the third is visible_to)."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from classroom.models import Membership, User
from classroom.prepared import prepared
from posts.guards import TOO_MANY_DRAFTS
from posts.lifecycle import Status
from posts.models.publication import Publication
from posts.refusals import TooManyDrafts

if TYPE_CHECKING:
    from posts.models.post import Post


class PostQuerySet(models.QuerySet["Post"]):
    def written_by(self, member: Membership) -> "PostQuerySet":
        """The author's door: their own texts, wherever they stand, but what they threw away."""
        return self.filter(space=member.space_id, author=member).exclude(status=Status.GONE)

    def with_interval(self, at: datetime) -> "PostQuerySet":
        """``begins``: when the open publication shows (None without one); ``shows``: whether any shows at ``at``."""
        opened = Publication.objects.filter(post=OuterRef("pk"))
        lasting = Q(visible_until=None) | Q(visible_until__gt=at)
        return self.annotate(
            begins=Subquery(opened.open().values("visible_from")[:1]),
            shows=Exists(opened.filter(lasting, visible_from__lte=at)),
        ).select_related("draft", "revision__corrects")

    def under_way(self, at: datetime) -> "PostQuerySet":
        """What the author still waits for, or works on; a verdict that can be undone is no verdict yet."""
        working = Q(status__in=(Status.DRAFT, Status.PENDING, Status.RETURNED)) | Q(settles_at__gt=at)
        return self.filter(working).order_by("-moved_at", "-id")

    def settled(self, at: datetime) -> "PostQuerySet":
        """What was published or removed for good, the last one first."""
        stands = self.filter(status__in=(Status.PUBLISHED, Status.REMOVED))
        return stands.exclude(settles_at__gt=at).order_by("-moved_at", "-id")

    def before(self, cursor: tuple[datetime, object] | None) -> "PostQuerySet":
        """Keyset page: what comes after ``cursor`` (moved_at, id) in the last-first order."""
        if cursor is None:
            return self
        moved_at, pk = cursor
        return self.filter(Q(moved_at__lt=moved_at) | Q(moved_at=moved_at, pk__lt=pk))

    def to_be_read_by(self, *members: Membership) -> "PostQuerySet":
        """The reader's door: what waits for (or was sent back by) the teachers of these members' spaces."""
        spaces = [m.space_id for m in members if m.teaches]
        asked = self.filter(space__in=spaces, status__in=(Status.PENDING, Status.RETURNED))
        return asked.select_related("revision", "author", "space")

    def taught_by(self, *members: Membership) -> "PostQuerySet":
        """All that was ever sent in these members' spaces: a teacher may look back at any text but drafts."""
        return self._sent_in([m.space_id for m in members if m.teaches])

    def taught_everywhere_by(self, user: User | UUID, on: date | None = None) -> "PostQuerySet":
        """The same in all the classes where this person teaches ``on`` that day (today)."""
        return self._sent_in(Membership.objects.active(on).teaching().filter(user=user).values("space"))

    def _sent_in(self, spaces: Any) -> "PostQuerySet":
        sent = self.filter(space__in=spaces, revision__isnull=False)
        return sent.select_related("revision", "author", "space")

    def pending(self) -> "PostQuerySet":
        return self.filter(status=Status.PENDING).order_by("moved_at", "id")

    def start(self, *, by: Membership, key: UUID, reply_to: Publication | None = None) -> "Post":
        """The shell for the composer ``key``: the same key finds the same post. A reply to a reply joins its thread.

        Raises TooManyDrafts for a pupil who has as many as the database lets them keep.
        """
        if found := _of_composer(author=by.pk, key=key):
            return found[0]
        parent = reply_to and (reply_to.post.reply_to_id or reply_to.post_id)
        try:
            with transaction.atomic():
                fresh = {"space": by.space, "reply_to_id": parent, "moved_at": timezone.now()}
                return self.create(author=by, key=key, **fresh)
        except IntegrityError as refusal:
            if TOO_MANY_DRAFTS in str(refusal):
                raise TooManyDrafts from refusal
            return self.get(author=by, key=key)  # its twin came first


@prepared
def _of_composer(*, author: UUID, key: UUID):
    from posts.models.post import Post

    return Post.objects.filter(author=author, key=key)
