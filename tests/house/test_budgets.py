"""What each list and each act costs in queries: the same for ten rows and for fifty, and under the promised figure.

Counted as a browser makes them: session, account and member included; what opens and closes transactions is not.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from charter.models import Charter, Proposal, Signature
from classroom.models import ClassSpace, ClassWord, Membership, User
from moderation.watched.keeping import add
from posts.cards import kept
from tests.world import (
    articles_of,
    hold_over,
    key,
    make_pupil,
    make_space,
    make_teacher,
    published,
    submitted,
)

FEW, MANY = 10, 50
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
# Route → at most. The first four are PERFORMANCE's figures; the others hold what was measured, so that it stays.
LISTS = {
    "posts:timeline": 5,
    "moderation:queue": 7,
    "reading": 7,
    "posts:mine": 8,
    "posts:post": 6,
    "members:list": 8,
    "charter:register": 10,
    "moderation:suggestions": 6,
    "moderation:decisions": 7,
    "moderation:journal": 7,
    "moderation:words": 7,
    "moderation:words_replay": 7,
    "words:list": 7,
    "lexicon:index": 5,
}


def asked(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        act()
    return [q["sql"] for q in caught if not q["sql"].lstrip().upper().startswith(NOT_COUNTED)]


def fill(space: ClassSpace, n: int) -> None:
    """``n`` more pupils of whom one writes: n published texts, n answers to the first, n waiting, n returned."""
    pupils = [make_pupil(space) for _ in range(n)]
    author = pupils[0]
    teacher = Membership.objects.teaching().filter(space=space).select_related("space", "user").first()
    opening = author.posts.filter(shown=True).order_by("pk").first()
    for number in range(n):
        mine = published(author, teacher, f"Texte {n} {number}")
        opening = opening or mine
        parent = opening.publications.get()
        back = submitted(author, f"Retour {n} {number}")
        back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back), message="Relis.")
        submitted(author, f"En attente {n} {number}")
        if number < n // 2:
            published(pupils[1], teacher, f"Réponse {n} {number}", reply_to=parent)
        ClassWord.objects.create(space=space, author=pupils[number], word=f"mot {n} {number}", meaning="…")
        given = ClassWord.objects.create(space=space, author=author, word=f"pris {n} {number}", meaning="…")
        given.accept(by=teacher)
        add(space, {"pattern": f"texte {n} {number}", "exact": False})
        add(space.school, {"pattern": f"retour {n} {number}", "exact": False})
        Proposal.objects.create(space=space, author=pupils[number], sentence=f"Je {n} {number}.", why="…")


def reader_of(route: str, space: ClassSpace) -> User:
    """An author for what is an author's, the teacher for the rest."""
    if route in ("posts:timeline", "posts:mine", "posts:post", "words:list", "lexicon:index"):
        return space.memberships.pupils().order_by("pk").first().user
    return space.memberships.teaching().first().user


def address(route: str, space: ClassSpace) -> str:
    if route in ("reading", "lexicon:index"):
        return reverse(route)
    if route == "posts:post":
        first = (
            space.memberships.pupils().order_by("pk").first().posts.filter(shown=True).order_by("pk").first()
        )
        return reverse(route, args=[space.slug, first.pk])
    return reverse(route, args=[space.slug])


def cost(route: str, space: ClassSpace) -> list[str]:
    browser, url = Client(), address(route, space)
    browser.force_login(reader_of(route, space))
    browser.get(url)  # notes that somebody is there, and keeps the cards that are the same for everybody

    def look() -> None:
        assert browser.get(url).status_code == 200

    return asked(look)


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.forget()


@pytest.fixture(autouse=True)
def one_pupil_may_fill_the_queue(monkeypatch):
    monkeypatch.setattr("posts.models.moving.MOST_WAITING", MANY)


def test_every_list_costs_the_same_for_ten_rows_and_for_fifty(space, teacher):
    costs: dict[str, list[list[str]]] = {route: [] for route in LISTS}
    for n in (FEW, MANY - FEW):
        fill(space, n)
        with hold_over():
            for route in LISTS:
                costs[route].append(cost(route, space))
    wrong = [
        f"{route}: {len(few)} then {len(many)} queries, at most {LISTS[route]}\n"
        + "\n".join(sql[:150] for sql in many)
        for route, (few, many) in costs.items()
        if len(few) != len(many) or len(many) > LISTS[route]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def browsers(space, pupil, teacher):
    made = {}
    for name, member in (("pupil", pupil), ("teacher", teacher)):
        made[name] = Client()
        made[name].force_login(member.user)
        made[name].get("/")
    return made


@pytest.mark.parametrize("others", [0, 30])
def test_asking_for_reading_costs_at_most_eighteen_queries(space, browsers, others):
    for _ in range(others):
        make_pupil(space)
    url = reverse("moderation:submissions", args=[space.slug])

    def send() -> None:
        assert browsers["pupil"].post(url, {"text": "Bonjour", "key": key()}).status_code == 302

    counted = asked(send)
    assert len(counted) <= 18, "\n".join(sql[:120] for sql in counted)


@pytest.mark.parametrize("others", [0, 30])
@pytest.mark.parametrize("verdict", ["publish", "send_back"])
def test_a_verdict_costs_at_most_eighteen_queries(space, pupil, browsers, verdict, others):
    for n in range(others):
        submitted(pupil, f"Un autre {n}")
    post = submitted(pupil)
    said = {"verdict": verdict, "digest": post.revision.digest, "message": "Relis."}
    said["articles"] = [articles_of(post)[0].pk.hex]
    url = reverse("moderation:decision", args=[space.slug, post.pk])

    def decide() -> None:
        assert browsers["teacher"].post(url, said).status_code == 302

    counted = asked(decide)
    assert len(counted) <= 18, "\n".join(sql[:120] for sql in counted)


def test_the_longest_verdict_costs_at_most_eighteen_queries(space, pupil, teacher, browsers):
    """Correcting the new version of an answer, on the board of all one's classes, with the card sent back."""
    opening = published(pupil, teacher)
    answer = published(pupil, teacher, "Une réponse", reply_to=opening.publications.get())
    with hold_over():
        answer.revise(by=pupil)
        answer.submit("Une autre réponse", by=pupil, key=key())
        url = reverse("moderation:decision", args=[space.slug, answer.pk])
        said = {
            "verdict": "correct",
            "digest": answer.revision.digest,
            "text": "Une autre.",
            "board": "reading",
        }

        def decide() -> None:
            assert browsers["teacher"].post(url, said, headers={"HX-Request": "true"}).status_code == 200

        counted = asked(decide)
    assert len(counted) <= 18, "\n".join(sql[:120] for sql in counted)


def test_signing_costs_the_same_however_many_have_signed(space):
    charter, costs = Charter.objects.in_force(space), []
    for n in (FEW, MANY):
        for _ in range(n):
            make_pupil(space)
        late = make_pupil(space, f"Tard {n}", signed=False)
        browser = Client()
        browser.force_login(late.user)
        browser.get("/")
        said = {"charter": charter.pk.hex, "name": late.user.first_name}
        url = reverse("charter:signature", args=[space.slug])
        costs.append(len(asked(lambda url=url, said=said, browser=browser: browser.post(url, said))))
        assert Signature.objects.filter(member=late).exists()
    assert costs[0] == costs[1]


def test_nothing_new_costs_four_queries_at_most(space, pupil, teacher, browsers):
    published(pupil, teacher)
    with hold_over():
        url = reverse("posts:news", args=[space.slug])
        since = browsers["pupil"].get(url).json()["cursor"]
    with hold_over():
        counted = asked(lambda: browsers["pupil"].get(f"{url}?since={since}"))
    assert len(counted) <= 4, "\n".join(counted)


def test_the_teacher_s_other_classes_cost_nothing_more(space, teacher, pupil):

    browser = Client()
    browser.force_login(teacher.user)
    browser.get("/")
    costs = []
    for n in (1, 5):
        for _ in range(n):
            other = make_space(space.school)
            seat = Membership.objects.create(
                space=other, user=teacher.user, role="teacher", display_name="M. P"
            )
            submitted(make_pupil(other))
            make_teacher(other)
            assert seat.teaches
        costs.append(len(asked(lambda: browser.get(reverse("reading")))))
    assert costs[0] == costs[1]
