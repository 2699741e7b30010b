"""The journal: each move of a post, append-only, numbered per space, in a hash chain without content."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.db import models

from charter.models import Article
from classroom.ids import new_id
from classroom.models import ClassSpace
from posts.lifecycle import Status
from posts.models.revision import new_salt


class Transition(models.Model):
    """One move of a post. The actor and the revision are plain values, so that an account and a text can be erased."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()  # the order of commits in the space, from 1
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="transitions")
    move = models.CharField(max_length=12)
    source = models.CharField(max_length=9, choices=Status.choices)
    target = models.CharField(max_length=9, choices=Status.choices)
    actor = models.UUIDField()  # a membership's id
    actor_role = models.CharField(max_length=12)
    revision_digest = models.CharField(max_length=64, blank=True)
    articles = models.JSONField(default=list)  # [article id, hex]
    undoes = models.PositiveBigIntegerField(null=True)  # number of the transition that this one takes back
    note_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="journal_is_numbered")]
        indexes = [models.Index(fields=["post", "number"], name="story_of_a_post")]

    def append(
        self, *, space: ClassSpace, at: datetime, articles: Iterable[Article], note: "Note | None"
    ) -> None:
        """Takes the next place in the journal of ``space``, a row that the caller has locked."""
        self.space, self.at = space, at  # the locked row: hours, hold, freeze as they are now
        self.number, self.previous = space.journal_length + 1, space.journal_head
        self.articles = [article.pk.hex for article in articles]
        self.note_digest = note.fingerprint() if note else ""
        self.digest = self.fingerprint()
        self.save(force_insert=True)
        if note:
            note.transition = self
            note.save(force_insert=True)
        ClassSpace.objects.filter(pk=space.pk).update(journal_length=self.number, journal_head=self.digest)

    def fingerprint(self) -> str:
        """The sha256 (hex) of the previous digest and of everything this row says, but who reads no text from it."""
        said = {
            "space": self.space_id.hex,
            "number": self.number,
            "post": self.post_id.hex,
            "move": self.move,
            "source": str(self.source),
            "target": str(self.target),
            "actor": self.actor.hex,
            "role": self.actor_role,
            "revision": self.revision_digest,
            "articles": self.articles,
            "undoes": self.undoes,
            "note": self.note_digest,
            "at": self.at.isoformat(timespec="microseconds"),
        }
        return hashlib.sha256((self.previous + json.dumps(said, sort_keys=True)).encode()).hexdigest()


class Note(models.Model):
    """The words of a transition (why, message, marked words): erasable, held to the chain by a salted digest."""

    transition = models.OneToOneField(Transition, models.CASCADE, primary_key=True, related_name="note")
    text = models.TextField(blank=True)
    marks = models.JSONField(default=list)  # [[start, end]] in code points of the revision's text
    salt = models.CharField(max_length=32, default=new_salt)

    def fingerprint(self) -> str:
        return hashlib.sha256((self.salt + json.dumps([self.text, self.marks])).encode()).hexdigest()
