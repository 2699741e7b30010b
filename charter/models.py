"""What we promised: a charter's versions, their articles, and who signed them."""

import hashlib
import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classroom.ids import new_id
from classroom.models import ClassSpace, Membership, Suggestion

TOPICS = (
    "adult length respect privacy audience reviewed image alert reread consent shock trace consequences identity "
    "pseudonym harassment rights sources law expression copyright representing"
).split()


class CharterQuerySet(models.QuerySet["Charter"]):
    def in_force(self, space: ClassSpace) -> "Charter | None":
        """The last adopted version, or None while the class has none."""
        return self.filter(space=space, version__isnull=False).order_by("-version").first()

    def draft_of(self, space: ClassSpace) -> "Charter | None":
        return self.filter(space=space, version=None).first()

    def adopted(self, space: ClassSpace) -> "CharterQuerySet":
        return self.filter(space=space, version__isnull=False).order_by("-version")


class Charter(models.Model):
    """One version of a class's charter. Without a number it is the draft of the next one; adopted, it never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(ClassSpace, models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(_("title"), max_length=120)
    preamble = models.CharField(_("preamble"), max_length=500, blank=True)
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

    def __str__(self) -> str:
        return f"{self.title} v{self.version}" if self.version else self.title

    def fingerprint(self) -> str:
        """The sha256 (hex) over everything a signer reads."""
        articles = [[a.number, a.kind, a.topic, a.sentence, a.why] for a in self.articles.in_order()]
        read = [self.title, self.preamble, articles]
        return hashlib.sha256(json.dumps(read, ensure_ascii=False).encode()).hexdigest()


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_order(self) -> "ArticleQuerySet":
        return self.order_by("number")


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
    sentence = models.CharField(_("sentence"), max_length=200)
    why = models.CharField(_("why"), max_length=500)
    pictogram = models.CharField(max_length=30, default="heart-handshake")
    question = models.JSONField(
        null=True, blank=True
    )  # {"text", "choices": [3], "answer": 0-based, "explanation"}

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charter", "number"], name="one_article_a_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.sentence}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    def of_pupils(self) -> "SignatureQuerySet":
        return self.filter(party=Signature.Party.MEMBER)


class Signature(models.Model):
    """Somebody signed one version. Guardians and the head sign on paper, entered by a teacher."""

    class Party(models.TextChoices):
        MEMBER = "member", _("the member")
        GUARDIAN = "guardian", _("a guardian")
        HEAD = "head", _("the head")

    class How(models.TextChoices):
        SCREEN = "screen", _("on screen")
        PAPER = "paper", _("on paper")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey(Charter, models.CASCADE, related_name="signatures")
    member = models.ForeignKey(
        Membership, models.CASCADE, related_name="signatures"
    )  # the head's: who entered it
    party = models.CharField(max_length=8, choices=Party.choices, default=Party.MEMBER)
    how = models.CharField(max_length=6, choices=How.choices, default=How.SCREEN)
    entered_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "member", "party"], name="one_signature_a_version"),
            models.CheckConstraint(condition=Q(party="member") | Q(how="paper"), name="others_sign_on_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.charter}"


class Proposal(Suggestion):
    """An article that a pupil proposes; accepted, its exact words enter the draft of the next version."""

    sentence = models.CharField(_("sentence"), max_length=200)
    why = models.CharField(_("why"), max_length=500)

    class Meta:
        indexes = [models.Index(fields=["space", "status"], name="proposals_of_a_space")]

    def __str__(self) -> str:
        return self.sentence
