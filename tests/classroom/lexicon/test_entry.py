"""An entry: on its page, beside a feature, in either language; and the class that it speaks of."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from charter.models import Article, Charter
from classroom.lexicon import entries as book
from classroom.lexicon import registry
from classroom.lexicon.reader import screen_of
from classroom.lexicon.registry import RelatedArticle
from classroom.lexicon.search import fold
from classroom.models import ClassWord
from classroom.models.spaces import Level
from tests.world import make_member, make_pupil, make_space, make_teacher

BESIDE = {"HX-Request": "true"}


def text_of(response) -> str:
    return unescape(response.content.decode())


def test_anybody_reads_an_entry_without_signing_in(db):
    page = Client().get("/lexicon/hashtag/")
    assert page.status_code == 200
    assert "mot-dièse" in text_of(page)


def test_a_member_reads_an_entry_in_the_frame_of_their_class(pupil, as_member):
    page = as_member(pupil).get("/lexicon/hashtag/")
    assert page.wsgi_request.member == pupil
    assert f"· {pupil.space.name}" in text_of(page)


def test_an_unknown_word_is_not_found(pupil, as_member):
    assert as_member(pupil).get("/lexicon/abracadabra/").status_code == 404
    assert Client().get("/lexicon/abracadabra/").status_code == 404


def test_beside_a_feature_the_entry_comes_alone_and_without_an_id(pupil, as_member):
    fragment = text_of(as_member(pupil).get("/lexicon/hashtag/", headers=BESIDE))
    assert fragment.count('class="entry beside"') == 1
    assert "<html" not in fragment
    assert " id=" not in fragment


def test_the_page_holds_one_entry_and_its_id(pupil, as_member):
    page = text_of(as_member(pupil).get("/lexicon/hashtag/"))
    assert page.count('<article class="entry"') == 1
    assert page.count('id="entry-hashtag"') == 1


def test_the_page_says_each_part_of_the_entry(db):
    page = text_of(Client().get("/lexicon/hashtag/"))
    entry = book.written_in("fr")["hashtag"]
    parts = [entry.word, entry.question, *entry.also, *(word for _network, word in entry.elsewhere)]
    assert [part for part in parts if part not in page] == []
    assert "Mastodon" in page
    assert "1.1</span> Mener une recherche et une veille d’information" in page


@pytest.mark.parametrize(("level", "is_open"), [("cycle2", 0), ("cycle3", 0), ("college", 1), ("lycee", 1)])
def test_the_longer_text_is_open_from_the_college_on(db, as_member, level, is_open):
    pupil = make_pupil(make_space(level=Level(level)))
    page = text_of(as_member(pupil).get("/lexicon/hashtag/"))
    assert page.count('<details class="fold" open>') == is_open


def test_an_entry_leads_to_its_neighbours_in_the_order_of_the_alphabet(db):
    page = text_of(Client().get("/lexicon/password/"))
    assert 'rel="prev" href="/lexicon/class-word/"' in page
    assert 'rel="next" href="/lexicon/hashtag/"' in page


def test_the_first_word_has_none_before_it_and_the_last_none_after(db):
    every = sorted(book.written_in("fr").values(), key=lambda entry: fold(entry.word))
    first, last = (text_of(Client().get(f"/lexicon/{entry.slug}/")) for entry in (every[0], every[-1]))
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


def test_english_is_spoken_to_who_chose_it(db):
    page = Client(headers={"Accept-Language": "en"}).get("/lexicon/draft/")
    assert book.written_in("en")["draft"].child in text_of(page)


def test_a_word_that_english_lacks_is_read_in_french_and_says_so(db, monkeypatch):
    from dataclasses import replace

    french_only = {"draft": replace(book.written_in("fr")["draft"], language="fr")}
    monkeypatch.setattr(book, "written_in", lambda language: french_only)
    page = Client(headers={"Accept-Language": "en"}).get("/lexicon/draft/")
    assert '<p class="child-says" lang="fr">' in text_of(page)


def test_a_missing_translation_falls_back_to_french(tmp_path, settings):
    written = (book.folders()[0][1] / "fr" / "account.toml").read_text("utf-8")
    facts = {"kind": "feature", "theme": "be", "crcn": ["4.2"], "icon": "user"}
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "account.toml").write_text(written, "utf-8")
    entry = book._entry("classroom", tmp_path, "account", facts, "en")
    assert (entry.language, entry.word) == ("fr", "compte")


def test_a_language_that_the_lexicon_does_not_speak_is_french(db):
    with override("de"):
        assert book.entries()["draft"].language == "fr"


def test_the_article_of_ones_own_charter_stands_beside_the_entry(space, pupil, as_member):
    page = text_of(as_member(pupil).get("/lexicon/password/"))  # topic: privacy
    assert "Je ne donne pas mon adresse." in page
    assert "Je ne donne pas mon adresse." not in text_of(Client().get("/lexicon/password/"))


def test_the_article_is_that_of_the_version_in_force(space, pupil, as_member):
    draft = Charter.objects.create(space=space, title="Notre charte")
    words = {"sentence": "Je garde mon adresse pour moi.", "why": "Elle est à moi."}
    Article.objects.create(charter=draft, number=1, topic="privacy", **words)
    Charter.objects.filter(pk=draft.pk).update(version=2, adopted_at=timezone.now())
    page = text_of(as_member(pupil).get("/lexicon/password/"))
    assert "Je garde mon adresse pour moi." in page


def test_a_topic_that_the_charter_lacks_leads_to_its_neighbour(space, monkeypatch):
    asked = []
    monkeypatch.setattr(registry, "_find_article", [lambda space, topics: asked.append(topics)])
    registry.article_for(space, "trace")
    registry.article_for(space, "respect")
    registry.article_for(space, "")
    assert asked == [["trace", "identity"], ["respect"]]


def test_an_entry_without_an_article_in_the_charter_says_none(space, pupil, as_member):
    assert 'class="cited"' not in text_of(as_member(pupil).get("/lexicon/licence/"))


def test_a_class_that_is_not_the_readers_does_not_exist(pupil, stranger, as_member):
    browser = as_member(stranger)
    theirs = browser.get(f"/lexicon/hashtag/?class={pupil.space.slug}")
    nobodys = browser.get("/lexicon/hashtag/?class=no-such-class")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.content == nobodys.content


def test_a_visitor_who_names_a_class_reads_what_everybody_reads(space):
    named = Client().get(f"/lexicon/hashtag/?class={space.slug}")
    assert named.status_code == 200
    assert space.name not in text_of(named)


def test_a_teacher_of_two_classes_reads_in_neither_until_one_is_named(teacher, as_member):
    other = make_space(teacher.space.school)
    make_member(other, "teacher").delete()
    second = make_teacher(other)
    second.user.delete()
    type(teacher).objects.create(space=other, user=teacher.user, role="teacher", display_name="M. Petit")
    browser = as_member(teacher)
    assert not hasattr(browser.get("/lexicon/hashtag/").wsgi_request, "member")
    named = browser.get(f"/lexicon/hashtag/?class={other.slug}")
    assert named.wsgi_request.member.space == other
    assert f"?class={other.slug}" in text_of(named)


def test_a_school_admin_enters_a_class_only_by_name_and_that_is_written_down(admin, as_member):
    from classroom.models import Visit

    browser = as_member(admin)
    assert not hasattr(browser.get("/lexicon/hashtag/").wsgi_request, "member")
    assert not Visit.objects.exists()
    browser.get(f"/lexicon/hashtag/?class={admin.space.slug}")
    assert Visit.objects.get().page == "lexicon:entry"


def test_an_entry_leads_to_the_screen_that_this_reader_may_open(pupil, teacher, as_member, monkeypatch):
    monkeypatch.setitem(
        registry.FEATURES, "queue", registry.Feature("queue", (), (), screen="moderation:queue")
    )
    address = f"/classes/{pupil.space.slug}/moderation/"
    assert (
        f'href="{address}"><svg' in text_of(as_member(teacher).get("/lexicon/queue/")).partition("<main")[2]
    )
    assert address not in text_of(as_member(pupil).get("/lexicon/queue/"))
    assert address not in text_of(Client().get("/lexicon/queue/"))


@pytest.mark.parametrize(("screen", "address"), [("help", "/help/"), ("nowhere:nothing", ""), ("", "")])
def test_a_screen_of_no_class_is_led_to_and_one_that_is_nowhere_is_not(pupil, monkeypatch, screen, address):
    monkeypatch.setitem(registry.FEATURES, "queue", registry.Feature("queue", (), (), screen=screen))
    assert screen_of("queue", pupil) == address


def test_the_article_is_found_by_its_topic_and_shown_with_its_number(space, pupil, as_member, monkeypatch):
    article = RelatedArticle(7, "Je cite mes sources.", "/charte/#article-7")
    monkeypatch.setattr(registry, "_find_article", [lambda space, topics: article])
    page = text_of(as_member(pupil).get("/lexicon/source/"))
    assert "article 7" in page.lower()
    assert 'href="/charte/#article-7"' in page


def test_an_entry_asks_the_database_as_much_in_a_large_class(pupil, as_member):
    browser = as_member(pupil)
    browser.get("/lexicon/hashtag/")
    with CaptureQueriesContext(connection) as small:
        browser.get("/lexicon/hashtag/")
    for n in range(10):
        make_pupil(pupil.space)
        ClassWord.objects.create(space=pupil.space, author=pupil, word=f"mot {n}", meaning="un mot")
    with CaptureQueriesContext(connection) as large:
        browser.get("/lexicon/hashtag/")
    assert len(large) == len(small)


def test_an_adult_still_without_a_second_proof_reads_what_it_is(teacher, as_member, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    browser = as_member(teacher)
    assert 'class="entry beside"' in text_of(browser.get("/lexicon/second-factor/", headers=BESIDE))
    assert browser.get("/lexicon/").status_code == 302
