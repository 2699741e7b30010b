"""The class's own words: given by pupils and moderated, added by teachers, and of that class only."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classroom.lexicon.words import MOST_WAITING, WordRefused, give, words_of
from classroom.models import ClassWord
from classroom.models.spaces import Role
from classroom.models.suggestions import AlreadyDecided
from tests.world import make_member, make_pupil

WORD = {"word": "la cabane", "meaning": "Notre coin lecture."}


def url_of(member):
    return f"/classes/{member.space.slug}/words/"


def read(browser, url):
    return unescape(browser.get(url).content.decode())


def given(by, word="la cabane", meaning="Notre coin lecture."):
    return give(word, meaning, by=by)


def test_a_member_sees_the_words_of_the_class(pupil, teacher, classmate, as_member):
    given(teacher)
    assert "la cabane" in read(as_member(classmate), url_of(pupil))


def test_a_stranger_gets_404(pupil, stranger, as_member):
    browser = as_member(stranger)
    assert browser.get(url_of(pupil)).status_code == 404
    assert browser.post(url_of(pupil), WORD).status_code == 404
    assert not ClassWord.objects.exists()


def test_a_visitor_is_sent_to_the_doors(pupil, client):
    assert client.get(url_of(pupil)).status_code == 302


def test_a_pupil_never_holds_the_teachers_hand(pupil, teacher, as_member):
    word = given(teacher)
    browser = as_member(pupil)
    assert "/removal/" not in read(browser, url_of(pupil))
    assert browser.post(f"{url_of(pupil)}{word.pk}/removal/", {"reason": "x"}).status_code == 404
    assert words_of(pupil) == [word]


def test_a_pupils_word_waits_and_nobody_else_sees_it(pupil, classmate, as_member):
    answer = as_member(pupil).post(url_of(pupil), WORD)
    assert (answer.status_code, answer["Location"]) == (302, url_of(pupil))
    assert ClassWord.objects.get().status == ClassWord.Status.PENDING
    assert "la cabane" in read(as_member(pupil), url_of(pupil))
    assert "la cabane" not in read(as_member(classmate), url_of(pupil))


def test_a_teachers_word_is_in_the_lexicon_at_once(teacher, classmate, as_member):
    as_member(teacher).post(url_of(teacher), WORD)
    word = ClassWord.objects.get()
    assert (word.status, word.decided_by) == (ClassWord.Status.ACCEPTED, teacher)
    assert words_of(classmate) == [word]


def test_the_author_reads_why_a_word_was_not_kept(pupil, teacher, classmate, as_member):
    given(pupil).decline(by=teacher, reason="Choisis un mot pour un lieu.")
    assert "Choisis un mot pour un lieu." in read(as_member(pupil), url_of(pupil))
    assert "Choisis un mot" not in read(as_member(classmate), url_of(pupil))


def test_a_teacher_accepts_the_exact_words_on_the_suggestions_screen(pupil, teacher, as_member):
    word = given(pupil)
    answer = f"/classes/{pupil.space.slug}/moderation/suggestions/classword/{word.pk}/"
    as_member(teacher).post(answer, {"answer": "accept"})
    assert [kept.meaning for kept in words_of(pupil)] == ["Notre coin lecture."]


def test_an_observer_reads_and_gives_nothing(pupil, as_member):
    browser = as_member(make_member(pupil.space, Role.OBSERVER))
    assert 'id="give-a-word"' not in read(browser, url_of(pupil))
    assert browser.post(url_of(pupil), WORD).status_code == 404
    assert not ClassWord.objects.exists()


def test_who_has_not_signed_the_charter_gives_nothing_and_is_told(space, as_member):
    unsigned = make_pupil(space, signed=False)
    assert "signe la charte" in read(as_member(unsigned), url_of(unsigned))
    answer = as_member(unsigned).post(url_of(unsigned), WORD)
    assert answer.status_code == 422
    assert not ClassWord.objects.exists()


def test_a_frozen_class_takes_no_word(pupil):
    type(pupil.space).objects.filter(pk=pupil.space_id).update(frozen_at=timezone.now())
    pupil.refresh_from_db()
    with pytest.raises(WordRefused):
        given(pupil)


def test_the_same_word_sent_twice_is_one(pupil, as_member):
    browser = as_member(pupil)
    answers = [browser.post(url_of(pupil), WORD).status_code for _click in range(2)]
    assert answers == [302, 302]
    assert ClassWord.objects.count() == 1


def test_a_word_that_the_lexicon_has_is_refused_and_kept_on_the_screen(pupil, teacher, as_member):
    given(teacher)
    answer = as_member(pupil).post(url_of(pupil), {"word": "La  CABANE", "meaning": "Autre chose."})
    assert answer.status_code == 422
    assert "Autre chose." in answer.content.decode()
    assert ClassWord.objects.count() == 1


def test_ten_words_may_wait_and_no_more(pupil):
    for n in range(MOST_WAITING):
        given(pupil, f"mot {n}")
    with pytest.raises(WordRefused):
        given(pupil, "un de trop")
    assert ClassWord.objects.count() == MOST_WAITING


@pytest.mark.parametrize(
    "typed",
    [
        {"word": "", "meaning": "x"},
        {"word": "x", "meaning": ""},
        {"word": "\u200b", "meaning": "x"},
        {"word": "x" * 41, "meaning": "x"},
        {"word": "x", "meaning": "x" * 281},
        {"word": "👨‍👩‍👧‍👦" * 20, "meaning": "x"},
        {"word": "a\u202eb", "meaning": "x"},
        {"word": "a\x00b", "meaning": "x"},
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(pupil, as_member, typed):
    answer = as_member(pupil).post(url_of(pupil), typed)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not ClassWord.objects.exists()


def test_a_word_goes_through_the_pipeline_of_every_text(pupil, as_member):
    as_member(pupil).post(
        url_of(pupil), {"word": " la\u200bcabane\n e\u0301te\u0301 ", "meaning": "Un\r\nlieu."}
    )
    word = ClassWord.objects.get()
    assert (word.word, word.meaning) == ("lacabane été", "Un lieu.")


def test_markup_in_a_word_is_text(pupil, teacher, as_member):
    given(teacher, "<b>gras</b>", "<script>x</script>")
    page = as_member(pupil).get(url_of(pupil)).content.decode()
    assert "&lt;b&gt;gras" in page
    assert "<script>x" not in page


def test_a_teacher_takes_a_word_out_and_its_author_reads_why(pupil, teacher, as_member):
    word = given(pupil)
    word.accept(by=teacher)
    as_member(teacher).post(f"{url_of(pupil)}{word.pk}/removal/", {"reason": "On ne le dit plus."})
    assert words_of(pupil) == []
    assert "On ne le dit plus." in read(as_member(pupil), url_of(pupil))


def test_a_word_of_another_class_is_not_taken_out(pupil, stranger, teacher, as_member):
    word = ClassWord.objects.create(space=stranger.space, author=stranger, status="accepted", **WORD)
    assert as_member(teacher).post(f"{url_of(pupil)}{word.pk}/removal/").status_code == 404
    assert words_of(stranger) == [word]


def test_two_teachers_take_a_word_out_once(teacher, colleague):
    word = given(teacher)
    same = ClassWord.objects.get(pk=word.pk)
    word.remove(by=teacher, reason="Une raison.")
    with pytest.raises(AlreadyDecided):
        same.remove(by=colleague, reason="Une autre.")
    assert ClassWord.objects.get().reason == "Une raison."


def test_a_teacher_who_comes_second_is_told_and_the_first_reason_stays(
    pupil, teacher, colleague, as_member, monkeypatch
):
    word, remove = given(teacher), ClassWord.remove

    def remove_second(word, **said):
        remove(ClassWord.objects.get(pk=word.pk), by=colleague, reason="La première.")
        remove(word, **said)

    monkeypatch.setattr(ClassWord, "remove", remove_second)
    address = f"{url_of(pupil)}{word.pk}/removal/"
    answer = as_member(teacher).post(address, {"reason": "La seconde."}, follow=True)
    assert str(AlreadyDecided()) in unescape(answer.content.decode())
    assert ClassWord.objects.get().reason == "La première."


def test_a_word_that_waits_is_not_taken_out_but_declined(pupil, teacher, as_member):
    word = given(pupil)
    assert as_member(teacher).post(f"{url_of(pupil)}{word.pk}/removal/").status_code == 404
    with pytest.raises(AlreadyDecided):
        word.remove(by=teacher, reason="x")


def test_taking_out_is_a_post(pupil, teacher, as_member):
    word = given(teacher)
    assert as_member(teacher).get(f"{url_of(pupil)}{word.pk}/removal/").status_code == 405


def test_the_page_asks_the_database_as_much_for_many_words(pupil, teacher, as_member):
    browser = as_member(teacher)
    given(pupil, "mot 0").accept(by=teacher)
    browser.get(url_of(pupil))
    with CaptureQueriesContext(connection) as few:
        browser.get(url_of(pupil))
    for n in range(1, 20):
        given(pupil, f"mot {n}").accept(by=teacher)
    with CaptureQueriesContext(connection) as many:
        browser.get(url_of(pupil))
    assert len(many) == len(few)


def test_a_reason_that_hides_something_leaves_the_word_where_it_is(pupil, teacher, as_member):
    word = given(teacher)
    address = f"{url_of(pupil)}{word.pk}/removal/"
    answer = as_member(teacher).post(address, {"reason": "Plus \u202eici"}, follow=True)
    assert "toujours dans notre lexique" in answer.content.decode()
    word.refresh_from_db()
    assert word.status == "accepted"
