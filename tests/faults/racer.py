"""One of several processes on one database: reads orders (a JSON line each), answers each with a JSON line.

Started by test_races.py as ``python -m tests.faults.racer``; ``at`` (seconds, time.time) is when to act.
"""

import json
import os
import sys
import time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402

from classroom.models import Membership  # noqa: E402
from classroom.provisioning.once import first_time  # noqa: E402
from posts.models import Post, Publication, Transition  # noqa: E402
from posts.refusals import Refused  # noqa: E402
from tests.world import (  # noqa: E402
    articles_of,
    drafted,
    key,
    make_pupil,
    make_space,
    make_teacher,
    submitted,
)


def member(pk: str) -> Membership:
    return Membership.objects.select_related("space").get(pk=UUID(pk))


def prepare(**_: object) -> dict:
    space = make_space()
    people = {"author": make_pupil(space), "one": make_teacher(space), "other": make_teacher(space)}
    return {name: person.pk.hex for name, person in people.items()}


def text(author: str, words: str) -> dict:
    post = submitted(member(author), words)
    return {"post": post.pk.hex, "digest": post.revision.digest}


def many(author: str, waiting: int = 0, drafts: int = 0) -> dict:
    """What a pupil has in hand before the race."""
    for n in range(waiting):
        submitted(member(author), f"Un de plus {n}")
    for _ in range(drafts):
        Post.objects.start(by=member(author), key=key())
    return {"post": drafted(member(author), "Le dernier").pk.hex if waiting else ""}


def start(by: str) -> dict:
    return {"post": Post.objects.start(by=member(by), key=key()).pk.hex}


def send(by: str, post: str, words: str) -> dict:
    Post.objects.get(pk=UUID(post)).submit(words, by=member(by), key=key())
    return {}


def sign_in(by: str) -> dict:
    browser = Client()
    browser.force_login(member(by).user)
    return {"session": browser.cookies[settings.SESSION_COOKIE_NAME].value}


def first(session: str, key: str) -> dict:
    """One POST of a form whose answer is shown once, as its view receives it."""
    request = RequestFactory().post("/", {"once": key})
    request.session = SessionStore(session)
    request.session.get("once")  # what the middlewares had read
    return {"first": first_time(request)}


def tally(author: str) -> dict:
    statuses = Post.objects.filter(author=UUID(author)).values_list("status", flat=True)
    return {status: list(statuses).count(status) for status in ("draft", "pending")}


def publish(post: str, by: str, digest: str) -> dict:
    Post.objects.get(pk=UUID(post)).publish(by=member(by), digest=digest)
    return {}


def send_back(post: str, by: str, digest: str) -> dict:
    text = Post.objects.select_related("revision").get(pk=UUID(post))
    text.send_back(by=member(by), digest=digest, articles=articles_of(text))
    return {}


def withdraw(post: str, by: str) -> dict:
    Post.objects.get(pk=UUID(post)).withdraw(by=member(by))
    return {}


def edit(post: str, by: str, words: str) -> dict:
    """What the author's second thought is: out of the queue, and back in with other words."""
    text = Post.objects.get(pk=UUID(post))
    text.withdraw(by=member(by))
    text.submit(words, by=member(by), key=key())
    return {}


def send_twice(post: str, by: str, words: str, once: str) -> dict:
    Post.objects.get(pk=UUID(post)).submit(words, by=member(by), key=UUID(once))
    return {}


def standing(post: str) -> dict:
    text = Post.objects.select_related("revision").get(pk=UUID(post))
    steps = Transition.objects.filter(post=text).order_by("number")
    return {
        "status": text.status,
        "shown": text.shown,
        "digest": text.revision.digest,
        "moves": [step.move for step in steps],
        "published": [p.digest for p in Publication.objects.filter(post=text)],
        "revisions": text.revisions.count(),
    }


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        act, at = globals()[order.pop("do")], order.pop("at", 0)
        while time.time() < at:
            pass
        try:
            answer = {"done": True, **act(**order)}
        except Refused as refusal:
            answer = {"done": False, "refused": refusal.code}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
