"""A text on its way to the queue: checked before any lock, submitted, and what was seen kept beside it, or nothing."""

from uuid import UUID

from django.db import transaction

from classroom.models import Membership
from moderation.checks import Findings
from moderation.findings import examine, keep
from posts.models import Post, Transition
from posts.text import clean


def examined(raw: str, member: Membership) -> Findings:
    """What the checks see in a text as it would be kept. Raises TextRefused (posts.text)."""
    return examine(member, clean(raw, limit=member.space.max_length))


def send(post: Post, raw: str, findings: Findings, *, by: Membership, key: UUID) -> Transition:
    """Post.submit, with what the checks saw. A second sending of the same ``key`` changes nothing."""
    with transaction.atomic():
        step = post.submit(raw, by=by, key=key)
        if post.revision and post.revision.digest == step.revision_digest:
            keep(findings, post.revision)
    return step
