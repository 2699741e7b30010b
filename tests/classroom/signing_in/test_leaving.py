"""Leaving, being idle, the end of the session, and the language."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from classroom.models import FailedTry, User
from classroom.signing_in import throttle
from tests.world import make_pupil

pytestmark = pytest.mark.django_db


def inside(browser):
    return browser.get("/sign-out/").context["user"].is_authenticated


class TestSignOut:
    def test_a_post_signs_out_and_wipes_the_device(self, as_member, pupil):
        browser = as_member(pupil)
        answer = browser.post("/sign-out/")
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert not inside(browser)

    def test_the_comfort_of_the_device_stays(self, as_member, pupil):
        browser = as_member(pupil)
        browser.cookies["comfort"] = "theme=slate"
        browser.post("/sign-out/")
        assert browser.cookies["comfort"].value == "theme=slate"

    def test_the_language_of_the_last_person_does_not(self, as_member, pupil):
        browser = as_member(pupil)
        browser.post("/language/", {"language": "en"})
        browser.post("/sign-out/")
        assert browser.cookies["language"].value == ""

    def test_a_get_signs_nobody_out(self, as_member, pupil):
        browser = as_member(pupil)
        browser.get("/sign-out/")
        assert inside(browser)

    def test_the_page_names_nobody_afterwards(self, as_member, pupil):
        browser = as_member(pupil)
        assert "Léa" not in browser.post("/sign-out/", follow=True).text

    def test_who_is_outside_may_sign_out_again(self, client):
        assert client.post("/sign-out/").status_code == 302

    def test_no_page_stays_in_a_cache(self, as_member, pupil):
        browser = as_member(pupil)
        for page in ("/sign-out/", "/help/", "/door/words/", "/"):
            assert "no-store" in browser.get(page)["Cache-Control"]


class TestIdle:
    def test_twenty_minutes_without_a_request_end_the_session(self, as_member, pupil):
        browser = as_member(pupil)
        assert inside(browser)
        with time_machine.travel(time.time() + 20 * 60 + 61, tick=False):
            assert not inside(browser)

    def test_nineteen_do_not(self, as_member, pupil):
        browser = as_member(pupil)
        assert inside(browser)
        with time_machine.travel(time.time() + 19 * 60, tick=False):
            assert inside(browser)

    def test_saying_that_one_is_there_keeps_it(self, as_member, pupil):
        browser = as_member(pupil)
        start = time.time()
        assert inside(browser)
        for minute in (15, 30, 45):
            with time_machine.travel(start + minute * 60, tick=False):
                assert browser.post("/presence/").status_code == 204

    def test_what_a_page_asks_by_itself_is_nobodys_presence(self, as_member, pupil, monkeypatch):
        from classroom import idle

        monkeypatch.setattr(idle, "QUIET", {"help"})
        browser = as_member(pupil)
        start = time.time()
        assert inside(browser)
        for minute in (6, 12, 18):
            with time_machine.travel(start + minute * 60, tick=False):
                browser.get("/help/")
        with time_machine.travel(start + 20 * 60 + 61, tick=False):
            assert not inside(browser)

    def test_reading_writes_the_session_at_most_once_a_minute(
        self, as_member, pupil, django_assert_num_queries
    ):
        browser = as_member(pupil)
        browser.get("/help/")
        with django_assert_num_queries(2):
            browser.get("/help/")

    def test_a_stranger_has_no_presence(self, client):
        assert client.post("/presence/")["Location"].startswith("/?next=")

    def test_the_page_carries_the_warning(self, as_member, pupil, teacher, client):
        assert 'data-minutes="20"' in as_member(pupil).get("/help/").text
        assert "data-pupil" in as_member(pupil).get("/help/").text
        assert "data-pupil" not in as_member(teacher).get("/help/").text
        assert "data-minutes" not in client.get("/help/").text


class TestWhoIsOutside:
    """After an idle or ended session, a script must not show the front door inside a page."""

    def test_a_page_goes_to_the_doors(self, client, pupil):
        assert client.get(f"/classes/{pupil.space.slug}/")["Location"].startswith("/?next=")

    def test_htmx_is_sent_there(self, client, pupil):
        answer = client.get(f"/classes/{pupil.space.slug}/", headers={"HX-Request": "true"})
        assert (answer.status_code, answer["HX-Redirect"]) == (204, "/")

    @pytest.mark.parametrize("header", [{"Accept": "application/json"}, {"X-Requested-With": "fetch"}])
    def test_fetch_is_told(self, client, pupil, header):
        assert client.get(f"/classes/{pupil.space.slug}/", headers=header).status_code == 401


class TestSession:
    def url(self, member):
        return f"/classes/{member.space.slug}/members/session/"

    def test_a_teacher_holds_the_class_open_for_an_hour(self, as_member, teacher):
        as_member(teacher).post(self.url(teacher), {"session": "open"})
        teacher.space.refresh_from_db()
        left = teacher.space.session_open_until - timezone.now()
        assert timedelta(minutes=59) < left <= timedelta(hours=1)

    def test_the_end_of_the_session_signs_every_pupil_out(
        self, as_member, teacher, pupil, classmate, stranger
    ):
        browsers = [as_member(m) for m in (pupil, classmate)]
        away, own = as_member(stranger), as_member(teacher)
        own.post(self.url(teacher), {"session": "open"})
        own.post(self.url(teacher), {"session": "over"})
        assert [inside(b) for b in browsers] == [False, False]
        assert inside(away)
        assert inside(own)
        teacher.space.refresh_from_db()
        assert teacher.space.session_open_until is None

    def test_a_stranger_gets_404_and_a_pupil_never_holds_the_teachers_hand(
        self, as_member, teacher, pupil, stranger, admin
    ):
        for member in (pupil, stranger, admin):
            assert as_member(member).post(self.url(teacher), {"session": "over"}).status_code == 404

    def test_a_get_does_nothing(self, as_member, teacher):
        assert as_member(teacher).get(self.url(teacher)).status_code == 405


class TestUnlocking:
    def url(self, member):
        return f"/classes/{member.space.slug}/members/{member.pk}/unlocking/"

    @pytest.fixture
    def locked(self, pupil):
        for _ in range(10):
            throttle.take_tries([pupil.user_id])
        return pupil

    def test_the_teacher_unlocks_in_one_click(self, as_member, teacher, locked):
        as_member(teacher).post(self.url(locked))
        assert throttle.locked_members(locked.space) == {}

    def test_a_stranger_gets_404_and_a_pupil_never_holds_the_teachers_hand(
        self, as_member, locked, stranger, classmate
    ):
        for member in (locked, stranger, classmate):
            assert as_member(member).post(self.url(locked)).status_code == 404
        assert FailedTry.objects.count() == 10

    def test_a_pupil_of_another_class_is_not_hers_to_unlock(self, as_member, teacher, stranger, colleague):
        here = f"/classes/{teacher.space.slug}/members"
        for member in (stranger, colleague):
            assert as_member(teacher).post(f"{here}/{member.pk}/unlocking/").status_code == 404


class TestLanguage:
    def test_it_is_spoken_at_once_and_kept_with_the_account(self, as_member, pupil):
        browser = as_member(pupil)
        answer = browser.post("/language/", {"language": "en", "next": "/help/"}, follow=True)
        assert '<html lang="en"' in answer.text
        assert User.objects.get(pk=pupil.user_id).language == "en"

    def test_a_stranger_may_choose_too(self, client):
        client.post("/language/", {"language": "en"})
        assert "Hello!" in client.get("/").text

    @pytest.mark.parametrize("said", [{}, {"language": "xx"}])
    def test_another_language_changes_nothing(self, client, said):
        assert "language" not in client.post("/language/", said).cookies

    def test_it_leads_nowhere_else(self, client):
        said = {"language": "en", "next": "https://elsewhere.example/"}
        assert client.post("/language/", said)["Location"] == "/"


class TestHome:
    def test_outside_there_are_two_doors(self, client):
        page = client.get("/?next=/classes/5e-b/").text
        assert "/door/" in page
        assert "/account/login/?next=/classes/5e-b/" in page

    def test_one_class_opens_at_once(self, as_member, pupil):
        assert as_member(pupil).get("/")["Location"] == f"/classes/{pupil.space.slug}/"

    def test_several_are_listed(self, as_member, teacher):
        from classroom.models import Membership
        from tests.world import make_space

        other = make_space(teacher.space.school, name="Atelier")
        Membership.objects.create(space=other, user=teacher.user, role="teacher", display_name="M. Petit")
        page = as_member(teacher).get("/").text
        assert "Atelier" in page
        assert teacher.space.name in page

    def test_none_says_what_to_do(self, as_member, pupil, teacher, admin):
        type(pupil).objects.update(left_at=timezone.now())
        for member in (pupil, teacher, admin):
            assert 'class="empty"' in as_member(member).get("/").text

    def test_help_is_open_to_all_and_lists_the_exceptions(self, client):
        page = client.get("/help/").text
        for word in ("3018", "119", "3114", "cinq mots", "clé d’accès", "Recharger"):
            assert word in page.replace("&#x27;", "'")

    def test_a_class_of_ten_more_costs_no_more(self, as_member, teacher, django_assert_num_queries):
        from classroom.models import Membership
        from tests.world import make_space

        browser = as_member(teacher)
        browser.get("/help/")
        for name in ("A", "B", "C"):
            space = make_space(teacher.space.school, name=name)
            Membership.objects.create(space=space, user=teacher.user, role="teacher", display_name="M. Petit")
            make_pupil(space)
            with django_assert_num_queries(3):
                browser.get("/")
