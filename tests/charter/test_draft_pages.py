"""The screens of the draft: a teacher's, and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from charter.models import Charter
from classroom.models.spaces import Role
from tests.world import draft_charter, make_member, make_space, make_teacher


@pytest.fixture
def draft(space):
    return draft_charter(space)


def address(space, name, *ids):
    return reverse(f"charter:{name}", args=[space.slug, *ids])


def article_form(**changes):
    words = {
        "sentence": "Je cite mes sources.",
        "why": "Pour vérifier.",
        "kind": "rule",
        "pictogram": "search",
    }
    return {**words, "topic": "sources", **changes}


QUESTION = {
    "question": "Tu lis une nouvelle étonnante.",
    "choices": ["Je la recopie.", "Je cherche d’où elle vient.", "Je la crie."],
    "answer": 1,
    "explanation": "On cherche d’abord.",
}


def question_form(**changes):
    asked = {f"choice_{n}": text for n, text in enumerate(QUESTION["choices"], 1)}
    asked |= {key: str(QUESTION[key]) for key in ("question", "answer", "explanation")}
    return article_form(**{**asked, **changes})


PAGES = ["draft", "head", "articles", "adoption"]


@pytest.mark.parametrize("name", PAGES)
def test_a_teacher_sees_it(draft, space, teacher, as_member, name):
    assert as_member(teacher).get(address(space, name)).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "draft_removal"])
def test_nobody_else_ever_does(draft, space, pupil, stranger, admin, as_member, name):
    outsiders = (
        pupil,
        stranger,
        admin,
        make_member(space, Role.OBSERVER),
        make_teacher(make_space(space.school)),
    )
    for member in outsiders:
        assert as_member(member).get(address(space, name)).status_code in (404, 405)
        assert (
            as_member(member).post(address(space, name), {"digest": draft.fingerprint()}).status_code == 404
        )
    assert Charter.objects.draft_of(space).fingerprint() == draft.fingerprint()


@pytest.mark.parametrize("name", ["article", "position", "removal"])
def test_a_pupil_never_holds_the_teachers_hand(draft, space, pupil, as_member, name):
    article = draft.articles.get(number=1)
    data = article_form(to="down")
    assert as_member(pupil).post(address(space, name, article.pk), data).status_code == 404
    assert draft.articles.get(number=1).sentence == article.sentence


@pytest.mark.parametrize("name", ["article", "position", "removal"])
def test_an_article_of_another_class_or_already_adopted_does_not_exist(space, teacher, as_member, name):
    draft_charter(space)
    elsewhere = draft_charter(make_space(space.school)).articles.first()
    adopted = Charter.objects.in_force(space).articles.first()
    for article in (elsewhere, adopted):
        answer = as_member(teacher).post(address(space, name, article.pk), article_form(to="up"))
        assert answer.status_code == 404


def test_without_a_draft_its_pages_do_not_exist(space, teacher, as_member):
    for name in PAGES:
        assert as_member(teacher).get(address(space, name)).status_code == 404


@pytest.mark.parametrize("source", ["cycle2", "lycee", "in-force"])
def test_a_draft_is_started_by_a_post(space, teacher, as_member, source):
    answer = as_member(teacher).post(address(space, "draft"), {"source": source})
    assert answer["Location"] == address(space, "draft")
    assert Charter.objects.draft_of(space) is not None


@pytest.mark.parametrize("source", ["", "autre"])
def test_a_source_that_does_not_exist_is_a_404(space, teacher, as_member, source):
    assert as_member(teacher).post(address(space, "draft"), {"source": source}).status_code == 404


def test_a_second_draft_is_refused_with_a_sentence(draft, space, teacher, as_member):
    answer = as_member(teacher).post(address(space, "draft"), {"source": "lycee"}, follow=True)
    assert "Un brouillon est déjà commencé" in answer.content.decode()
    assert Charter.objects.draft_of(space).pk == draft.pk


def test_the_title_and_the_beginning_change(draft, space, teacher, as_member):
    as_member(teacher).post(address(space, "head"), {"title": "  Nos promesses\n", "preamble": ""})
    draft.refresh_from_db()
    assert (draft.title, draft.preamble) == ("Nos promesses", "")


def test_an_article_is_added_with_its_question_and_read_back(draft, space, teacher, as_member):
    browser = as_member(teacher)
    assert browser.post(address(space, "articles"), question_form()).status_code == 302
    article = draft.articles.get(number=4)
    assert article.question == {
        "text": QUESTION["question"],
        **{k: QUESTION[k] for k in ("choices", "answer", "explanation")},
    }
    html = browser.get(address(space, "article", article.pk)).content.decode()
    assert QUESTION["choices"][2] in html
    browser.post(address(space, "article", article.pk), article_form(kind="advice"))
    article.refresh_from_db()
    assert (article.kind, article.question) == ("advice", None)


@pytest.mark.parametrize(
    "form",
    [
        article_form(sentence=""),
        article_form(sentence="é" * 201),
        article_form(why=" \u200b "),
        article_form(sentence="Je\x00"),
        article_form(sentence="\u202eJe"),
        article_form(kind="loi"),
        article_form(topic="autre"),
        article_form(pictogram="../../etc"),
        article_form(topic="reread", kind="rule"),
        question_form(choice_2=""),
        question_form(answer=""),
        question_form(answer="3"),
        question_form(explanation=""),
        question_form(question=""),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_words(draft, space, teacher, as_member, form):
    answer = as_member(teacher).post(address(space, "articles"), form)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert draft.articles.count() == 3


def test_two_hundred_graphemes_fit_whatever_they_are_made_of(draft, space, teacher, as_member):
    family = "👩\u200d👩\u200d👧\u200d👦"
    assert (
        as_member(teacher).post(address(space, "articles"), article_form(sentence=family * 200)).status_code
        == 302
    )
    assert draft.articles.get(number=4).sentence == family * 200


def test_articles_move_without_a_script(draft, space, teacher, as_member):
    first = draft.articles.get(number=1)
    answer = as_member(teacher).post(address(space, "position", first.pk), {"to": "down"})
    assert answer["Location"].endswith(f"#article-{first.pk.hex}")
    assert draft.articles.get(number=2) == first
    assert (
        as_member(teacher).post(address(space, "position", first.pk), {"to": "ailleurs"}).status_code == 404
    )


def test_removing_the_last_advice_to_reread_is_refused_with_a_sentence(draft, space, teacher, as_member):
    reread = draft.articles.get(topic="reread")
    answer = as_member(teacher).post(address(space, "removal", reread.pk), follow=True)
    assert "La charte garde un conseil sur la relecture" in answer.content.decode()
    assert draft.articles.filter(pk=reread.pk).exists()


def test_adopting_shows_what_changes_then_does_it(draft, space, teacher, as_member):
    draft.articles.get(number=1).rewrite(by=teacher, sentence="Je suis aimable.")
    browser = as_member(teacher)
    html = browser.get(address(space, "adoption")).content.decode()
    assert "<ins>aimable</ins>" in html
    answer = browser.post(address(space, "adoption"), {"digest": draft.fingerprint()}, follow=True)
    assert "La charte est adoptée" in answer.content.decode()
    assert Charter.objects.in_force(space).version == 2


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_a_draft_that_changed_meanwhile_is_not_adopted(draft, space, teacher, as_member, digest):
    answer = as_member(teacher).post(address(space, "adoption"), {"digest": digest}, follow=True)
    assert "Rien n’est adopté" in answer.content.decode()
    assert Charter.objects.in_force(space).version == 1


def test_the_draft_is_thrown_away_by_a_post_only(draft, space, teacher, as_member):
    browser = as_member(teacher)
    assert browser.get(address(space, "draft_removal")).status_code == 405
    assert browser.post(address(space, "draft_removal"))["Location"] == address(space, "charter")
    assert Charter.objects.draft_of(space) is None


def test_looking_at_a_draft_changes_nothing(draft, space, teacher, as_member):
    before = draft.fingerprint()
    for name in PAGES:
        as_member(teacher).get(address(space, name))
    assert draft.fingerprint() == before


def test_the_draft_costs_the_same_for_three_articles_and_for_thirty(draft, space, teacher, as_member):
    browser = as_member(teacher)
    costs = []
    for _n in range(2):
        browser.get(address(space, "draft"))
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(space, "draft"))
        costs.append(len(asked))
        for n in range(27):
            draft.add(by=teacher, sentence=f"Je promets {n}.", why="Parce que.")
    assert costs[0] == costs[1] <= 10


def test_the_first_draft_does_not_speak_of_a_charter_in_force(db, as_member):
    for space, in_force in ((make_space(charter=False), False), (make_space(), True)):
        draft_charter(space)
        browser = as_member(make_teacher(space))
        assert (
            "La charte en vigueur reste" in browser.get(address(space, "draft")).content.decode()
        ) is in_force
        thrown = browser.post(address(space, "draft_removal"), follow=True).content.decode()
        assert ("La charte en vigueur reste" in thrown) is in_force
        assert ("n’a pas encore de charte" in thrown) is not in_force
