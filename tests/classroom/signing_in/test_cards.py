"""A card is a key: printed once, known to nobody afterwards, void at once when it must be."""

import logging
import time

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.db import IntegrityError, transaction
from django.db.models import F

from classroom.models import SignInCard, User
from classroom.signing_in import cards, words
from classroom.signing_in.tasks import harden
from tests.world import make_pupil, make_space, make_teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def argon2(settings):
    settings.PASSWORD_HASHERS = ["classroom.hashing.Argon2"]


def stored(card):
    return str(SignInCard.objects.filter(pk=card.pk).values().get())


def test_a_card_has_a_long_token_and_five_words_of_the_schools_language(pupil):
    issued = cards.issue(pupil.user)
    assert len(issued.token) >= 32
    assert len(issued.words) == 5
    assert set(issued.words) <= set(words.words_in("fr"))


def test_an_english_school_gets_english_words(pupil):
    pupil.user.school.language = "en"
    pupil.user.school.save()
    assert set(cards.issue(pupil.user).words) <= set(words.words_in("en"))


def test_nothing_of_the_cards_secrets_is_stored(pupil):
    issued = cards.issue(pupil.user)
    assert issued.token not in stored(issued.card)
    assert not [word for word in issued.words if word in stored(issued.card)]


def test_nothing_of_the_cards_secrets_is_logged(pupil, client, caplog):
    caplog.set_level(logging.DEBUG)
    issued = cards.issue(pupil.user)
    client.post("/door/card/", {"token": issued.token})
    answer = {"code": pupil.space.code, "name": "Léa", "words": issued.words}
    client.post("/door/words/", answer)
    said = caplog.text + str([vars(record) for record in caplog.records if record.name.startswith("ardoise")])
    assert issued.token not in said
    assert " ".join(issued.words) not in said


def test_a_fresh_verifier_becomes_a_slow_one_when_the_worker_has_passed(
    pupil, argon2, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        issued = cards.issue(pupil.user)
    assert issued.card.words.startswith("hmac$")
    assert words.agree(issued.card.pk, issued.card.words, issued.words)
    for callback in callbacks:
        callback()
    card = SignInCard.objects.get(pk=issued.card.pk)
    assert card.words.startswith("argon2$argon2id$")
    assert "m=19456,t=2,p=1" in card.words
    assert identify_hasher(card.words).algorithm == "argon2"
    assert words.agree(card.pk, card.words, issued.words)


def test_hardening_twice_changes_nothing(pupil):
    issued = cards.issue(pupil.user)
    assert harden.call([str(issued.card.pk)]) == 1
    once = SignInCard.objects.get(pk=issued.card.pk).words
    assert harden.call([str(issued.card.pk)]) == 0
    assert SignInCard.objects.get(pk=issued.card.pk).words == once


def test_the_words_of_one_card_are_not_those_of_another(pupil, classmate):
    mine, theirs = cards.issue_many([pupil.user, classmate.user])
    assert not words.agree(theirs.card.pk, theirs.card.words, mine.words)
    assert not words.agree(mine.card.pk, theirs.card.words, theirs.words)  # the card's id is part of the key


def test_the_order_of_the_words_counts(pupil):
    issued = cards.issue(pupil.user)
    turned = issued.words[1:] + issued.words[:1]
    if turned != issued.words:
        assert not words.agree(issued.card.pk, issued.card.words, turned)


def test_a_new_card_voids_the_former_one_and_ends_its_sessions(pupil, as_member):
    first = cards.issue(pupil.user)
    pupil.user.refresh_from_db()
    browser = as_member(pupil)
    assert browser.get("/sign-out/").context["user"].is_authenticated
    second = cards.issue(pupil.user)
    assert cards.card_of(first.token) is None
    assert cards.card_of(second.token) == second.card
    assert not browser.get("/sign-out/").context["user"].is_authenticated


def test_the_database_refuses_two_valid_cards(pupil):
    issued = cards.issue(pupil.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInCard.objects.create(user=pupil.user, token_sha256="0" * 64, words=issued.card.words)


def test_voiding_a_class_closes_its_pupils_cards_and_no_others(pupil, classmate, stranger):
    issued = cards.issue_many([m.user for m in (pupil, classmate, stranger)])
    assert cards.void_cards_of(pupil.space) == 2
    assert [cards.card_of(each.token) is None for each in issued] == [True, True, False]


def test_voiding_one_card(pupil, classmate):
    mine, theirs = cards.issue_many([pupil.user, classmate.user])
    cards.void_card(mine.card)
    assert cards.card_of(mine.token) is None
    assert cards.card_of(theirs.token)


def test_a_closed_account_has_no_card(pupil):
    issued = cards.issue(pupil.user)
    User.objects.filter(pk=pupil.user_id).update(is_active=False)
    assert cards.card_of(issued.token) is None


def test_adults_get_no_card(teacher):
    with pytest.raises(ValueError, match="adults sign in"):
        cards.issue(teacher.user)


def test_ending_the_sessions_of_one_person(pupil, classmate, as_member):
    mine, theirs = as_member(pupil), as_member(classmate)
    cards.end_sessions(pupil.user)
    assert not mine.get("/sign-out/").context["user"].is_authenticated
    assert theirs.get("/sign-out/").context["user"].is_authenticated


def test_ending_the_sessions_of_a_class_is_one_update(pupil, classmate, as_member, django_assert_num_queries):
    browser = as_member(pupil)
    with django_assert_num_queries(1):
        assert cards.end_sessions_of(pupil.space) == 2
    assert not browser.get("/sign-out/").context["user"].is_authenticated


def test_a_session_costs_no_query_more_for_being_revocable(pupil, as_member, django_assert_num_queries):
    browser = as_member(pupil)
    browser.get("/sign-out/")
    with django_assert_num_queries(2):  # the session and the account: no third
        browser.get("/sign-out/")


def test_three_hundred_cards_in_well_under_five_seconds(space):
    people = [make_pupil(space, signed=False).user for _ in range(300)]
    started = time.perf_counter()
    issued = cards.issue_many(people)
    assert time.perf_counter() - started < 3
    assert [each.card.user_id for each in issued] == [user.pk for user in people]
    assert len({each.token for each in issued}) == 300


def test_a_teacher_of_the_class_keeps_their_session_when_the_class_is_signed_out(as_member):
    space = make_space()
    teacher, _pupil = make_teacher(space), make_pupil(space)
    browser = as_member(teacher)
    cards.end_sessions_of(space)
    assert browser.get("/sign-out/").context["user"].is_authenticated


def test_a_former_pupils_session_is_not_the_classs_business(pupil, classmate):
    type(pupil).objects.filter(pk=pupil.pk).update(left_at=F("created_at"))
    assert cards.end_sessions_of(pupil.space) == 1
