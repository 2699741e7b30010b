"""The articles of a charter: a sentence for the child and its why."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from charter.models.charters import Charter
from charter.refusals import ArticleGone, RereadStays, RuleStays
from charter.topics import TOPICS
from classroom.ids import new_id
from classroom.models import Membership

AWAY = 10_000  # where numbers wait while articles change places


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_order(self) -> "ArticleQuerySet":
        return self.order_by("number")

    def hold_together(self) -> None:
        """Raises RereadStays or RuleStays when these could not make a charter."""
        if not self.filter(topic="reread", kind=Article.Kind.ADVICE).exists():
            raise RereadStays
        if not self.filter(kind=Article.Kind.RULE).exists():
            raise RuleStays


class Article(models.Model):
    """A sentence for the child and its why; a *rule* binds, an *advice* is never counted as a fault."""

    class Kind(models.TextChoices):
        RULE = "rule", _("rule")
        ADVICE = "advice", _("advice")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey(Charter, models.CASCADE, related_name="articles")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.RULE)
    topic = models.CharField(max_length=12, blank=True, choices=[(t, t) for t in TOPICS])
    sentence = models.TextField(_("sentence"))  # ≤ 200 graphemes
    why = models.TextField(_("why"))  # ≤ 500
    pictogram = models.CharField(max_length=30, default="heart-handshake")
    question = models.JSONField(
        null=True, blank=True
    )  # {"text", "choices": [3], "answer": 0-based, "explanation"}

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "number"], name="one_article_a_number"),
            models.CheckConstraint(
                condition=~Q(topic="reread") | Q(kind="advice"), name="rereading_is_an_advice"
            ),
        ]

    @contextmanager
    def changing(self, by: Membership) -> Iterator[None]:
        """One change of this article in its draft. Raises ArticleGone when a colleague has removed it."""
        with self.charter.drafting(by):
            if not self.charter.articles.filter(pk=self.pk).exists():
                raise ArticleGone
            yield

    def rewrite(self, *, by: Membership, **words: object) -> None:
        """Raises RereadStays or RuleStays when the last of them would go, and nothing is written."""
        with self.changing(by):
            for field, value in words.items():
                setattr(self, field, value)
            if self.topic == "reread" and self.kind != self.Kind.ADVICE:
                raise RereadStays
            self.save(update_fields=list(words))
            self.charter.articles.hold_together()

    def move(self, *, by: Membership, places: int) -> None:
        """Up (negative) or down the draft; it stops at both ends."""
        with self.changing(by):
            order = list(self.charter.articles.in_order())
            at = order.index(self)
            order.insert(min(max(at + places, 0), len(order) - 1), order.pop(at))
            self._number(order)

    def remove(self, *, by: Membership) -> None:
        """Raises RereadStays or RuleStays when it is the last of its kind, and nothing is written."""
        with self.changing(by):
            self.delete()
            self.charter.articles.hold_together()
            self._number(list(self.charter.articles.in_order()))

    def _number(self, order: list["Article"]) -> None:
        self.charter.articles.update(number=models.F("number") + AWAY)
        for number, article in enumerate(order, 1):
            article.number = number
        Article.objects.bulk_update(order, ["number"])
