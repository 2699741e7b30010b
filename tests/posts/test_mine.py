"""« Mes textes » and the story of each: all that an author may know, and nothing before it stands."""

from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from posts.cards import kept
from posts.models import Post
from posts.own import marked
from posts.reading import PAGE
from tests.world import (
    articles_of,
    drafted,
    hold_over,
    key,
    make_pupil,
    make_space,
    make_teacher,
    published,
    submitted,
)


def address(member, tail="posts/mine/"):
    return f"/classes/{member.space.slug}/{tail}"


def page(browser, member, tail="posts/mine/"):
    response = browser.get(address(member, tail))
    assert response.status_code == 200
    return unescape(response.content.decode())


def story(browser, post):
    return page(browser, post.author, f"posts/{post.pk}/story/")


def card(html, post):
    """The card of one text, out of a page."""
    start = html.index(f'id="own-{post.pk}"')
    return html[start : html.index("</article>", start)]


def act(browser, post, tail):
    return browser.post(address(post.author, f"posts/{post.pk}/{tail}/"), follow=True)


@pytest.fixture(autouse=True)
def empty_cache():
    kept.forget()


@pytest.fixture
def mine(pupil, as_member):
    return as_member(pupil)


@pytest.fixture
def returned(pupil, teacher):
    """Sent back: the hold is still on."""
    post = submitted(pupil, "mon numero 06 12")
    post.send_back(
        by=teacher,
        digest=post.revision.digest,
        articles=articles_of(post),
        message="Relis-toi",
        marks=[[4, 10]],
    )
    return post


def test_a_member_finds_each_state_with_its_word(pupil, teacher, mine):
    removed = published(pupil, teacher, "Oups")
    shown = published(pupil, teacher, "Beau")
    with hold_over():
        removed.take_down(by=teacher, articles=articles_of(removed), message="Parlons-en")
        waiting, draft = submitted(pupil, "Attend"), drafted(pupil, "Début")
        html = page(mine, pupil)
    for post, word in ((removed, "Retiré"), (shown, "Publié"), (waiting, "En attente"), (draft, "Brouillon")):
        assert word in card(html, post)
    assert "Je suis poli." in card(html, removed)
    assert "Parlons-en" in card(html, removed)


def test_nobody_elses_text_is_there(pupil, classmate, teacher, as_member):
    submitted(classmate, "Pas à moi")
    for reader in (pupil, teacher):
        assert "Pas à moi" not in page(as_member(reader), reader)


def test_a_stranger_gets_404(pupil, stranger, as_member):
    assert as_member(stranger).get(address(pupil)).status_code == 404


def test_a_returned_text_says_what_why_and_which_words(pupil, returned, mine):
    with hold_over():
        html = card(page(mine, pupil), returned)
        composer = page(mine, pupil, f"posts/{returned.pk}/draft/")
    for said in ("À reprendre", "Je suis poli.", "Pour bien vivre ensemble.", "Relis-toi", "M. Petit"):
        assert said in html
        assert said in composer
    assert '<mark class="marked">numero</mark>' in html
    assert "mon numero 06 12</textarea>" in composer


def test_during_the_hold_the_author_sees_a_waiting_text_and_nothing_else(pupil, teacher, returned, mine):
    corrected = submitted(pupil, "Il a manger")
    corrected.correct("Il a mangé", by=teacher, digest=corrected.revision.digest)
    approved = published(pupil, teacher, "Approuvé")
    plain = submitted(pupil, "Témoin")
    pages = {post: [card(page(mine, pupil), post), card(page(mine, pupil, ""), post)] for post in (
        returned, corrected, approved, plain)}  # fmt: skip
    for post, text in ((returned, "mon numero"), (corrected, "Il a manger"), (approved, "Approuvé")):
        own = story(mine, post)
        for html in (*pages[post], own):
            assert text in html
            assert "En attente" in html
            assert not any(
                w in html for w in ("Relis-toi", "M. Petit", "mangé", "Je suis poli", "paraît", "<mark")
            )
        for html, witness in zip(pages[post], pages[plain], strict=True):
            assert shape(html, post, text) == shape(witness, plain, "Témoin"), "not even by its buttons"


def shape(html, post, text):
    """A card without what belongs to one text: its id, its words, the second it was sent."""
    from re import sub

    same = html.replace(post.pk.hex, "").replace(str(post.pk), "")
    same = sub(r'name="csrfmiddlewaretoken" value="\w+"', "", sub(r"<time.*?</time>", "", same))
    return sub(r'(?s)<div class="card-text".*?</div>', "", same)


def test_a_verdict_does_not_move_a_waiting_text_in_the_list(pupil, teacher, mine):
    first, second = submitted(pupil, "Premier"), submitted(pupil, "Second")
    first.publish(by=teacher, digest=first.revision.digest)
    for tail in ("", "posts/mine/"):
        html = page(mine, pupil, tail)
        assert html.index(str(second.pk)) < html.index(str(first.pk))


def test_the_draft_page_of_a_held_text_says_nothing(returned, mine):
    response = act(mine, returned, "revision")
    assert "Relis-toi" not in response.content.decode()
    draft = mine.get(address(returned.author, f"posts/{returned.pk}/draft/"), follow=True)
    assert draft.redirect_chain
    assert "Relis-toi" not in draft.content.decode()


def test_withdrawing_gives_the_draft_back(pupil, mine):
    post = submitted(pupil, "Je change d'avis")
    assert "Je change d'avis</textarea>" in unescape(act(mine, post, "withdrawal").content.decode())
    assert Post.objects.get().status == "draft"


def test_an_act_that_cannot_be_done_says_why(pupil, teacher, mine):
    post = published(pupil, teacher)
    assert "Quelqu’un lit ce texte" in act(mine, post, "withdrawal").content.decode()


def test_revising_leaves_what_shows(pupil, classmate, teacher, mine, as_member):
    post = published(pupil, teacher, "Avant")
    with hold_over():
        assert "lit toujours cette version" in page(mine, pupil, f"posts/{post.pk}/revision/")
        act(mine, post, "revision")
        assert Post.objects.get().status == "draft"
        assert "la classe lit toujours la version publiée" in card(page(mine, pupil), post)
        assert "Avant" in page(as_member(classmate), classmate, "")


def test_what_is_a_draft_already_is_not_taken_up_again_but_opened(pupil, mine):
    post = drafted(pupil, "Début")
    there = mine.get(address(pupil, f"posts/{post.pk}/revision/"))
    assert there["Location"] == address(pupil, f"posts/{post.pk}/draft/")


def test_throwing_a_draft_away_asks_a_post(pupil, mine):
    post = drafted(pupil, "Bof")
    assert mine.get(address(pupil, f"posts/{post.pk}/draft/removal/")).status_code == 405
    act(mine, post, "draft/removal")
    assert "Bof" not in page(mine, pupil)


def test_throwing_away_says_the_truth_of_what_was_sent(pupil, teacher, returned, mine, as_member):
    drafted(pupil, "Jamais parti")
    with hold_over():
        html = page(mine, pupil)
        assert html.count("disparaît pour de bon") == 1
        assert "Ce qui a été envoyé reste dans son histoire" in html
        returned.discard(by=pupil)
        told = page(as_member(teacher), teacher, f"posts/{returned.pk}/story/")
    assert "Jeté</span>" in told
    assert "Brouillon</span>" not in told


def test_a_removal_that_was_asked_for_says_that_it_is_done(pupil, teacher, mine):
    post = published(pupil, teacher)
    with hold_over():
        post.ask_removal(by=pupil)
        post.take_down(by=teacher)
        assert "Le retrait demandé est fait" in page(mine, pupil)


def test_who_teaches_takes_their_own_message_down_and_asks_nobody(teacher, as_member):
    post = submitted(teacher, "Bonjour")
    post.publish(by=teacher, digest=post.revision.digest)
    with hold_over():
        browser = as_member(teacher)
        for html in (page(browser, teacher), page(browser, teacher, "")):
            assert reverse("moderation:taking_down", args=[post.space.slug, post.pk]) in html
            assert "Demander le retrait" not in html


def test_asking_for_removal_needs_no_reason_and_says_it_is_asked(pupil, teacher, mine):
    post = published(pupil, teacher, "Je regrette")
    with hold_over():
        assert "Demander le retrait" in card(page(mine, pupil), post)
        act(mine, post, "removal-request")
        html = card(page(mine, pupil), post)
    assert "Le retrait est demandé" in html
    assert "Demander le retrait" not in html


def test_asking_for_removal_tells_nothing_of_a_verdict_that_holds(pupil, teacher, mine):
    """A yes for one that was published, a no for one that was sent back: the answer would be the verdict."""
    kept, back = published(pupil, teacher, "Oui"), submitted(pupil, "Non")
    back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back))
    for post in (kept, back, submitted(pupil, "Peut-être")):
        asked = mine.post(address(pupil, f"posts/{post.pk}/removal-request/"), follow=True)
        assert "Ce texte a avancé" in asked.text
        post.refresh_from_db()
        assert post.removal_asked_at is None


def test_nobody_moves_anothers_text(pupil, classmate, stranger, teacher, as_member):
    waiting = submitted(pupil)
    for other in (classmate, stranger, teacher):
        for tail in ("withdrawal", "revision", "removal-request", "draft/removal", "draft"):
            assert act(as_member(other), waiting, tail).status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == "pending"


def test_reading_these_pages_writes_nothing(pupil, teacher, mine):
    post = published(pupil, teacher)
    with hold_over():
        for tail in ("revision/", "removal-request/", "draft/", "story/"):
            mine.get(address(pupil, f"posts/{post.pk}/{tail}"), follow=True)
        post.refresh_from_db()
    assert (post.status, post.moves, post.removal_asked_at) == ("published", 2, None)


def test_an_approved_text_says_when_it_shows(db, as_member):
    space = make_space(always_open=False)
    author, adult = make_pupil(space, "Sam K."), make_teacher(space)
    with time_machine.travel(datetime(2026, 11, 22, 18, 0, tzinfo=ZoneInfo("Europe/Paris")), tick=True):
        post = published(author, adult, "Patience")
        assert "paraît" not in card(page(as_member(author), author), post), "the hold comes first"
        with hold_over():
            html = card(page(as_member(author), author), post).replace("\xa0", " ")
    assert "Approuvé. Il paraît demain à 7 h." in html
    assert "Publié" in html


def test_the_cost_is_the_same_for_ten_and_fifty(pupil, teacher, mine):
    costs = []
    for count in (10, 40):
        with hold_over():
            for n in range(count):
                post = published(pupil, teacher, f"Texte {n}")
                back = submitted(pupil, f"Autre {n}")
                back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back))
            with hold_over():
                post.take_down(by=teacher, articles=articles_of(post))
                mine.get(address(pupil))
                with CaptureQueriesContext(connection) as caught:
                    page(mine, pupil)
        costs.append(len(caught))
    assert costs[0] == costs[1] <= 8


def test_older_texts_are_a_page_away(pupil, teacher, mine):
    for n in range(PAGE + 2):
        published(pupil, teacher, f"Texte numéro {n:02}.")
    with hold_over():
        first = mine.get(address(pupil))
        second = page(mine, pupil, f"posts/mine/?before={first.context['older']}")
        first = unescape(first.content.decode())
    seen = [[f"numéro {n:02}." in html for n in range(PAGE + 2)] for html in (first, second)]
    assert [sum(s) for s in seen] == [PAGE, 2]
    assert all(a != b for a, b in zip(*seen, strict=True))


# --- the story ------------------------------------------------------------------------------------------------------
def test_the_story_tells_each_step_with_who_and_what(pupil, teacher, returned, mine):
    with hold_over():
        returned.submit("mon numéro est secret", by=pupil, key=key())
        html = story(mine, returned)
    assert "Léa M. fait relire." in html
    assert "M. Petit renvoie le texte." in html
    assert "Version 2" in html
    assert "<del>" in html
    assert "<ins>" in html
    assert "Relis-toi" in html


def test_a_verdict_that_was_undone_never_existed_for_the_author(pupil, teacher, colleague, mine, as_member):
    post = submitted(pupil, "Il a manger")
    post.correct("Il a mangé", by=colleague, digest=post.revision.digest)
    post.undo(by=colleague)
    post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post), message="Relis")
    with hold_over():
        post.submit("Il a bien mangé", by=pupil, key=key())
        html = story(mine, post)
        assert "Mme Roy" not in html
        assert "annule" not in html
        assert "Version 2" in html
        assert "Version 3" not in html, "the number of a version that never existed would show"
        theirs = story(as_member(teacher), post)
    assert "Mme Roy corrige et publie" in theirs
    assert "Mme Roy annule" in theirs


def test_the_story_is_for_its_author_and_teachers(pupil, classmate, stranger, teacher, admin, as_member):
    post = published(pupil, teacher)
    with hold_over():
        for reader, status in ((pupil, 200), (teacher, 200), (classmate, 404), (stranger, 404), (admin, 404)):
            response = as_member(reader).get(address(pupil, f"posts/{post.pk}/story/"))
            assert response.status_code == status, reader


def test_a_teacher_reads_no_draft_in_a_story(pupil, teacher, as_member):
    post = submitted(pupil, "Envoyé")
    post.withdraw(by=pupil)
    post.save_draft("Mon secret", by=pupil)
    html = story(as_member(teacher), post)
    assert "Envoyé" in html
    assert "Mon secret" not in html


def test_both_versions_of_a_correction_are_in_the_story(pupil, teacher, mine):
    post = submitted(pupil, "Il a manger")
    post.correct("Il a mangé", by=teacher, digest=post.revision.digest)
    with hold_over():
        html = story(mine, post)
    assert "<del>manger</del>" in html
    assert "<ins>mangé</ins>" in html
    assert "M. Petit corrige et publie le texte." in html


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", False)]),
        ([[1, 3]], [("a", False), ("bc", True), ("def", False)]),
        ([[4, 99], [-3, 2]], [("ab", True), ("cd", False), ("ef", True)]),
        ([[0, 4], [2, 6]], [("abcd", True), ("ef", True)]),
        ([[3, 3], [5, 2]], [("abcdef", False)]),
    ],
)
def test_marks_are_clipped_to_the_text_and_lose_none_of_it(marks, expected):
    assert marked("abcdef", marks) == expected
