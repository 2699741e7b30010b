"""A charter's versions. What is adopted never changes: the database says so too (charter.guards)."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.refusals import (
    DraftChanged,
    NoDraft,
    NotInForce,
    NotYourHand,
    NotYourName,
)
from classroom.folding import fold
from classroom.ids import new_id
from classroom.models import ClassSpace, Membership

if TYPE_CHECKING:
    from charter.models.articles import Article


def lock(space_id: UUID) -> None:
    """Locks the space until the transaction ends: one change of its charter at a time. Always the first lock taken."""
    spaces = ClassSpace.objects.filter(pk=space_id)
    if connection.features.has_select_for_no_key_update:
        spaces = spaces.select_for_update(no_key=True)
    spaces.get()


class CharterQuerySet(models.QuerySet["Charter"]):
    def in_force(self, space: ClassSpace) -> "Charter | None":
        """The last adopted version, or None while the class has none."""
        return self.adopted(space).first()

    def draft_of(self, space: ClassSpace) -> "Charter | None":
        return self.filter(space=space, version=None).first()

    def adopted(self, space: ClassSpace | UUID) -> "CharterQuerySet":
        """Every version, the last one first."""
        return (
            self.filter(space=space, version__isnull=False).select_related("adopted_by").order_by("-version")
        )


class Charter(models.Model):
    """One version of a class's charter. Without a number it is the draft of the next one; adopted, it never changes.

    Texts are measured in graphemes (charter.forms), so the columns have no length.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.TextField(_("title"))  # ≤ 120 graphemes
    preamble = models.TextField(_("preamble"), blank=True)  # ≤ 500
    digest = models.CharField(max_length=64, blank=True)  # sha256 hex of what is signed
    adopted_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CharterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "version"], name="one_charter_a_version"),
            models.UniqueConstraint(
                fields=["space"], condition=Q(version=None), name="one_draft_charter_a_space"
            ),
            models.CheckConstraint(
                condition=Q(version=None, adopted_at=None) | Q(version__gte=1, adopted_at__isnull=False),
                name="a_version_is_adopted",
            ),
        ]

    def fingerprint(self) -> str:
        """The sha256 (hex) over everything a signer reads."""
        articles = [[a.number, a.kind, a.topic, a.sentence, a.why] for a in self.articles.in_order()]
        read = [self.title, self.preamble, articles]
        return hashlib.sha256(json.dumps(read, ensure_ascii=False).encode()).hexdigest()

    def before(self) -> "Charter | None":
        """The version in force before this one; for a draft, the one in force."""
        versions = Charter.objects.adopted(self.space)
        return versions.filter(version__lt=self.version).first() if self.version else versions.first()

    @contextmanager
    def drafting(self, by: Membership) -> Iterator[None]:
        """One change of this draft. Raises NotYourHand, or NoDraft when it is no longer one."""
        if not by.teaches or by.space_id != self.space_id:
            raise NotYourHand
        with transaction.atomic():
            lock(self.space_id)
            try:
                self.refresh_from_db(from_queryset=Charter.objects.filter(version=None))
            except Charter.DoesNotExist as adopted:
                raise NoDraft from adopted
            yield

    def reword(self, *, by: Membership, title: str, preamble: str) -> None:
        with self.drafting(by):
            self.title, self.preamble = title, preamble
            self.save(update_fields=["title", "preamble"])

    def add(self, *, by: Membership, **words: object) -> "Article":
        """A new article at the end of the draft; ``words`` are the fields of Article."""
        with self.drafting(by):
            return self.articles.create(number=self.articles.count() + 1, **words)

    def discard(self, *, by: Membership) -> None:
        """Throws the draft away; what was adopted stays."""
        with self.drafting(by):
            self.delete()

    def adopt(self, *, by: Membership, digest: str) -> None:
        """Makes the draft the next version, under the seal of its ``digest``: the one that the teacher has read.

        Raises DraftChanged when those are not its words any more, RereadStays and RuleStays.
        """
        with self.drafting(by):
            if self.fingerprint() != digest:
                raise DraftChanged
            self.articles.hold_together()
            last = Charter.objects.in_force(self.space)
            self.version = (last.version or 0) + 1 if last else 1
            self.digest, self.adopted_by, self.adopted_at = digest, by, timezone.now()
            self.save(update_fields=["version", "digest", "adopted_by", "adopted_at"])

    def sign(self, *, by: Membership, name: str) -> None:
        """The pupil's signature on screen, once; ``name`` is the first name as typed.

        Raises NotYourHand (only pupils sign), NotYourName, or NotInForce when a newer version was adopted meanwhile.
        """
        if not by.is_pupil or by.space_id != self.space_id:
            raise NotYourHand
        if not names(by, name):
            raise NotYourName
        with transaction.atomic():
            lock(self.space_id)
            if Charter.objects.in_force(self.space) != self:
                raise NotInForce
            self.signatures.get_or_create(member=by, party="member", defaults={"how": "screen"})


def names(member: Membership, typed: str) -> bool:
    """Whether ``typed`` is the member's first name (or the name that the class sees), case- and accent-blind."""
    mine = {_letters(name) for name in (member.user.first_name, member.display_name)} - {""}
    return _letters(typed) in mine


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
