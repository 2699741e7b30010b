"""The quiz: the same questions for the same name, the word hidden in its sentence, no trace of the answers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from classroom.lexicon import quiz
from classroom.lexicon.entries import written_in
from classroom.lexicon.search import fold

GAMES = [f"partie{game}" for game in range(30)]
FRENCH = written_in("fr")


def path(number, game="abc", answer=""):
    return f"/lexicon/quiz/{game}/{number}/" + (f"?answer={answer}" if answer else "")


def read(url):
    return Client().get(url).content.decode()


def test_the_same_game_asks_the_same_questions():
    assert quiz.questions("abc") == quiz.questions("abc")


def test_another_game_asks_other_questions():
    assert quiz.questions("abc") != quiz.questions("abd")
    assert len({quiz.new_game() for _game in range(10)}) > 1


@pytest.mark.parametrize("game", GAMES)
def test_a_game_asks_eight_words_once_each_with_three_choices_of_one_theme(game):
    asked = quiz.questions(game)
    assert [question.number for question in asked] == list(range(1, 9))
    assert len({question.right.slug for question in asked}) == 8
    for question in asked:
        assert len({choice.slug for choice in question.choices}) == 3
        assert question.right in question.choices
        assert {choice.theme for choice in question.choices} == {question.right.theme}


def test_the_right_word_is_not_always_at_the_same_place():
    places = {question.choices.index(question.right) for game in GAMES for question in quiz.questions(game)}
    assert places == {0, 1, 2}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_says_the_word_that_it_asks_for(language):
    said = [
        entry.word
        for entry in filter(quiz.asked_about, written_in(language).values())
        if f" {fold(entry.word)} " in f" {fold(quiz.hide(entry))} "
    ]
    assert said == []


def test_what_is_hidden_shows_as_boxes():
    assert quiz.hide(FRENCH["algorithm"]).startswith("Un ▢▢▢ est une suite")


def test_what_teachers_alone_do_is_not_asked():
    asked = {question.right.app for game in GAMES for question in quiz.questions(game)}
    assert "moderation" not in asked


def test_anybody_plays_without_signing_in(db):
    assert Client().get("/lexicon/quiz/").status_code == 200
    assert 'href="/lexicon/quiz/' in read("/lexicon/quiz/")


def test_a_question_shows_its_choices_as_plain_buttons_of_a_form(db):
    page = read(path(1))
    assert page.count('<button class="button" name="answer"') == 3
    assert '<form class="card stack" method="get">' in page


def test_a_right_answer_says_yes_and_leads_to_the_next_question(db):
    right = quiz.questions("abc")[0].right
    page = read(path(1, answer=right.slug))
    assert "notice good" in page
    assert 'href="/lexicon/quiz/abc/2/"' in page
    assert f'href="/lexicon/{right.slug}/"' in page


def test_a_wrong_answer_says_both_words_kindly(db):
    first = quiz.questions("abc")[0]
    wrong = next(choice for choice in first.choices if choice != first.right)
    page = read(path(1, answer=wrong.slug))
    assert "notice info" in page
    assert "notice bad" not in page
    assert wrong.word in page
    assert first.right.word in page


def test_an_answer_that_was_no_choice_asks_again(db):
    assert 'name="answer"' in read(path(1, answer="no-such-word"))


def test_the_last_question_leads_to_a_friendly_end(db):
    last = quiz.questions("abc")[-1]
    assert 'href="/lexicon/quiz/abc/end/"' in read(path(8, answer=last.right.slug))
    end = read("/lexicon/quiz/abc/end/")
    assert all(f'href="/lexicon/{question.right.slug}/"' in end for question in quiz.questions("abc"))


@pytest.mark.parametrize("url", [path(0), path(9), path(1, "a" * 21), "/lexicon/quiz/" + "a" * 21 + "/end/"])
def test_a_question_that_is_in_no_game_is_not_found(db, url):
    assert Client().get(url).status_code == 404


def test_nothing_is_written_down(pupil, as_member):
    browser = as_member(pupil)
    browser.get(path(1))
    with CaptureQueriesContext(connection) as queries:
        browser.get(path(1, answer=quiz.questions("abc")[0].right.slug))
    written = [
        query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]
    assert [sql for sql in written if "django_session" not in sql] == []


def test_the_quiz_stays_in_the_class_that_was_named(pupil, as_member):
    page = as_member(pupil).get(f"{path(1)}?class={pupil.space.slug}").content.decode()
    assert f'<input type="hidden" name="class" value="{pupil.space.slug}">' in page


def test_the_quiz_shows_no_class_to_a_stranger(pupil, stranger, as_member):
    for url in (path(1), "/lexicon/quiz/", "/lexicon/quiz/abc/end/"):
        assert as_member(stranger).get(f"{url}?class={pupil.space.slug}").status_code == 404


def test_the_quiz_counts_no_points(db):
    pages = [read(path(number)) for number in range(1, 9)] + [read("/lexicon/quiz/abc/end/")]
    assert not any("score" in page or "points" in page for page in pages)
