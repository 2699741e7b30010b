"""Articles that pupils propose: read by a teacher first, then, word for word, in the draft."""

import pytest
from django.urls import reverse
from django.utils import timezone

from charter.models import Charter, Proposal
from charter.refusals import FrozenClass, NotYourHand, TooManyProposals
from classroom.models.spaces import Role
from classroom.models.suggestions import AlreadyDecided
from tests.world import draft_charter, make_member, make_pupil, make_space, make_teacher

WORDS = {"sentence": "Je laisse parler les autres.", "why": "Sinon, ce sont toujours les mêmes."}


@pytest.fixture
def url(space):
    return reverse("charter:proposals", args=[space.slug])


@pytest.fixture
def proposal(pupil):
    return Proposal.propose(by=pupil, **WORDS)


def test_a_pupil_proposes_and_finds_it_waiting(url, pupil, as_member):
    answer = as_member(pupil).post(url, WORDS, follow=True)
    html = answer.content.decode()
    assert "Ta proposition est partie" in html
    assert "En attente" in html
    proposal = Proposal.objects.get()
    assert (proposal.sentence, proposal.why, proposal.author) == (*WORDS.values(), pupil)


def test_nobody_else_sees_or_proposes(url, space, proposal, classmate, teacher, admin, stranger, as_member):
    assert WORDS["sentence"] not in as_member(classmate).get(url).content.decode()
    observer = make_member(space, Role.OBSERVER)
    for member in (teacher, admin, observer, stranger):
        assert as_member(member).get(url).status_code == 404
        assert as_member(member).post(url, WORDS).status_code == 404
    with pytest.raises(NotYourHand):
        Proposal.propose(by=observer, **WORDS)
    assert Proposal.objects.count() == 1


def test_no_byte_of_a_proposal_reaches_the_class_before_it_is_adopted(
    proposal, space, classmate, teacher, as_member
):
    pages = [reverse(f"charter:{name}", args=[space.slug]) for name in ("charter", "versions")]
    proposal.accept(by=teacher)
    for page in pages:
        assert WORDS["sentence"] not in as_member(classmate).get(page).content.decode()
    draft = Charter.objects.draft_of(space)
    draft.adopt(by=teacher, digest=draft.fingerprint())
    assert WORDS["sentence"] in as_member(classmate).get(pages[0]).content.decode()


def test_the_same_words_twice_are_one_proposal(url, pupil, as_member):
    for _n in range(2):
        assert as_member(pupil).post(url, WORDS).status_code == 302
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    [
        {"sentence": "", "why": "Car."},
        {"sentence": "Je", "why": "\u200b\u200b"},
        {"sentence": "é" * 201, "why": "Car."},
        {"sentence": "Je", "why": "x" * 501},
        {"sentence": "Je\u202e", "why": "Car."},
        {"sentence": "Je\x07", "why": "Car."},
        {"sentence": "Z" + "\u0301" * 9, "why": "Car."},
    ],
)
def test_what_cannot_be_taken_comes_back_with_why(url, pupil, as_member, words):
    answer = as_member(pupil).post(url, words)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not Proposal.objects.exists()


def test_accepted_its_exact_words_end_a_draft_made_from_the_charter_in_force(proposal, space, teacher):
    proposal.accept(by=teacher)
    articles = list(Charter.objects.draft_of(space).articles.in_order())
    assert len(articles) == 4
    last = articles[-1]
    assert (last.sentence, last.why, last.kind, last.topic) == (*WORDS.values(), "rule", "")
    assert proposal.status == Proposal.Status.ACCEPTED


def test_accepted_it_ends_the_draft_that_is_under_way(proposal, space, teacher):
    draft = draft_charter(space)
    draft.articles.get(number=1).remove(by=teacher)
    proposal.accept(by=teacher)
    assert [a.sentence for a in draft.articles.in_order()][-1] == WORDS["sentence"]
    assert draft.articles.count() == 3


def test_in_a_class_without_a_charter_it_ends_the_template_of_its_level(db):
    space = make_space(charter=False, level="cycle2")
    pupil, teacher = make_pupil(space, signed=False), make_teacher(space)
    Proposal.propose(by=pupil, **WORDS).accept(by=teacher)
    draft = Charter.objects.draft_of(space)
    assert draft.articles.filter(topic="reread").exists()
    assert draft.articles.in_order().last().sentence == WORDS["sentence"]


def test_two_teachers_cannot_accept_it_twice(proposal, space, teacher, colleague):
    twin = Proposal.objects.get(pk=proposal.pk)
    proposal.accept(by=teacher)
    with pytest.raises(AlreadyDecided):
        twin.accept(by=colleague)
    assert Charter.objects.draft_of(space).articles.count() == 4


def test_accepting_and_writing_happen_together_or_not_at_all(proposal, space, pupil, stranger):
    for hand in (pupil, stranger, make_teacher(make_space(space.school))):
        with pytest.raises(NotYourHand):
            proposal.accept(by=hand)
        proposal.refresh_from_db()
        assert proposal.status == Proposal.Status.PENDING
    assert Charter.objects.draft_of(space) is None


def test_declined_its_author_reads_why(proposal, url, teacher, pupil, as_member):
    proposal.decline(by=teacher, reason="L’article 2 le dit déjà.")
    html = as_member(pupil).get(url).content.decode()
    assert "Pas retenue" in html
    assert "L’article 2 le dit déjà." in html


def test_a_teacher_answers_in_moderation(proposal, space, teacher, as_member):
    answer = as_member(teacher).post(
        reverse("moderation:suggestion", args=[space.slug, "proposal", proposal.pk]), {"answer": "accept"}
    )
    assert answer.status_code == 302
    assert Charter.objects.draft_of(space).articles.count() == 4


def test_a_frozen_class_accepts_nothing_and_gives_the_words_back(space, url, pupil, as_member):
    space.frozen_at = timezone.now()
    space.save()
    answer = as_member(pupil).post(url, WORDS)
    assert answer.status_code == 422
    assert WORDS["sentence"] in answer.content.decode()
    pupil.space.refresh_from_db()
    with pytest.raises(FrozenClass):
        Proposal.propose(by=pupil, **WORDS)


def test_five_wait_at_most(pupil):
    for n in range(5):
        Proposal.propose(by=pupil, sentence=f"Je promets {n}.", why="Car.")
    with pytest.raises(TooManyProposals):
        Proposal.propose(by=pupil, **WORDS)
    assert Proposal.objects.count() == 5
