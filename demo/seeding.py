"""A living school, made with the product's own verbs: imported, signed, written, read."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from django.core.management import call_command
from django.utils import timezone

from charter.models import Article, Charter
from charter.models.drafting import start_draft
from classroom.hours import PARIS
from classroom.ids import new_id
from classroom.models import ClassSpace, Membership, School, User
from classroom.models.spaces import Role
from classroom.provisioning.staffing import add_adult, place
from moderation.sending import examined, send
from posts.models import Post, Publication

HERE = Path(__file__).parent
PASSWORD = "une-ardoise-pour-voir"  # noqa: S105 - a demonstration's, printed at each start
UNSIGNED = 2
AFTER_HOURS = {"who": "Alice", "ago": 30, "text": "Ce texte paraîtra à l'ouverture de la classe. Patience !"}


def seed() -> None:
    """Two schools, three classes, about fifty texts in every state. On an empty database only."""
    college = School.objects.create(name="Collège des Tilleuls", zone="A")
    ecole = School.objects.create(name="École Jacques-Prévert", zone="B")
    _adult(college, "Hélène", "Garnier", "principale", administers=True)
    _adult(ecole, "Simon", "Colin", "directeur", administers=True)
    roussel = _adult(college, "Marc", "Roussel", "roussel")
    benali = _adult(college, "Nora", "Benali", "benali")
    lefevre = _adult(ecole, "Claire", "Lefèvre", "lefevre")
    _class(college, "5e B", "pronote-5e-b.csv", "5e-b.toml", {roussel: "M. Roussel", benali: "Mme Benali"})
    _class(college, "5e C", "pronote-5e-c.csv", "5e-c.toml", {roussel: "M. Roussel"})
    _class(ecole, "CM1-CM2", "onde-cm1-cm2.csv", "cm1-cm2.toml", {lefevre: "Mme Lefèvre"})
    _close(ClassSpace.objects.get(name="5e C"))
    _write(ClassSpace.objects.get(name="5e C"), AFTER_HOURS, {})


@contextmanager
def now_is(moment: datetime) -> Iterator[None]:
    """What happens inside is stamped ``moment``: a class with a past, written by the same verbs as any other."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield


def _adult(school: School, first: str, last: str, username: str, *, administers: bool = False) -> User:
    adult = add_adult(school, first, last)
    adult.username, adult.administers = username, administers
    adult.set_password(PASSWORD)
    adult.save()
    return adult


def _class(school: School, name: str, roster: str, story: str, teachers: dict[User, str]) -> None:
    texts = tomllib.loads((HERE / "stories" / story).read_text("utf-8"))["texts"]
    with now_is(timezone.now() - timedelta(days=20)):
        file = str(HERE / "rosters" / roster)
        call_command("provision", school.name, file, class_name=name, stdout=StringIO())
        space = ClassSpace.objects.get(school=school, name=name)
        ClassSpace.objects.filter(pk=space.pk).update(always_open=True)
        seats = [place(user, space, Role.TEACHER, name=shown) for user, shown in teachers.items()]
        _sign(_adopt(seats[0]), space, writers={text["who"] for text in texts})
    told: dict[str, Post] = {}
    for text in texts:
        told[text.get("key", "")] = _write(ClassSpace.objects.get(pk=space.pk), text, told)


def _adopt(teacher: Membership) -> Charter:
    draft = start_draft(teacher.space.level, by=teacher)
    draft.adopt(by=teacher, digest=draft.fingerprint())
    return draft


def _sign(charter: Charter, space: ClassSpace, writers: set[str]) -> None:
    """All but two, who have not written anything yet."""
    pupils = space.memberships.pupils().select_related("user", "space")
    silent = [pupil for pupil in pupils if pupil.user.first_name not in writers]
    for pupil in set(pupils) - set(silent[:UNSIGNED]):
        charter.sign(by=pupil, name=pupil.user.first_name)


def _write(space: ClassSpace, text: dict, told: dict[str, Post]) -> Post:
    author = _member(space, text["who"])
    written = timezone.now() - timedelta(minutes=text["ago"])
    with now_is(written):
        above = told[text["reply_to"]] if "reply_to" in text else None
        shown = Publication.objects.visible_to(author).get(post=above) if above else None
        post = Post.objects.start(by=author, key=new_id(), reply_to=shown)
        post.save_draft(text["text"], by=author)
        if text.get("then") != "draft":
            _send(post, text["text"], author)
    with now_is(written + timedelta(minutes=2)):
        _decide(post, text.get("then", "publish"), text)
    if "again" in text:
        again = timezone.now() - timedelta(minutes=text.get("again_ago", text["ago"] - 10))
        with now_is(again):
            _send(post, text["again"], author)
        with now_is(again + timedelta(minutes=2)):
            _decide(post, text["after"], text)
    return post


def _send(post: Post, words: str, author: Membership) -> None:
    send(post, words, examined(words, author), by=author, key=new_id())


def _decide(post: Post, verdict: str, text: dict) -> None:
    if verdict in ("wait", "draft"):
        return
    teacher = post.space.memberships.teaching().select_related("space", "user")[0]
    reason = text.get("message", "")
    digest = post.sent.digest
    if verdict == "return":
        marks = [
            [start, start + len(words)] for words in text["marks"] if (start := text["text"].find(words)) >= 0
        ]
        post.send_back(by=teacher, digest=digest, articles=_article(post, text), message=reason, marks=marks)
    elif verdict == "correct":
        post.correct(text["corrected"], by=teacher, digest=digest)
    else:
        post.publish(by=teacher, digest=digest)
    if verdict == "remove":
        with now_is(timezone.now() + timedelta(minutes=5)):
            post.take_down(by=teacher, articles=_article(post, text), message=reason)


def _article(post: Post, text: dict) -> list:
    articles = Article.objects.filter(charter=Charter.objects.adopted(post.space)[0])
    return list(articles.filter(topic=text["topic"]) or articles.filter(topic="respect"))[:1]


def _member(space: ClassSpace, who: str) -> Membership:
    found = space.memberships.select_related("space", "user")
    return (
        found.filter(display_name=who).first()
        or found.filter(user__first_name=who).order_by("display_name")[0]
    )


def _close(space: ClassSpace) -> None:
    """One class shows what closed hours look like, whatever the hour of the demonstration."""
    hour = timezone.now().astimezone(PARIS).hour
    opens = 12 if hour < 11 or hour > 14 else 5
    space.opens_at, space.closes_at = time(opens), time(opens + 1)
    space.always_open, space.weekends = False, True
    space.save(update_fields=["opens_at", "closes_at", "always_open", "weekends"])
