"""The product as it serves: production settings, the demonstration's class, a pupil and a teacher signed in."""

import re
import uuid
from collections.abc import Callable
from itertools import cycle


def requests() -> dict[str, Callable[[], object]]:
    """timeline, cold (the cards' cache emptied each time), submit, decision, news (nothing new)."""
    import django

    django.setup()
    from django.core.management import call_command

    from classroom.models import ClassSpace
    from demo.seeding import seed
    from posts.cards import kept
    from posts.models import Post

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    seed()
    space = ClassSpace.objects.get(name="5e B")
    pupil, teacher = _signed_in(space, "Léa"), _signed_in(space, "Marc")
    home = f"/classes/{space.slug}/"
    timeline = pupil.get(home)
    assert pupil.status.startswith("200"), pupil.status
    news = re.search(rb'data-news-url="([^"]+)"[^>]*data-cursor="([^"]+)"', timeline)
    assert news, "the timeline no longer says where its news are"
    nothing_new = f"{news[1].decode()}?since={_later()}"
    pupil.get(nothing_new)
    assert pupil.status.startswith("204"), pupil.status

    def cold() -> None:
        kept.forget()
        pupil.get(home)

    signed = space.memberships.filter(signatures__charter__space=space).values_list(
        "user__first_name", flat=True
    )
    authors = cycle([_signed_in(space, name) for name in signed])  # a pupil has only so many texts waiting

    def submit() -> None:
        author, key = next(authors), uuid.uuid4()
        text = {"text": f"Ce que j'ai lu, page {key.int % 1000}.", "key": str(key), "advised": "on"}
        author.post(f"{home}moderation/submissions/", text)
        assert author.status.startswith("302"), (author.status, author.body)
        del author.cookies["messages"]  # the page that follows says them

    waiting: list = []

    def decision() -> None:
        if not waiting:  # read together: who decides has them on the page
            waiting.extend(Post.objects.filter(space=space, status="pending").select_related("revision"))
        post = waiting.pop()
        order = {"verdict": "publish", "digest": post.sent.digest}
        teacher.post(f"{home}moderation/{post.pk}/decision/", order)
        assert teacher.status.startswith("302"), teacher.status
        del teacher.cookies["messages"]

    return {
        "timeline": lambda: pupil.get(home),
        "cold": cold,
        "submit": submit,
        "decision": decision,
        "news": lambda: pupil.get(nothing_new),
    }


def _later() -> str:
    """A cursor past the overlap, so that what the demonstration wrote is not new."""
    from datetime import timedelta

    from django.utils import timezone

    from posts.news import Cursor

    return Cursor(timezone.now() + timedelta(minutes=10)).write()


def _signed_in(space, first_name: str):
    from django.conf import settings
    from django.test import Client

    from bench.worker import Browser
    from classroom.wsgi import application

    user = space.memberships.get(user__first_name=first_name).user
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    browser = Browser(application)
    browser.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    browser.get(f"/classes/{space.slug}/")
    return browser
