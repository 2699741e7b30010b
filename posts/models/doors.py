"""Two of the three doors: what a member wrote, and what a teacher has to read (the third is visible_to)."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils import timezone

from classroom.models import Membership
from posts.lifecycle import Status
from posts.models.publication import Publication

if TYPE_CHECKING:
    from posts.models.post import Post


class PostQuerySet(models.QuerySet["Post"]):
    def written_by(self, member: Membership) -> "PostQuerySet":
        """The author's door: their own texts, wherever they stand, but what they threw away."""
        return self.filter(space=member.space_id, author=member).exclude(status=Status.GONE)

    def to_be_read_by(self, *members: Membership) -> "PostQuerySet":
        """The reader's door: what waits for (or was sent back by) the teachers of these members' spaces."""
        spaces = [m.space_id for m in members if m.teaches]
        asked = self.filter(space__in=spaces, status__in=(Status.PENDING, Status.RETURNED))
        return asked.select_related("revision", "author", "space")

    def taught_by(self, *members: Membership) -> "PostQuerySet":
        """All that was ever sent in these members' spaces: a teacher may look back at any text but drafts."""
        spaces = [m.space_id for m in members if m.teaches]
        return self.filter(space__in=spaces, revision__isnull=False).select_related(
            "revision", "author", "space"
        )

    def pending(self) -> "PostQuerySet":
        return self.filter(status=Status.PENDING).order_by("moved_at", "id")

    def returned(self) -> "PostQuerySet":
        return self.filter(status=Status.RETURNED).order_by("-moved_at", "-id")

    def start(self, *, by: Membership, key: UUID, reply_to: Publication | None = None) -> "Post":
        """The shell for the composer ``key``: the same key finds the same post. A reply to a reply joins its thread."""
        parent = reply_to and (reply_to.post.reply_to_id or reply_to.post_id)
        fresh = {"space": by.space, "reply_to_id": parent, "moved_at": timezone.now()}
        post, _ = self.get_or_create(author=by, key=key, defaults=fresh)
        return post
