"""The first run: an empty house, a link, ten minutes, no script; then the link opens nothing any more."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from classroom.models import ClassSpace, Membership, School, SetUp, User
from classroom.models.spaces import Role
from classroom.provisioning import set_up
from classroom.steps import standings
from tests.world import make_teacher

pytestmark = pytest.mark.django_db
PASSWORD = "une longue phrase à moi"
SCHOOL = {"name": "École des Tilleuls", "zone": "B", "language": "fr"}
ME = {
    "first_name": "Anne",
    "last_name": "Roy",
    "username": "anne.roy",
    "email": "",
    "password": PASSWORD,
    "again": PASSWORD,
}
CLASS = {"name": "CM1-CM2", "level": "cycle3", "shown": "Mme Roy"}


@pytest.fixture
def link():
    return set_up.first_run_link("https://ardoise.example/").removeprefix("https://ardoise.example")


@pytest.fixture
def begun(client, link):
    """The browser of whoever has made the school and the first account."""
    client.post(link, SCHOOL)
    client.post(link, ME)
    return client


def page(response):
    return response.content.decode()


def test_the_whole_first_run_without_a_script(client, link):
    assert "Ardoise" in page(client.get(link))
    assert client.post(link, SCHOOL).status_code == 302
    assert client.post(link, ME)["Location"] == "/school/first-steps/"
    steps = "/school/first-steps/"
    assert client.get(steps).status_code == 200
    client.post(steps, CLASS)
    space = ClassSpace.objects.get()
    client.post(steps, {"names": "Léa\nNoé Martin\nZoë"})
    assert space.memberships.filter(role=Role.PUPIL).count() == 3
    teacher = Membership.objects.get(space=space, role=Role.TEACHER)
    assert (teacher.display_name, teacher.user.administers) == ("Mme Roy", True)
    said = page(client.get(steps))
    assert f"/classes/{space.slug}/members/cards/" in said
    assert client.post("/school/first-steps/end/")["Location"] == "/school/"
    assert client.get(steps).status_code == 404
    assert client.get(link).status_code == 404


def test_no_link_for_a_house_where_somebody_lives(teacher):
    assert set_up.first_run_link("https://ardoise.example") is None


def test_a_link_dies_when_somebody_moves_in_otherwise(client, link, space):
    make_teacher(space)
    assert client.get(link).status_code == 404
    assert client.post(link, SCHOOL).status_code == 404


def test_a_guessed_link_opens_nothing(client, link):
    assert client.get("/set-up/devine/").status_code == 404
    assert client.post("/set-up/devine/", SCHOOL).status_code == 404
    assert not School.objects.exists()


def test_only_the_last_link_opens_and_the_school_is_kept(client, link):
    client.post(link, SCHOOL)
    newer = set_up.first_run_link("")
    assert client.get(link).status_code == 404
    assert "École des Tilleuls" in page(client.get(newer))


def test_a_link_of_eight_days_opens_nothing(client, link):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client.get(link).status_code == 404


def test_the_token_is_not_stored(link):
    token = link.split("/")[-2]
    assert len(token) >= 32
    assert token not in str(SetUp.objects.values().get())


def test_once_the_account_is_made_the_link_is_of_use_to_that_account_only(begun, link):
    anybody = Client()
    assert anybody.get(link)["Location"] == "/account/login/?next=/school/first-steps/"
    assert anybody.post(link, {**ME, "username": "autre"}).status_code == 302
    assert User.objects.count() == 1
    assert begun.get(link)["Location"] == "/school/first-steps/"


def test_another_person_who_is_signed_in_sees_nothing(begun, link):
    other = User.objects.create_user("autre", kind="staff", school=School.objects.get())
    browser = Client()
    browser.force_login(other)
    assert browser.get(link).status_code == 404
    assert browser.get("/school/first-steps/").status_code == 404


def test_two_that_come_at_once_make_one_account(link):
    first, second = (set_up.of_token(link.split("/")[-2]) for _each in range(2))
    set_up.school_of(first, School.objects.create(name="École"))
    second.refresh_from_db()
    set_up.take_the_house(first, ME)
    with pytest.raises(LookupError):
        set_up.take_the_house(second, {**ME, "username": "autre"})


def test_who_sends_their_account_a_moment_too_late_finds_the_house_taken(client, link, monkeypatch):
    client.post(link, SCHOOL)
    take = set_up.take_the_house

    def take_second(begun, said):
        take(SetUp.objects.get(pk=begun.pk), {**ME, "username": "autre"})
        return take(begun, said)

    monkeypatch.setattr(set_up, "take_the_house", take_second)
    assert client.post(link, ME).status_code == 404
    assert [user.username for user in User.objects.all()] == ["autre"]
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_what_was_said_of_the_school_can_be_changed(client, link):
    client.post(link, SCHOOL)
    client.post(f"{link}?step=school", {**SCHOOL, "name": "École du Lac"})
    assert School.objects.get().name == "École du Lac"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "court"),
        ("again", "autre chose"),
        ("username", "Anne Roy"),
        ("first_name", ""),
        ("email", "non"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_makes_no_account(client, link, field, value):
    client.post(link, SCHOOL)
    response = client.post(link, {**ME, field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not User.objects.exists()


def test_the_second_proof_comes_before_the_class(begun, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert begun.get("/school/first-steps/")["Location"] == "/account/"
    assert begun.get("/account/totp/").status_code == 200


def test_the_steps_are_resumed_where_they_stood(begun):
    begun.post("/school/first-steps/", CLASS)
    assert "first-steps" in page(begun.get("/school/"))
    again = Client()
    again.force_login(User.objects.get())
    assert again.get("/school/first-steps/").context["empty"]


@pytest.mark.parametrize("names", ["", "   ", "Léa\n" + "x" * 200])
def test_names_that_cannot_be_read_are_said_and_kept(begun, names):
    begun.post("/school/first-steps/", CLASS)
    response = begun.post("/school/first-steps/", {"names": names})
    assert response.status_code == 422
    assert not Membership.objects.filter(role=Role.PUPIL).exists()


def test_two_of_the_same_first_name_are_asked_who_they_are(begun):
    begun.post("/school/first-steps/", CLASS)
    asked = begun.post("/school/first-steps/", {"names": "Tom\nLéa\nTom"})
    assert asked.status_code == 422
    assert not Membership.objects.filter(role=Role.PUPIL).exists()
    shown = asked.context
    said = {"roster": shown["sealed"], "digest": shown["plan"].digest, "row-3": "new"}
    begun.post(shown["door"].accounts, said)
    assert Membership.objects.filter(role=Role.PUPIL).count() == 3


def test_the_front_page_leads_back_to_what_is_left(begun):
    assert begun.get("/")["Location"] == "/school/first-steps/"
    begun.post("/school/first-steps/", CLASS)
    assert "/school/first-steps/" in page(begun.get("/"))
    begun.post("/school/first-steps/end/")
    assert "/school/first-steps/" not in page(begun.get("/"))


def test_pasting_twice_makes_the_pupils_once(begun):
    begun.post("/school/first-steps/", CLASS)
    for _each in range(2):
        begun.post("/school/first-steps/", {"names": "Léa\nNoé"})
    assert Membership.objects.filter(role=Role.PUPIL).count() == 2


def test_a_class_without_a_name_is_not_made(begun):
    assert begun.post("/school/first-steps/", {**CLASS, "name": ""}).status_code == 422
    assert not ClassSpace.objects.exists()


def test_an_account_of_no_school_opens_no_class(begun):
    user = User.objects.get()
    user.school = None
    with pytest.raises(LookupError):
        set_up.open_first_class(SetUp.objects.get(), "CM1-CM2", "cycle3", "Mme Roy", by=user)
    assert not ClassSpace.objects.exists()


def test_a_step_is_done_when_its_room_says_so(begun):
    begun.post("/school/first-steps/", CLASS)
    space, user = ClassSpace.objects.get(), User.objects.get()
    before = {each.step.route: each.is_done for each in standings(space, user)}
    begun.post("/school/first-steps/", {"names": "Léa"})
    after = {each.step.route: each.is_done for each in standings(space, user)}
    assert (before["members:import"], after["members:import"], after["members:cards"]) == (False, True, False)
    assert list(before) == sorted(before, key=list(before).index)


def test_nobody_who_has_not_begun_ends_anything(as_member, admin):
    assert as_member(admin).get("/school/first-steps/").status_code == 404
    assert as_member(admin).post("/school/first-steps/end/").status_code == 404


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Bienvenue dans Ardoise"), ("en", "Welcome to Ardoise")]
)
def test_the_first_page_speaks_both_languages(client, link, language, word):
    client.cookies["language"] = language
    assert word in page(client.get(link))


def test_a_head_who_does_not_teach_says_so_and_goes_on(begun):
    assert begun.get("/")["Location"] == "/school/first-steps/"
    assert "Je n’enseigne pas" in page(begun.get("/school/first-steps/"))
    answer = begun.post("/school/first-steps/end/", follow=True)
    assert answer.redirect_chain == [("/school/", 302)]
    assert "Créez maintenant vos classes" in page(answer)
    assert begun.get("/").status_code == 200
    assert not ClassSpace.objects.exists()
