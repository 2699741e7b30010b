"""What a class adds of its own: a pupil suggests, a teacher accepts those exact words or declines them.

One life for every such thing (a word of the class's lexicon, an article of its charter): the suggestion never
changes once sent, so what the teacher read is what the class gets.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classroom.ids import new_id
from classroom.models.spaces import ClassSpace, Membership


class AlreadyDecided(Exception):
    """A colleague decided first; str() is the sentence to show."""


class SuggestionQuerySet(models.QuerySet):
    def waiting_in(self, space: ClassSpace | models.OuterRef) -> "SuggestionQuerySet":
        return (
            self.filter(space=space, status=Suggestion.Status.PENDING).select_related("author").order_by("id")
        )

    def accepted_in(self, space: ClassSpace) -> "SuggestionQuerySet":
        return self.filter(space=space, status=Suggestion.Status.ACCEPTED)

    def made_by(self, member: Membership) -> "SuggestionQuerySet":
        return self.filter(author=member).order_by("-id")


class Suggestion(models.Model):
    """The shared life of what pupils suggest; subclasses add the words themselves."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("not kept")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.CASCADE, related_name="+")
    author = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(Membership, models.SET_NULL, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        abstract = True

    def accept(self, *, by: Membership) -> None:
        self._decide(self.Status.ACCEPTED, by, "")

    def decline(self, *, by: Membership, reason: str) -> None:
        """Declines, with the reason that the author reads (in clear words; required)."""
        self._decide(self.Status.DECLINED, by, reason)

    def _decide(self, status: str, by: Membership, reason: str, *, source: str = Status.PENDING) -> None:
        waiting = type(self).objects.filter(pk=self.pk, status=source)
        decided = {"status": status, "reason": reason, "decided_by": by, "decided_at": timezone.now()}
        if waiting.update(**decided) != 1:
            raise AlreadyDecided(_("Somebody has already answered this suggestion. Nothing was changed."))
        self.refresh_from_db()


class ClassWord(Suggestion):
    """A word that the class adds to its lexicon."""

    word = models.CharField(_("word"), max_length=40)
    meaning = models.CharField(_("what it means in our class"), max_length=280)

    class Meta:
        indexes = [models.Index(fields=["space", "status"], name="class_words_of_a_space")]

    def __str__(self) -> str:
        return self.word

    def remove(self, *, by: Membership, reason: str) -> None:
        """Takes an accepted word out of the class's lexicon; its author reads the reason."""
        self._decide(self.Status.DECLINED, by, reason, source=self.Status.ACCEPTED)
