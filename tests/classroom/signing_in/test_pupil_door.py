"""The pupils' door: a card or five words, in the class's time, and never a hint for who guesses."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from classroom.models import FailedTry, Membership
from classroom.signing_in import cards, words
from tests.world import make_pupil, make_space

pytestmark = pytest.mark.django_db
SUNDAY = "2026-11-22T10:00:00+01:00"
MONDAY = "2026-11-23T10:00:00+01:00"
WORDS = ("abeille", "aborder", "aboyer", "abriter", "abreuver")


def _but_for(answer, name):
    """Its status, and the page without the name typed and the form's token."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", answer.text)
    return answer.status_code, page.replace(f'value="{escape(name)}"', "")


def hours(space, **fields):
    type(space).objects.filter(pk=space.pk).update(**{"always_open": False, **fields})


class TestCard:
    def test_the_token_opens_a_question_and_the_answer_opens_the_class(self, client, card, pupil, who):
        answer = client.post("/door/card/", {"token": card.token}, follow=True)
        assert "Léa" in answer.text
        assert pupil.space.name in answer.text
        assert who() is None
        client.post("/door/you/", {"answer": "yes"})
        assert who() == pupil.user
        assert client.session["card"] == str(card.card.pk)
        assert client.session["shared"] is True
        assert client.session.get_expire_at_browser_close()

    def test_the_page_itself_holds_no_token_and_asks_for_none(self, client):
        assert client.get("/door/card/").status_code == 200

    def test_no_means_no(self, client, card, who):
        client.post("/door/card/", {"token": card.token})
        answer = client.post("/door/you/", {"answer": "no"}, follow=True)
        assert "take yours" in answer.text or "prends la tienne" in answer.text
        assert who() is None
        assert client.post("/door/you/", {"answer": "yes"}).status_code == 302
        assert who() is None

    def test_the_answer_is_taken_once(self, client, card, who):
        client.post("/door/card/", {"token": card.token})
        client.post("/door/you/", {"answer": "yes"})
        client.post("/sign-out/")
        client.post("/door/you/", {"answer": "yes"})
        assert who() is None

    def test_the_answer_comes_within_two_minutes(self, client, card, who):
        client.post("/door/card/", {"token": card.token})
        with time_machine.travel(time.time() + 121, tick=False):
            client.post("/door/you/", {"answer": "yes"})
            assert who() is None

    def test_the_question_stays_in_the_browser_where_it_was_asked(self, client, card):
        client.post("/door/card/", {"token": card.token})
        assert Client().get("/door/you/").status_code == 302

    def test_a_card_voided_meanwhile_opens_nothing(self, client, card, who):
        client.post("/door/card/", {"token": card.token})
        cards.void_card(card.card)
        client.post("/door/you/", {"answer": "yes"})
        assert who() is None

    @pytest.mark.parametrize("token", ["", "x", "é" * 40, "\x00"])
    def test_a_wrong_token_is_answered_kindly(self, client, token):
        assert client.post("/door/card/", {"token": token}).status_code == 422

    def test_an_unknown_token_and_a_void_one_are_answered_alike(self, client, card):
        cards.void_card(card.card)
        page = [client.post("/door/card/", {"token": token}) for token in (card.token, "nobody's")]
        assert page[0].context["refusal"] == page[1].context["refusal"]

    def test_another_pupil_who_forgot_to_leave_is_signed_out(self, client, card, classmate, pupil, who):
        client.force_login(classmate.user)
        session = client.session
        session["left_behind"] = "Noé's"
        session.save()
        client.post("/door/card/", {"token": card.token})
        answer = client.post("/door/you/", {"answer": "yes"})
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert who() == pupil.user
        assert "left_behind" not in client.session

    def test_ones_own_device_is_not_wiped(self, client, card):
        client.post("/door/card/", {"token": card.token})
        assert "Clear-Site-Data" not in client.post("/door/you/", {"answer": "yes"})

    def test_the_accounts_language_is_spoken(self, client, card, pupil):
        type(pupil.user).objects.filter(pk=pupil.user_id).update(language="en")
        client.post("/door/card/", {"token": card.token})
        client.post("/door/you/", {"answer": "yes"})
        assert client.cookies["language"].value == "en"

    def test_a_pupil_who_left_all_classes_stays_outside(self, client, card, pupil):
        Membership.objects.filter(pk=pupil.pk).update(left_at=timezone.now())
        assert client.post("/door/card/", {"token": card.token}).status_code == 422


class TestHours:
    def test_a_closed_class_says_when_it_opens(self, client, card, pupil):
        hours(pupil.space)
        with time_machine.travel(SUNDAY, tick=False):
            answer = client.post("/door/card/", {"token": card.token})
            assert answer.status_code == 422
            assert "7 h" in answer.context["refusal"]

    def test_the_words_too(self, by_words, pupil, who):
        hours(pupil.space)
        with time_machine.travel(SUNDAY, tick=False):
            assert "7 h" in by_words().text
            assert who() is None
            assert not FailedTry.objects.exists()

    def test_a_session_held_by_the_teacher_opens_it(self, by_words, pupil, who):
        with time_machine.travel(SUNDAY, tick=False):
            hours(pupil.space, session_open_until=timezone.now() + timedelta(minutes=1))
            by_words()
            assert who() == pupil.user

    def test_and_only_until_its_end(self, by_words, pupil, who):
        with time_machine.travel(SUNDAY, tick=False):
            hours(pupil.space, session_open_until=timezone.now())
            by_words()
            assert who() is None

    def test_in_its_hours_it_is_open(self, by_words, pupil, who):
        hours(pupil.space)
        with time_machine.travel(MONDAY, tick=False):
            by_words()
            assert who() == pupil.user

    def test_closing_between_the_question_and_the_answer_closes(self, client, card, pupil, who):
        client.post("/door/card/", {"token": card.token})
        hours(pupil.space)
        with time_machine.travel(SUNDAY, tick=False):
            session = client.session
            session["doorstep"] = {"card": str(card.card.pk), "at": int(time.time())}
            session.save()
            assert client.post("/door/you/", {"answer": "yes"}).status_code == 422
            assert who() is None

    def test_a_pupil_of_two_classes_enters_by_the_open_one(self, client, card, pupil):
        hours(pupil.space)
        other = make_space(pupil.space.school, name="Atelier")
        Membership.objects.create(space=other, user=pupil.user, display_name="Léa M.")
        with time_machine.travel(SUNDAY, tick=False):
            assert "Atelier" in client.post("/door/card/", {"token": card.token}, follow=True).text


class TestWords:
    def test_code_name_and_words_open_the_class(self, by_words, pupil, who):
        assert by_words().status_code == 302
        assert who() == pupil.user

    def test_they_still_do_once_hardened(self, by_words, card, pupil, who):
        from classroom.signing_in.tasks import harden

        harden.call([str(card.card.pk)])
        by_words()
        assert who() == pupil.user

    @pytest.mark.parametrize("name", ["léa", "LEA", " Lea ", "Léa M.", "lea m"])
    def test_the_name_is_read_kindly(self, by_words, pupil, who, name):
        by_words(name=name)
        assert who() == pupil.user

    def test_the_pseudonym_is_a_name_too(self, by_words, pupil, who):
        Membership.objects.filter(pk=pupil.pk).update(pseudonym="Mésange")
        by_words(name="mesange")
        assert who() == pupil.user

    def test_the_class_code_is_read_kindly(self, by_words, pupil, who):
        type(pupil.space).objects.filter(pk=pupil.space_id).update(code="TIL-5B 42")
        by_words(code="til5b 42 ")
        assert who() == pupil.user

    def test_two_pupils_of_one_name_are_told_apart_by_their_words(self, client, pupil, card, who):
        other = make_pupil(pupil.space, "Léa B.")
        type(other.user).objects.filter(pk__in=[other.user_id, pupil.user_id]).update(first_name="Léa")
        theirs = cards.issue(other.user)
        for issued, member in ((theirs, other), (card, pupil)):
            said = {"code": pupil.space.code, "name": "lea", "words": issued.words}
            client.post("/door/words/", said)
            assert who() == member.user
        assert not FailedTry.objects.exists()  # the other Léa's account was not tried

    @pytest.mark.parametrize(
        "wrong",
        [{"code": "NULLE"}, {"name": "Zoé"}, {"words": WORDS}, {"code": ""}, {"name": "...", "code": "-"}],
    )
    def test_nothing_says_which_part_was_wrong(self, by_words, wrong, who):
        answers = [by_words(**said) for said in (wrong, {"words": WORDS})]
        assert [a.status_code for a in answers] == [422, 422]
        if all(wrong.values()):
            first, second = (a.context["form"].non_field_errors() for a in answers)
            assert first == second
        assert who() is None

    def test_code_and_name_are_kept_and_the_words_never_come_back(self, by_words):
        page = by_words(words=WORDS, name="Léa Margaux").text
        assert 'value="Léa Margaux"' in page
        assert "abreuver" not in page

    def test_four_words_are_not_five_and_are_no_guess(self, by_words):
        assert (
            "cinq mots" in by_words(words=WORDS[:4]).text.lower()
            or "Five words" in by_words(words=WORDS[:4]).text
        )
        assert not FailedTry.objects.exists()

    def test_a_name_that_nobody_bears_costs_as_much_and_counts_nowhere(self, by_words, monkeypatch):
        hashes = []
        monkeypatch.setattr(words, "make_password", lambda said: hashes.append(said) or "md5$x")
        by_words(name="Zoé")
        assert (len(hashes), FailedTry.objects.count()) == (1, 0)
        by_words(words=WORDS)
        assert (len(hashes), FailedTry.objects.count()) == (2, 1)

    def test_the_words_of_a_void_card_open_nothing(self, by_words, card, who):
        cards.void_card(card.card)
        by_words()
        assert who() is None

    def test_a_pupil_of_another_class_does_not_enter_by_this_code(self, by_words, stranger, who):
        theirs = cards.issue(stranger.user)
        by_words(name="Tom D.", words=theirs.words)
        assert who() is None

    def test_a_link_may_bring_the_class_code(self, client):
        assert 'value="CODE5B"' in client.get("/door/words/?code=CODE5B").text


class TestThrottle:
    def test_after_ten_wrong_tries_the_account_waits_and_the_page_says_what_to_do(self, by_words, who):
        for _ in range(10):
            by_words(words=WORDS)
        assert "Après dix essais" in by_words(words=WORDS).text
        by_words()  # even with the right words
        assert who() is None

    def test_a_name_that_nobody_bears_is_answered_like_one_of_the_class_however_often_one_tries(
        self, by_words, pupil
    ):
        """Byte by byte, but for the name typed and the form's token."""
        for _ in range(13):
            known, unknown = by_words(words=WORDS), by_words(words=WORDS, name="Nemo")
            assert _but_for(known, "Léa") == _but_for(unknown, "Nemo")
        assert _but_for(by_words(), "Léa") == _but_for(by_words(name="Nemo"), "Nemo")

    def test_an_account_that_waits_answers_as_late_as_a_name_that_nobody_bears(self, by_words, monkeypatch):
        for _ in range(10):
            by_words(words=WORDS)
        wasted = []
        monkeypatch.setattr(words, "waste_time", lambda: wasted.append(1))
        by_words(words=WORDS)
        by_words(words=WORDS, name="Nemo")
        assert len(wasted) == 2

    def test_its_card_still_opens(self, client, by_words, card, pupil, who):
        for _ in range(11):
            by_words(words=WORDS)
        client.post("/door/card/", {"token": card.token})
        client.post("/door/you/", {"answer": "yes"})
        assert who() == pupil.user

    def test_a_thousand_guesses_get_ten_looks_while_thirty_pupils_come_in_from_the_same_address(
        self, by_words, space, monkeypatch
    ):
        looks = []
        agree = words.agree
        monkeypatch.setattr(words, "agree", lambda *said: looks.append(said) or agree(*said))
        victim_looks = []
        pupils = [make_pupil(space, f"Élève n° {n}") for n in range(30)]
        issued = cards.issue_many([member.user for member in pupils])
        entered = 0
        for n in range(1000):
            looks.clear()
            by_words(words=WORDS)
            victim_looks += looks
            if n % 33 == 0 and entered < 30:
                browser, member = Client(), pupils[entered]
                said = {"code": space.code, "name": member.display_name, "words": issued[entered].words}
                assert browser.post("/door/words/", said).status_code == 302
                assert browser.session["_auth_user_id"] == str(member.user_id)
                entered += 1
        assert entered == 30
        assert len(victim_looks) == 10
