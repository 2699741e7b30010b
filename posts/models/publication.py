"""The intervals in which revisions show, and the door through which they are seen."""

import re
from datetime import datetime

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from classroom.ids import new_id
from classroom.models import ClassSpace, Membership
from posts.models.journal import Transition
from posts.models.revision import Revision


def _showing(member: Membership, now: datetime) -> Q:
    """Open and begun, for this member's space. A freeze stops the clock for what is new, never for a taking down."""
    frozen_at = member.space.frozen_at
    if frozen_at is None:
        return Q(visible_from__lte=now) & (Q(visible_until=None) | Q(visible_until__gt=now))
    lasting = Q(visible_until=None) | Q(visible_until__gt=now)
    superseded_by_held = Q(visible_until__gt=frozen_at, post__taken_down=False)
    return Q(visible_from__lte=frozen_at) & (lasting | superseded_by_held)


def _name(to: str = "") -> Coalesce:
    """Membership.name, for the database."""
    return Coalesce(NullIf(f"{to}pseudonym", Value("")), f"{to}display_name")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, member: Membership, at: datetime | None = None) -> "PublicationQuerySet":
        """The door: what ``member`` may read at ``at`` (now), nothing else, of the member's space alone."""
        showing = _showing(member, at or timezone.now())
        parent = Publication.objects.filter(showing, post=OuterRef("post__reply_to"))
        mine = self.filter(showing, space=member.space_id)
        return mine.filter(Q(post__reply_to=None) | Exists(parent)).select_related("revision", "post__author")

    def with_answers(self, member: Membership, at: datetime | None = None) -> "PublicationQuerySet":
        """``answers``: how many replies ``member`` may read under each."""
        replies = Publication.objects.filter(_showing(member, at or timezone.now()), space=member.space_id)
        mine = replies.filter(post__reply_to=OuterRef("post")).order_by().values("post__reply_to")
        return self.annotate(answers=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0))

    def in_brief(self, member: Membership, at: datetime | None = None) -> models.QuerySet:
        """What tells one card from another, without its text: a page whose cards are kept reads no more than that."""
        brief = self.with_answers(member, at).annotate(
            parent=F("post__reply_to"), author=F("post__author"), name=_name("post__author__")
        )
        return brief.values_list(
            "pk", "post_id", "parent", "author", "name", "first_shown_at", "answers", named=True
        )

    def with_surroundings(self, member: Membership, at: datetime | None = None) -> "PublicationQuerySet":
        """Beside each text and its answers: ``corrector`` (a name), ``was_other`` (another text showed before)."""
        corrector = Membership.objects.filter(pk=OuterRef("revision__made_by")).values(name=_name())
        before = Publication.objects.filter(post=OuterRef("post"), visible_from__lt=OuterRef("visible_from"))
        begun = before.filter(visible_until__gt=F("visible_from")).exclude(revision=OuterRef("revision"))
        return self.with_answers(member, at).annotate(
            corrector=Case(When(~Q(revision__made_by=F("post__author")), then=Subquery(corrector))),
            was_other=Exists(begun),
        )

    def tagged(self, key: str) -> "PublicationQuerySet":
        """Those whose text holds the tag ``key`` (folded), as a whole word: a scan of the space's folded texts."""
        word = rf"(?<![\w&#/])#{re.escape(key)}(?!\w)"
        return self.filter(revision__search_text__contains=f"#{key}", revision__search_text__regex=word)

    def threads(self) -> "PublicationQuerySet":
        """The messages that open a thread (replies are read in it)."""
        return self.filter(post__reply_to=None)

    def in_thread(self, post_id) -> "PublicationQuerySet":
        return self.filter(Q(post=post_id) | Q(post__reply_to=post_id)).order_by("first_shown_at", "id")

    def newest_first(self) -> "PublicationQuerySet":
        return self.order_by("-first_shown_at", "-id")

    def before(self, cursor: tuple[datetime, object] | None) -> "PublicationQuerySet":
        """Keyset page: what comes after ``cursor`` (first_shown_at, id) in newest-first order."""
        if cursor is None:
            return self
        shown_at, pk = cursor
        return self.filter(Q(first_shown_at__lt=shown_at) | Q(first_shown_at=shown_at, pk__lt=pk))

    def open(self) -> "PublicationQuerySet":
        return self.filter(visible_until=None)


class Publication(models.Model):
    """[visible_from, visible_until) of one Revision, opened by one deciding Transition; at most one open per post.

    A trigger refuses one without its own publish, correct or restore Transition for the same post and digest.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.PROTECT, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="publications")
    digest = models.CharField(max_length=64)
    transition = models.OneToOneField(Transition, models.PROTECT, related_name="publication")
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+"
    )  # what it closed, for undo
    visible_from = models.DateTimeField()
    visible_until = models.DateTimeField(null=True)
    first_shown_at = models.DateTimeField()  # orders the timeline: an edit does not jump to the top

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(visible_until=None), name="one_open_publication"
            ),
            models.CheckConstraint(
                condition=Q(visible_until=None) | Q(visible_until__gte=F("visible_from")),
                name="an_interval_runs_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["space", "-first_shown_at", "-id"], name="timeline_of_a_space"),
            models.Index(fields=["space", "visible_from"], name="news_of_a_space"),
            models.Index(
                fields=["space", "visible_until"],
                name="endings_of_a_space",
                condition=Q(visible_until__isnull=False),
            ),
        ]
