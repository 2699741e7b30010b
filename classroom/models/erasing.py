"""The mark under which rows that are never deleted can be."""

from django.db import models


class Erasing(models.Model):
    """While a row stands here, in the transaction that wrote it, the guards let rows be deleted (classroom.guards)."""

    at = models.DateTimeField(auto_now_add=True)
