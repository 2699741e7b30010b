"""The timeline: what the class reads, newest first, and nothing else."""

from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classroom.models.spaces import Role
from posts.cards import kept
from posts.leaving import leaving_url
from posts.models import Publication
from posts.reading import PAGE
from tests.world import (
    adopt,
    articles_of,
    drafted,
    hold_over,
    make_member,
    make_pupil,
    make_space,
    make_teacher,
    published,
    submitted,
)


def address(member, tail=""):
    return f"/classes/{member.space.slug}/{tail}"


def page(browser, member, tail=""):
    response = browser.get(address(member, tail))
    assert response.status_code == 200
    return unescape(response.content.decode())


def queries(browser, url):
    """The statements of one page, but those that open and close transactions."""
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(url).status_code == 200
    return [
        q["sql"] for q in caught if q["sql"].split()[0] not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    ]


@pytest.fixture(autouse=True)
def empty_cache():
    kept.forget()


def test_a_member_reads_the_newest_first(pupil, classmate, teacher, as_member):
    published(pupil, teacher, "Le premier")
    with hold_over():
        published(pupil, teacher, "Le second")
        with hold_over():
            html = page(as_member(classmate), classmate)
    assert html.index("Le second") < html.index("Le premier")


def test_a_stranger_gets_404(pupil, stranger, teacher, as_member):
    published(pupil, teacher)
    with hold_over():
        theirs = as_member(stranger).get(address(pupil))
        nowhere = as_member(stranger).get("/classes/nowhere/")
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.content == nowhere.content


def test_a_pupil_never_holds_the_teachers_hand(pupil, classmate, teacher, as_member):
    post = published(pupil, teacher)
    with hold_over():
        html = page(as_member(classmate), classmate)
        assert f"posts/{post.pk}/story/" not in html
        assert f"posts/{post.pk}/revision/" not in html
        assert "moderation/decision" not in html
        assert f"posts/{post.pk}/story/" in page(as_member(teacher), teacher)


def test_nothing_waiting_or_held_is_on_it(pupil, classmate, teacher, as_member):
    submitted(pupil, "Pas encore lu")
    published(pupil, teacher, "Dans les cinq secondes")
    html = page(as_member(classmate), classmate)
    assert "Pas encore lu" not in html
    assert "Dans les cinq secondes" not in html


def test_an_author_finds_what_waits_in_the_tray_and_nobody_else_does(pupil, classmate, as_member):
    submitted(pupil, "Mon texte qui attend")
    drafted(pupil, "À peine commencé")
    html = page(as_member(pupil), pupil)
    tray = html[html.index('id="tray"') : html.index('id="timeline"')]
    assert "Mon texte qui attend" in tray
    assert "À peine commencé" not in tray
    assert "1 brouillon" in tray
    assert "Mon texte qui attend" not in page(as_member(classmate), classmate)


def test_a_card_says_who_corrected_and_that_it_changed(pupil, classmate, teacher, as_member):
    post = submitted(pupil, "Il a manger")
    post.correct("Il a mangé", by=teacher, digest=post.revision.digest)
    with hold_over():
        html = page(as_member(classmate), classmate)
        assert "corrigé avec M. Petit" in html
        assert "modifié" not in html, "nobody read the pupil's version"
        post.revise(by=pupil)
        post.submit("Il a bien mangé", by=pupil, key=post.pk)
        post.publish(by=teacher, digest=post.revision.digest)
        with hold_over():
            html = page(as_member(classmate), classmate)
            assert "modifié" in html
            assert "corrigé avec" not in html


def test_a_restored_message_is_not_a_changed_one(pupil, classmate, teacher, as_member):
    post = published(pupil, teacher, "Le même")
    with hold_over():
        post.take_down(by=teacher, articles=articles_of(post))
        post.restore(by=teacher)
        with hold_over():
            html = page(as_member(classmate), classmate)
    assert "Le même" in html
    assert "modifié" not in html


def test_replies_are_counted_for_who_may_see_them(pupil, classmate, teacher, as_member):
    parent = published(pupil, teacher, "Qui vient ?")
    with hold_over():
        opened = Publication.objects.visible_to(classmate).get()
        published(classmate, teacher, "Moi", reply_to=opened)
        submitted(classmate, "Encore moi", reply_to=opened)
        assert "Voir la réponse" not in page(as_member(pupil), pupil)
        with hold_over():
            html = page(as_member(pupil), pupil)
            assert "Voir la réponse" in html
            published(classmate, teacher, "Et moi", reply_to=opened)
            with hold_over():
                assert "Voir les 2 réponses" in page(as_member(pupil), pupil)
    assert f"posts/{parent.pk}/" in html


def test_pages_follow_each_other_without_a_gap_nor_a_twin(pupil, teacher, classmate, as_member):
    for n in range(PAGE + 3):
        published(pupil, teacher, f"Message numéro {n:02}.")
    with hold_over():
        browser = as_member(classmate)
        first = browser.get(address(classmate))
        older = first.context["page"].older
        second = page(browser, classmate, f"?before={older}")
        first = unescape(first.content.decode())
    seen = [n for n in range(PAGE + 3) if f"numéro {n:02}." in first]
    rest = [n for n in range(PAGE + 3) if f"numéro {n:02}." in second]
    assert len(seen) == PAGE
    assert sorted(seen + rest) == list(range(PAGE + 3))
    assert "Tu as tout lu." in second
    assert "Tu as tout lu." not in first
    assert "<textarea" not in second


@pytest.mark.parametrize("before", ["x", "12-34", "fffffffffffffffffffff-" + "0" * 32, "1-1-1"])
def test_a_forged_cursor_is_nowhere(pupil, as_member, before):
    assert as_member(pupil).get(address(pupil, f"?before={before}")).status_code == 404


def test_an_empty_class_says_what_to_do(pupil, as_member):
    assert "Écris le premier" in page(as_member(pupil), pupil)


def test_who_has_not_signed_is_led_to_the_charter_and_may_draft(space, as_member):
    newcomer = make_pupil(space, signed=False)
    html = page(as_member(newcomer), newcomer)
    assert "tu signes la charte" in html
    assert "Commencer un brouillon" in html


def test_who_signed_an_earlier_version_learns_that_the_charter_has_changed(space, pupil, as_member):
    adopt(space)
    assert "La charte a changé" in page(as_member(pupil), pupil)
    assert "La charte a changé" not in page(as_member(newcomer := make_pupil(space, signed=False)), newcomer)


def test_a_class_without_a_charter_says_so(db, as_member):
    space = make_space(charter=False)
    pupil, teacher = make_pupil(space, signed=False), make_teacher(space)
    assert "pas encore de charte" in page(as_member(pupil), pupil)
    assert "Adoptez-en une" in page(as_member(teacher), teacher)


def test_observers_and_the_schools_admin_read_without_a_pen(pupil, teacher, admin, space, as_member):
    published(pupil, teacher, "Pour tous")
    observer = make_member(space, Role.OBSERVER)
    with hold_over():
        for reader in (observer, admin):
            html = page(as_member(reader), reader)
            assert "Pour tous" in html
            assert "<textarea" not in html
            assert "Répondre" not in html
            assert "Vous avez tout lu." in html


def test_a_frozen_class_says_so_and_shows_nothing_new(pupil, classmate, teacher, space, as_member):
    published(pupil, teacher, "Approuvé juste avant")
    space.frozen_at = timezone.now()
    space.save()
    with hold_over():
        html = page(as_member(classmate), classmate)
    assert "La classe est gelée" in html
    assert "Approuvé juste avant" not in html


def test_a_closed_class_says_when_it_opens_and_the_author_when_it_shows(db, as_member):
    space = make_space(always_open=False)
    author, adult = make_pupil(space, "Sam K."), make_teacher(space)
    sunday = datetime(2026, 11, 22, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))
    with time_machine.travel(sunday, tick=True):
        published(author, adult, "Écrit un dimanche")
        with hold_over():
            html = page(as_member(author), author)
            assert "Elle ouvre demain à 7 h." in html.replace("\xa0", " ")
            assert "Il paraît demain à 7 h." in html.replace("\xa0", " ")
            assert "Écrit un dimanche" not in html[html.index('id="timeline"') :]


def test_a_mention_shows_the_name_of_today(pupil, classmate, teacher, as_member):
    published(pupil, teacher, "Merci @Noé T. !")
    with hold_over():
        assert '<span class="mention">@Noé T.</span>' in page(as_member(classmate), classmate)
        classmate.pseudonym = "Mésange"
        classmate.save()
        kept.forget()
        assert "@Mésange" in page(as_member(pupil), pupil)


def test_a_cached_card_follows_its_authors_name(pupil, classmate, teacher, as_member):
    published(pupil, teacher, "Signé")
    with hold_over():
        assert "Léa M." in page(as_member(classmate), classmate)
        pupil.pseudonym = "Rouge-gorge"
        pupil.save()
        html = page(as_member(classmate), classmate)
        assert "Rouge-gorge" in html
        assert "Léa M." not in html


def test_a_cached_card_is_not_worn_by_another_role(pupil, classmate, teacher, as_member):
    post = published(pupil, teacher, "Le mien")
    with hold_over():
        for reader, has_menu in ((pupil, True), (classmate, False), (teacher, True), (classmate, False)):
            assert (f"posts/{post.pk}/story/" in page(as_member(reader), reader)) is has_menu


def test_html_from_a_text_is_shown_as_text(pupil, classmate, teacher, as_member):
    published(pupil, teacher, "<script>alert(1)</script>")
    with hold_over():
        assert b"&lt;script&gt;alert(1)" in as_member(classmate).get(address(classmate)).content


def test_the_page_costs_five_queries_however_long(pupil, classmate, teacher, as_member):
    browser = as_member(pupil)
    for count in (10, 50):
        for n in range(count):
            published(classmate, teacher, f"Message {n}")
        submitted(pupil, f"J'attends {count}")
        with hold_over():
            url = address(pupil)
            browser.get(url)
            asked = queries(browser, url)
        assert len(asked) <= 5, "\n".join(asked)


def test_a_cold_cache_costs_two_queries_more_for_the_texts_and_the_names(
    pupil, classmate, teacher, as_member
):
    browser, url = as_member(pupil), address(pupil)
    for n in range(10):
        published(classmate, teacher, f"Bonjour @Léa M. {n}")
    with hold_over():
        browser.get(url)
        kept.forget()
        assert len(queries(browser, url)) <= 7


# --- tags and the way out -------------------------------------------------------------------------------------------
def test_a_tag_gathers_the_messages_that_hold_it_as_a_word(pupil, classmate, teacher, as_member):
    for text in ("Une #Été rouge", "Vive l'#ete !", "#étésuivant non", "sans rien ete"):
        published(pupil, teacher, text)
    submitted(pupil, "#été en attente")
    with hold_over():
        html = page(as_member(classmate), classmate, "tags/ete/")
    assert "rouge" in html
    assert "Vive l'" in html
    assert "suivant" not in html
    assert "sans rien" not in html
    assert "en attente" not in html


def test_a_tag_that_nobody_used_does_not_exist(pupil, stranger, teacher, as_member):
    published(pupil, teacher, "Une #mésange")
    with hold_over():
        assert as_member(pupil).get(address(pupil, "tags/insulte/")).status_code == 404
        assert as_member(stranger).get(address(pupil, "tags/mesange/")).status_code == 404
        assert as_member(stranger).get(address(stranger, "tags/mesange/")).status_code == 404
        assert "#mésange" in page(as_member(pupil), pupil, "tags/MÉSANGE/")


def test_the_way_out_shows_the_host_and_only_for_signed_addresses(pupil, stranger, as_member):
    way = leaving_url(pupil.space)("https://www.museum.fr/a?b=c")
    html = unescape(as_member(pupil).get(way).content.decode())
    assert "www.museum.fr" in html
    assert 'href="https://www.museum.fr/a?b=c"' in html
    assert as_member(pupil).get(address(pupil, "leaving/?to=https://evil.example")).status_code == 404
    assert as_member(pupil).get(address(pupil, "leaving/")).status_code == 404
    elsewhere = way.replace(pupil.space.slug, stranger.space.slug)
    assert as_member(stranger).get(elsewhere).status_code == 404, "a signature is a class's own"
    assert as_member(stranger).get(way).status_code == 404


def test_a_link_in_a_message_goes_through_the_leaving_page(pupil, classmate, teacher, as_member):
    published(pupil, teacher, "Voir https://www.museum.fr/a")
    with hold_over():
        html = page(as_member(classmate), classmate)
    assert 'href="https://www.museum.fr/a"' not in html
    assert "/leaving/?to=" in html
