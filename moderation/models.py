"""How we read each other."""

from django.db import models

from classroom.models import ClassSpace
from moderation.watched.word import WatchedWord
from posts.models import Revision

__all__ = ["Checked", "WatchedWord"]


class Checked(models.Model):
    """What the automatic checks saw in one version. A version without a row was not checked: that says so too."""

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="checked")
    space = models.ForeignKey(ClassSpace, models.CASCADE, related_name="+")
    seen = models.JSONField(default=list)  # [[kind, start, end, what was matched once folded]], by place
    not_run = models.JSONField(default=list)  # kinds of the checks that failed or took too long
    worries = models.BooleanField(default=False)  # words of distress: it is read before the others
    at = models.DateTimeField(auto_now_add=True)
