"""A watched word: of a class, or of a school for all its classes."""

from typing import TypeAlias

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from classroom.ids import new_id
from classroom.lexicon.entries import entries
from classroom.models import ClassSpace, School
from moderation.watched.actions import Action

Owner: TypeAlias = ClassSpace | School
LETTERS, REASON = 100, 200  # signs in a word, in what the pupil reads


class WatchedWordQuerySet(models.QuerySet["WatchedWord"]):
    def of(self, owner: Owner) -> "WatchedWordQuerySet":
        """The list of a class, or of a school, in alphabetical order."""
        mine = {"space": owner.pk} if isinstance(owner, ClassSpace) else {"school": owner.pk}
        return self.filter(**mine).order_by(Lower("key"), "exact")


class WatchedWord(models.Model):
    """``pattern`` as typed: literal, but `*` stands for any letters within a word. Of a class, or of a whole school."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.CASCADE, null=True, related_name="watched_words")
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="watched_words")
    pattern = models.CharField(max_length=LETTERS)
    key = models.CharField(max_length=2 * LETTERS)  # as it is compared: what makes two words the same one
    exact = models.BooleanField(default=False)  # its capitals count
    action = models.CharField(max_length=7, choices=Action.choices, default=Action.HOLD)
    reason = models.CharField(max_length=REASON, blank=True)  # what the pupil reads
    replacement = models.CharField(max_length=LETTERS, blank=True)
    entry = models.SlugField(max_length=60, blank=True, db_index=False)  # of the lexicon
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WatchedWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(space=None, school__isnull=False) | Q(space__isnull=False, school=None),
                name="watched_by_a_class_or_a_school",
            ),
            models.UniqueConstraint(fields=["space", "key", "exact"], name="watched_once_in_a_class"),
            models.UniqueConstraint(fields=["school", "key", "exact"], name="watched_once_in_a_school"),
        ]

    @property
    def owner(self) -> Owner:
        found = self.space or self.school
        assert found  # noqa: S101 - a constraint says so
        return found

    @property
    def entry_name(self) -> str:
        """The word of the lexicon that it is explained by; its address, for an entry that is gone."""
        found = entries().get(self.entry)
        return found.word if found else self.entry

    @property
    def kind(self) -> str:
        """Of the finding that it makes."""
        return "watched" if self.action == Action.HOLD else f"watched_{self.action}"
