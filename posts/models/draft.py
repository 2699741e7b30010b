"""What the author is writing."""

from django.db import models

DRAFT_LENGTH = 20_000  # code points: far over any limit, so that nothing typed is cut, and short of an attack


def keepable(raw: str) -> str:
    """A draft is kept as typed, faults and all, less what a database cannot hold."""
    return raw[:DRAFT_LENGTH].replace("\x00", "").encode(errors="replace").decode()


class Draft(models.Model):
    """What the author is writing: mutable, saved as they type, theirs alone."""

    post = models.OneToOneField("posts.Post", models.CASCADE, primary_key=True, related_name="draft")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)
