"""The lexicon's index and its booklet: for everybody; a class's own words for that class alone."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from classroom.lexicon.entries import written_in
from classroom.models import ClassWord
from classroom.models.spaces import Role
from tests.world import make_member

FRENCH = written_in("fr")
PAGES = [
    "/lexicon/",
    "/lexicon/?q=cabane",
    "/lexicon/?letter=l",
    "/lexicon/booklet/",
    "/lexicon/booklet/?reading=longer",
]


def read(browser, url, **options):
    return unescape(browser.get(url, **options).content.decode())


@pytest.fixture
def cabin(pupil, teacher):
    return accepted(pupil, teacher)


def accepted(pupil, teacher, word="la cabane"):
    word = ClassWord.objects.create(space=pupil.space, author=pupil, word=word, meaning="Notre coin lecture.")
    word.accept(by=teacher)
    return word


def test_everybody_finds_every_entry(db):
    page = read(Client(), "/lexicon/")
    assert [slug for slug in FRENCH if f'href="/lexicon/{slug}/"' not in page] == []


def test_a_search_needs_no_script_and_keeps_what_was_asked(db):
    page = read(Client(), "/lexicon/?q=mot-dièse")
    assert 'value="mot-dièse"' in page
    assert 'href="/lexicon/hashtag/"' in page
    assert 'href="/lexicon/password/"' not in page


def test_the_live_search_gets_the_list_alone(db):
    fragment = read(Client(), "/lexicon/?q=rumeurs", headers={"HX-Request": "true"})
    assert fragment.lstrip().startswith('<div id="lexicon-list"')
    assert "<html" not in fragment
    assert 'href="/lexicon/rumour/"' in fragment


def test_a_search_that_finds_nothing_says_what_to_do(db):
    assert "Essaie le début du mot" in read(Client(), "/lexicon/?q=xyzzy")


def test_what_is_asked_is_shown_as_text(db):
    page = Client().get("/lexicon/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_a_letter_opens_its_words(db):
    page = read(Client(), "/lexicon/?letter=r")
    assert 'href="/lexicon/rumour/"' in page
    assert 'href="/lexicon/hashtag/"' not in page
    assert page.count('aria-current="page">R</a>') == 1


def test_a_letter_without_words_is_no_link(db):
    assert '<span aria-hidden="true">X</span>' in read(Client(), "/lexicon/")


@pytest.mark.parametrize(
    ("kind", "here", "elsewhere"), [("feature", "draft", "rumour"), ("culture", "rumour", "draft")]
)
def test_a_tab_keeps_one_kind_of_words(db, kind, here, elsewhere):
    page = read(Client(), f"/lexicon/?kind={kind}")
    assert f'href="/lexicon/{here}/"' in page
    assert f'href="/lexicon/{elsewhere}/"' not in page


@pytest.mark.parametrize(
    "query", ["kind=nothing", "letter=%00", "letter=zz", "q=" + "é" * 3000, "q=%F0%9F%99%82"]
)
def test_odd_addresses_are_answered(db, query):
    assert Client().get(f"/lexicon/?{query}").status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_a_class_reads_its_own_words(cabin, classmate, teacher, as_member, url):
    assert "la cabane" in read(as_member(classmate), url)
    assert "la cabane" in read(as_member(teacher), url)


@pytest.mark.parametrize("url", PAGES)
def test_another_class_and_visitors_never_see_them(cabin, stranger, as_member, url):
    assert "la cabane" not in read(as_member(stranger), url)
    assert "la cabane" not in read(Client(), url)
    named = f"{url}{'&' if '?' in url else '?'}class={cabin.space.slug}"
    assert as_member(stranger).get(named).status_code == 404
    assert "la cabane" not in read(Client(), named)


@pytest.mark.parametrize("url", PAGES)
def test_a_word_that_waits_or_was_not_kept_is_in_no_page(pupil, teacher, as_member, url):
    ClassWord.objects.create(space=pupil.space, author=pupil, word="la cabane qui attend", meaning="…")
    declined = ClassWord.objects.create(
        space=pupil.space, author=pupil, word="la cabane refusée", meaning="…"
    )
    declined.decline(by=teacher, reason="Non.")
    page = read(as_member(pupil), url)
    assert "attend</strong>" not in page
    assert "refusée" not in page


def test_an_observer_reads_the_words_of_the_class(cabin, as_member):
    observer = make_member(cabin.space, Role.OBSERVER)
    assert "la cabane" in read(as_member(observer), "/lexicon/")


def test_who_left_the_class_reads_none_of_its_words(cabin, classmate, as_member):
    from django.utils import timezone

    browser = as_member(classmate)
    type(classmate).objects.filter(pk=classmate.pk).update(left_at=timezone.now())
    assert "la cabane" not in read(browser, "/lexicon/")
    assert browser.get(f"/lexicon/?class={cabin.space.slug}").status_code == 404


@pytest.mark.parametrize("url", PAGES)
def test_a_page_asks_the_database_as_much_for_many_words(pupil, teacher, as_member, url):
    browser = as_member(pupil)
    accepted(pupil, teacher, "la cabane 0")
    browser.get(url)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for n in range(1, 20):
        accepted(pupil, teacher, f"la cabane {n}")
    with CaptureQueriesContext(connection) as many:
        browser.get(url)
    assert len(many) == len(few)


def test_the_booklet_holds_every_entry_and_its_question_in_its_long_form(db):
    short, long = read(Client(), "/lexicon/booklet/"), read(Client(), "/lexicon/booklet/?reading=longer")
    assert [entry.slug for entry in FRENCH.values() if entry.child not in short] == []
    assert [entry.slug for entry in FRENCH.values() if entry.question not in long] == []
    assert FRENCH["draft"].question not in short


def test_the_pages_only_answer_to_reading(db):
    assert {Client().post(url).status_code for url in PAGES} == {405}
