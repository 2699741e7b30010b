"""A small school to test in: plain functions, so that a test says what it stands on."""

from datetime import timedelta
from itertools import count
from uuid import UUID

import time_machine
from django.utils import timezone

from charter.models import Article, Charter, Signature
from classroom.ids import new_id
from classroom.models import ClassSpace, Membership, School, User
from classroom.models.spaces import Role
from posts.models import Post, Publication

_serial = count(1)


def make_school(**fields) -> School:
    return School.objects.create(**{"name": "Collège des Tilleuls", **fields})


def make_space(school: School | None = None, *, charter: bool = True, **fields) -> ClassSpace:
    """An always open class with a charter of three articles adopted (unless ``charter=False``), nobody in it."""
    n = next(_serial)
    defaults = {
        "name": f"5e {n}",
        "slug": f"5e-{n}",
        "code": f"CLASSE{n}",
        "school_year": 2026,
        "always_open": True,
    }
    space = ClassSpace.objects.create(school=school or make_school(), **{**defaults, **fields})
    if charter:
        adopt(space)
    return space


def draft_charter(space: ClassSpace) -> Charter:
    """A draft of three articles: two rules, and the advice to reread."""
    charter = Charter.objects.create(space=space, title="Notre charte")
    sentences = ("Je suis poli.", "Je ne donne pas mon adresse.", "Je relis mon texte avant de l’envoyer.")
    for number, (topic, sentence) in enumerate(
        zip(("respect", "privacy", "reread"), sentences, strict=True), 1
    ):
        kind = Article.Kind.ADVICE if topic == "reread" else Article.Kind.RULE
        Article.objects.create(
            charter=charter,
            number=number,
            topic=topic,
            kind=kind,
            sentence=sentence,
            why="Pour bien vivre ensemble.",
        )
    return charter


def adopt(space: ClassSpace) -> Charter:
    """A new version in force: nobody has signed it yet."""
    charter = draft_charter(space)
    charter.version = Charter.objects.filter(space=space, version__isnull=False).count() + 1
    charter.adopted_at, charter.digest = timezone.now(), charter.fingerprint()
    charter.save()
    return charter


def make_member(
    space: ClassSpace, role: str = Role.PUPIL, name: str = "", *, signed: bool = True
) -> Membership:
    n = next(_serial)
    name = name or f"Élève {n}"
    kind = User.Kind.PUPIL if role == Role.PUPIL else User.Kind.STAFF
    user = User.objects.create_user(
        username=f"user{n}",
        school=space.school,
        kind=kind,
        first_name=name,
        administers=role == Role.SCHOOL_ADMIN,
    )
    member = Membership.objects.create(space=space, user=user, role=role, display_name=name)
    if signed and role == Role.PUPIL:
        Signature.objects.create(charter=Charter.objects.in_force(space), member=member)
    return member


def make_pupil(space: ClassSpace, name: str = "", *, signed: bool = True) -> Membership:
    return make_member(space, Role.PUPIL, name, signed=signed)


def make_teacher(space: ClassSpace, name: str = "") -> Membership:
    return make_member(space, Role.TEACHER, name)


def articles_of(post: Post) -> list[Article]:
    """The first article of the charter that the post's author signed: enough to cite."""
    return list(post.revision.charter.articles.in_order()[:1])


def drafted(author: Membership, text: str = "Bonjour la classe", reply_to: Publication | None = None) -> Post:
    post = Post.objects.start(by=author, key=new_id(), reply_to=reply_to)
    post.save_draft(text, by=author)
    return post


def submitted(
    author: Membership, text: str = "Bonjour la classe", reply_to: Publication | None = None
) -> Post:
    post = drafted(author, text, reply_to)
    post.submit(text, by=author, key=new_id())
    return post


def published(
    author: Membership,
    teacher: Membership,
    text: str = "Bonjour la classe",
    reply_to: Publication | None = None,
) -> Post:
    """Published by ``teacher``; shows once the hold is over (see ``hold_over``)."""
    post = submitted(author, text, reply_to)
    post.publish(by=teacher, digest=post.revision.digest)
    return post


def hold_over() -> "time_machine.travel":
    """A context in which the time to undo has passed and what was approved shows."""
    return time_machine.travel(timezone.now() + timedelta(seconds=40), tick=True)


def key() -> UUID:
    return new_id()
