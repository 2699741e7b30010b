"""What pupils suggest: accepted word for word, or declined with a reason."""

import pytest
from django.urls import reverse

from charter.models import Charter, Proposal
from charter.refusals import CharterRefused
from classroom.models import ClassWord
from tests.world import make_pupil, make_space


@pytest.fixture
def word(space, pupil):
    return ClassWord.objects.create(space=space, author=pupil, word="Twoulipo", meaning="Notre jeu")


def list_of(space):
    return reverse("moderation:suggestions", args=[space.slug])


def answer_to(suggestion, kind="classword", space=None):
    return reverse("moderation:suggestion", args=[(space or suggestion.space).slug, kind, suggestion.pk])


def test_a_teacher_sees_all_that_waits_of_every_kind(space, pupil, teacher, word, as_member):
    Proposal.objects.create(space=space, author=pupil, sentence="Je dis bonjour.", why="C'est gentil.")
    html = as_member(teacher).get(list_of(space)).content.decode()
    assert "Twoulipo" in html
    assert "Notre jeu" in html
    assert "Je dis bonjour." in html


def test_accepting_keeps_the_exact_words(teacher, word, as_member):
    assert as_member(teacher).post(answer_to(word), {"answer": "accept"}).status_code == 302
    word.refresh_from_db()
    assert (word.status, word.word, word.decided_by) == ("accepted", "Twoulipo", teacher)


def test_declining_says_why(teacher, word, as_member):
    as_member(teacher).post(answer_to(word), {"answer": "decline", "reason": "Déjà dans le lexique."})
    word.refresh_from_db()
    assert (word.status, word.reason) == ("declined", "Déjà dans le lexique.")


@pytest.mark.parametrize("reason", ["", "  ", "e" * 301])
def test_declining_without_a_reason_keeps_it_waiting(teacher, word, as_member, reason):
    response = as_member(teacher).post(answer_to(word), {"answer": "decline", "reason": reason})
    assert response.status_code == 422
    assert reason.strip() in response.content.decode()
    word.refresh_from_db()
    assert word.status == "pending"


def test_a_colleague_came_first(teacher, colleague, word, as_member):
    word.accept(by=colleague)
    html = as_member(teacher).post(answer_to(word), {"answer": "decline", "reason": "Non"}, follow=True)
    assert "notice careful" in html.content.decode()
    word.refresh_from_db()
    assert word.status == "accepted"


@pytest.mark.parametrize("who", ["pupil", "stranger", "admin"])
def test_nobody_else_answers(space, word, who, request, as_member):
    client = as_member(request.getfixturevalue(who))
    assert client.get(list_of(space)).status_code == 404
    assert client.post(answer_to(word), {"answer": "accept"}).status_code == 404
    word.refresh_from_db()
    assert word.status == "pending"


def test_a_suggestion_of_another_class_is_out_of_reach(space, teacher, as_member):
    other = make_space(space.school)
    theirs = ClassWord.objects.create(space=other, author=make_pupil(other), word="Mot", meaning="Sens")
    assert as_member(teacher).post(answer_to(theirs, space=space), {"answer": "accept"}).status_code == 404


def test_what_no_form_of_ours_sends_is_404(teacher, word, as_member):
    client = as_member(teacher)
    assert client.post(answer_to(word, kind="post"), {"answer": "accept"}).status_code == 404
    assert client.post(answer_to(word), {"answer": "perhaps"}).status_code == 404


def test_an_article_accepted_enters_the_draft_word_for_word(space, pupil, teacher, as_member):
    sent = Proposal.objects.create(space=space, author=pupil, sentence="Je dis bonjour.", why="C'est gentil.")
    as_member(teacher).post(answer_to(sent, kind="proposal"), {"answer": "accept"})
    added = Charter.objects.draft_of(space).articles.get(sentence="Je dis bonjour.")
    assert added.why == "C'est gentil."


def test_what_the_charter_refuses_is_said_and_the_article_still_waits(
    space, pupil, teacher, as_member, monkeypatch
):
    def refuse(self, *, by):
        raise CharterRefused

    monkeypatch.setattr(Proposal, "accept", refuse)
    sent = Proposal.objects.create(space=space, author=pupil, sentence="Je dis bonjour.", why="C'est gentil.")
    response = as_member(teacher).post(answer_to(sent, kind="proposal"), {"answer": "accept"}, follow=True)
    assert "notice careful" in response.content.decode()
    sent.refresh_from_db()
    assert sent.status == "pending"


@pytest.mark.parametrize("reason", ["Pas\x00 ici", "Pas \u202eici", "x" * 301, " \u200b "])
def test_a_reason_that_hides_something_or_is_too_long_is_said_and_kept_in_the_page(
    teacher, word, reason, as_member
):
    response = as_member(teacher).post(answer_to(word), {"answer": "decline", "reason": reason})
    assert response.status_code == 422
    assert response.context["reason"] == reason
    word.refresh_from_db()
    assert word.status == "pending"


def test_a_reason_is_kept_cleaned(teacher, word, as_member):
    said = {"answer": "decline", "reason": "  Voici\u200b pourquoi : e\u0301t\u00e9. "}
    as_member(teacher).post(answer_to(word), said)
    word.refresh_from_db()
    assert word.reason == "Voici pourquoi : été."
