"""The exact content that was read."""

import hashlib
import json
import secrets
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from charter.models import Charter
from classroom.ids import new_id
from classroom.models import ClassSpace, Membership
from posts import text as texts

if TYPE_CHECKING:
    from posts.models.post import Post


def new_salt() -> str:
    return secrets.token_hex(16)


class Revision(models.Model):
    """Immutable (a trigger says so), with a digest over everything that a reader sees.

    Authors and members mentioned are ids: names are rendered, so that a name can be erased. The salt makes the
    digest of "oui" unguessable, and goes with the text when it is erased.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.CASCADE, related_name="+")
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    made_by = models.UUIDField()  # the membership that wrote it: the author, or the teacher who corrected
    author_ids = models.JSONField()  # [hex id]
    reply_to_id_hex = models.CharField(max_length=32, blank=True)
    text = models.TextField()
    search_text = models.TextField()  # folded, for matching only
    mentions = models.JSONField(default=list)  # [{"id": hex, "start": code points, "end": code points}]
    charter = models.ForeignKey(
        Charter, models.PROTECT, null=True, related_name="+"
    )  # what the author had signed
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField(default=new_id)  # the composer's idempotency key, unique per author
    salt = models.CharField(max_length=32, default=new_salt)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revisions_are_numbered"),
            models.UniqueConstraint(fields=["made_by", "key"], name="a_key_sends_once"),
            models.UniqueConstraint(fields=["space", "digest"], name="a_digest_is_one_revision"),
        ]

    @classmethod
    def drawn_up(
        cls,
        post: "Post",
        clean: str,
        *,
        made_by: Membership,
        key: UUID,
        charter: Charter | None,
    ) -> "Revision":
        """An unsealed revision of ``post``; all that takes time is done here, before the lock."""
        folded = texts.fold(clean)
        named = Membership.objects.active().filter(space=post.space_id).named() if "@" in folded else []
        return cls(
            space_id=post.space_id,
            post=post,
            made_by=made_by.pk,
            author_ids=[post.author_id.hex],
            reply_to_id_hex=post.reply_to_id.hex if post.reply_to_id else "",
            text=clean,
            search_text=folded,
            mentions=[m._asdict() for m in texts.find_mentions(clean, named)],
            charter=charter,
            key=key,
        )

    def seal(self) -> "Revision":
        """Computes the digest; called once, before the row is written."""
        seen = {
            "post": self.post_id.hex,
            "number": self.number,
            "authors": self.author_ids,
            "reply_to": self.reply_to_id_hex,
            "text": self.text,
            "mentions": self.mentions,
        }
        payload = self.salt + json.dumps(seen, sort_keys=True, ensure_ascii=False)
        self.digest = hashlib.sha256(payload.encode()).hexdigest()
        return self
