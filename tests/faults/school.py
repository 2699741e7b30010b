"""A school beside the tests: a real server on a database of its own, and a hand that acts in it from another process.

``python -m tests.faults.school serve <port>`` answers pages; without arguments, it reads orders (a JSON line each) and
answers each with a JSON line.
"""

import json
import os
import sys
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.core.management import call_command  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from classroom.models import Membership, User  # noqa: E402
from classroom.serving import Address, run  # noqa: E402
from moderation import freezing  # noqa: E402
from posts.models import Post, Publication  # noqa: E402
from tests.world import (  # noqa: E402
    articles_of,
    make_pupil,
    make_space,
    make_teacher,
    published,
    submitted,
)


def member(pk: str) -> Membership:
    return Membership.objects.select_related("space", "user").get(pk=UUID(pk))


def prepare(pupils: int = 2) -> dict:
    """A class, its people, and a stranger; each with the cookie of a session."""
    space = make_space()
    people = {"teacher": make_teacher(space, "M. Petit"), "colleague": make_teacher(space, "Mme Roy")}
    people |= {f"pupil{n}": make_pupil(space, f"Élève {n}") for n in range(1, pupils + 1)}
    people["stranger"] = make_pupil(make_space(space.school), "Ailleurs")
    return {"slug": space.slug, "people": {name: cookie(one.pk.hex) for name, one in people.items()}}


def cookie(by: str) -> dict:
    browser = Client()
    one = member(by)
    browser.force_login(one.user)
    return {"id": one.pk.hex, "cookie": browser.cookies[settings.SESSION_COOKIE_NAME].value}


def submit(by: str, text: str) -> dict:
    post = submitted(member(by), text)
    return {"post": post.pk.hex, "digest": post.revision.digest}


def publish(post: str, by: str) -> dict:
    text = Post.objects.select_related("revision").get(pk=UUID(post))
    text.publish(by=member(by), digest=text.revision.digest)
    shows = Publication.objects.open().get(post=text).visible_from
    return {"shows_at": shows.timestamp()}


def send_back(post: str, by: str) -> dict:
    text = Post.objects.select_related("revision").get(pk=UUID(post))
    text.send_back(by=member(by), digest=text.revision.digest, articles=articles_of(text))
    return {"shows_at": text.settles_at.timestamp()}


def undo(post: str, by: str) -> dict:
    Post.objects.get(pk=UUID(post)).undo(by=member(by))
    return {}


def take_down(post: str, by: str) -> dict:
    text = Post.objects.select_related("revision").get(pk=UUID(post))
    text.take_down(by=member(by), articles=articles_of(text))
    return {}


def show(by: str, teacher: str, text: str) -> dict:
    return {"post": published(member(by), member(teacher), text).pk.hex}


def freeze(by: str, on: bool) -> dict:
    (freezing.freeze if on else freezing.thaw)(member(by).space, by=member(by))
    return {}


def suspend(who: str) -> dict:
    User.objects.filter(pk=member(who).user_id).update(is_active=False)
    return {}


def leave(who: str) -> dict:
    Membership.objects.filter(pk=UUID(who)).update(left_at=timezone.now())
    return {}


def end_sessions(who: str) -> dict:
    User.objects.filter(pk=member(who).user_id).update(session_epoch=F("session_epoch") + 1)
    return {}


def sign_out(session: str) -> dict:
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key=session).delete()
    return {}


ORDERS = {
    name: globals()[name]
    for name in (
        "prepare",
        "cookie",
        "submit",
        "publish",
        "send_back",
        "undo",
        "take_down",
        "show",
        "freeze",
        "suspend",
        "leave",
        "end_sessions",
        "sign_out",
    )
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        run(Address(port=int(sys.argv[2])))
    else:
        call_command("migrate", verbosity=0)
        print(json.dumps({"ready": True}), flush=True)
        for order in sys.stdin:
            asked = json.loads(order)
            print(json.dumps(ORDERS[asked.pop("do")](**asked)), flush=True)
