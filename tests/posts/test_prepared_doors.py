"""The prepared questions and the plain doors: the same rows, for everybody, whatever the hour and the freeze."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classroom import prepared as room
from classroom.models import ClassSpace, Membership
from posts import news
from posts.models import Post
from tests.world import (
    articles_of,
    drafted,
    hold_over,
    key,
    make_member,
    published,
    submitted,
)

PAGES = {"_seat", "session_of", "account_of", "_threads", "_rows", "_anything", "_surrounded"}
NEWS = {"_begun", "_ended", "_own", "_in_brief"}
MOVES = {"_of_composer", "_in_force", "_locked", "_acting", "_sending", "_as_it_stands", "_begun_last"}


@pytest.fixture
def compared(monkeypatch):
    """{question: [how many rows each time]}; each is asked plainly too, and must say the same."""
    seen: dict[str, list[int]] = {}
    ask = room.prepared.__call__

    def both(self, **values):
        rows = ask(self, **values)
        assert [told(row) for row in rows] == [told(row) for row in self.question(**values)], self.__name__
        seen.setdefault(self.__name__, []).append(len(rows))
        return rows

    monkeypatch.setattr(room.prepared, "__call__", both)
    return seen


def told(row, far=3):
    """All that a row says, with what was read beside it, ``far`` tables away."""
    if not hasattr(row, "_state"):
        return row
    columns = {name: value for name, value in vars(row).items() if name != "_state"}
    near = row._state.fields_cache.items() if far else ()
    return columns | {name: told(beside, far - 1) for name, beside in near}


@pytest.fixture
def lived_in(compared, space, pupil, classmate, teacher, colleague):
    """A class where everything is: threads, edits, a draft, texts that wait, were sent back, taken down, are held."""
    opening = published(pupil, teacher, "Un message")
    published(classmate, teacher, "Une réponse", reply_to=opening.publications.get())
    gone = published(classmate, teacher, "À retirer")
    back = submitted(pupil, "À reprendre")
    back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back), message="Relis.")
    with hold_over():
        gone.take_down(by=teacher, articles=articles_of(gone))
        opening.revise(by=pupil)
        opening.submit("Un autre message", by=pupil, key=key())
        opening.publish(by=teacher, digest=opening.revision.digest)
        draft = drafted(pupil)
        assert Post.objects.start(by=pupil, key=draft.key) == draft
        submitted(pupil, "En attente")
        published(pupil, teacher, "Dans le délai")


def everybody(space) -> list[Membership]:
    for role in ("observer", "school_admin", "standin"):
        make_member(space, role)
    return list(space.memberships.select_related("user"))


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("closed", [False, True])
def test_a_prepared_question_says_what_the_door_says(space, lived_in, compared, as_member, frozen, closed):
    with hold_over():
        now = timezone.now()
    ClassSpace.objects.filter(pk=space.pk).update(
        frozen_at=now if frozen else None, always_open=not closed, weekends=not closed
    )
    for member in everybody(space):
        browser = as_member(member)
        with hold_over():
            browser.get(reverse("posts:timeline", args=[space.slug]))
            for hours in (0, 1):
                since = news.Cursor(now - timedelta(hours=hours), frozen).write()
                browser.get(reverse("posts:news", args=[space.slug]), {"since": since})
            shown = [post.pk for post in Post.objects.all()]
            browser.get(reverse("posts:cards", args=[space.slug]), {"post": shown})
    assert set(compared) == PAGES | MOVES | NEWS
    assert [question for question, counts in compared.items() if not any(counts)] == []
