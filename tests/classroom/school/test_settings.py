"""What a class decides inside what its school allows; and the log of visits that its teachers read."""

from datetime import time

import pytest
import time_machine

from classroom.hours import is_open
from classroom.models import Visit
from classroom.models.spaces import Role
from tests.world import make_member, make_space

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "5e Lune",
    "max_length": 280,
    "opens_at": "08:00",
    "closes_at": "18:30",
    "weekends": "on",
    "undo_seconds": 10,
    "asks_questions": "on",
}


@pytest.fixture
def address(space):
    return f"/classes/{space.slug}/members/settings/"


def test_a_teacher_sets_the_class(space, teacher, as_member, address):
    assert as_member(teacher).get(address).status_code == 200
    assert as_member(teacher).post(address, GOOD).status_code == 302
    space.refresh_from_db()
    said = (space.name, space.max_length, space.opens_at, space.closes_at, space.weekends, space.undo_seconds)
    assert said == ("5e Lune", 280, time(8), time(18, 30), True, 10)
    assert space.asks_questions


@pytest.mark.parametrize("act", ["settings", "visits"])
def test_a_pupil_an_observer_and_a_stranger_do_not_enter(space, pupil, stranger, as_member, act):
    for member in (pupil, stranger, make_member(space, Role.OBSERVER)):
        response = as_member(member).post(f"/classes/{space.slug}/members/{act}/", GOOD)
        assert response.status_code == 404
    space.refresh_from_db()
    assert space.max_length == 140


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_length", 9),
        ("max_length", 501),
        ("undo_seconds", 4),
        ("undo_seconds", 31),
        ("closes_at", "08:00"),
        ("closes_at", "demain"),
        ("name", " "),
        ("name", "\u202e5e"),
    ],
)
def test_what_is_out_of_bounds_is_said_beside_its_field(space, teacher, as_member, address, field, value):
    response = as_member(teacher).post(address, {**GOOD, field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    space.refresh_from_db()
    assert space.max_length == 140


def test_a_name_that_another_class_bears_this_year_is_refused(space, teacher, as_member, address):
    make_space(space.school, name="5e Lune")
    response = as_member(teacher).post(address, GOOD)
    assert list(response.context["form"].errors) == ["name"]


def test_only_the_school_leaves_a_class_open_day_and_night(space, teacher, admin, as_member, address):
    space.always_open = False
    space.save()
    as_member(teacher).post(address, {**GOOD, "always_open": "on"})
    space.refresh_from_db()
    assert not space.always_open
    as_member(admin).post(address, {**GOOD, "always_open": "on"})
    space.refresh_from_db()
    assert space.always_open


def test_a_teacher_closes_no_class_that_the_school_leaves_open(space, teacher, as_member, address):
    as_member(teacher).post(address, GOOD)
    space.refresh_from_db()
    assert space.always_open


# --- visits -----------------------------------------------------------------------------------------------------------
def test_teachers_see_when_the_school_came(space, teacher, admin, as_member):
    as_member(admin).get(f"/classes/{space.slug}/")
    said = as_member(teacher).get(f"/classes/{space.slug}/members/visits/").content.decode()
    assert "Mme Cheffe" in said
    assert Visit.objects.get().page == "posts:timeline"


def test_teachers_and_pupils_leave_no_visit(space, teacher, pupil, as_member):
    for member in (teacher, pupil):
        as_member(member).get(f"/classes/{space.slug}/")
    assert not Visit.objects.exists()


def test_visits_of_another_class_are_its_own(space, teacher, as_member):
    other = make_space(space.school)
    chief = make_member(other, Role.SCHOOL_ADMIN, "M. Loin")
    as_member(chief).get(f"/classes/{other.slug}/")
    said = as_member(teacher).get(f"/classes/{space.slug}/members/visits/").content.decode()
    assert "M. Loin" not in said


def test_visits_are_read_by_pages(space, teacher, admin, as_member):
    Visit.objects.bulk_create([Visit(space=space, member=admin, page="posts:timeline") for _n in range(60)])
    browser, address = as_member(teacher), f"/classes/{space.slug}/members/visits/"
    first = browser.get(address)
    second = browser.get(f"{address}?before={first.context['older']}")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 10)
    assert second.context["older"] is None
    assert browser.get(f"{address}?before=devine").status_code == 200


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Réglages de la classe"), ("en", "Settings of the class")]
)
def test_the_settings_speak_both_languages(teacher, as_member, address, language, word):
    browser = as_member(teacher)
    browser.cookies["language"] = language
    assert word in browser.get(address).content.decode()


def test_the_page_says_what_the_hours_close_and_what_they_do_not(space, pupil, teacher, as_member, address):
    html = as_member(teacher).get(address).content.decode()
    assert "aucun élève ne se connecte" in html
    assert "Un élève déjà connecté continue de lire et d’écrire" in html
    space.always_open = False
    space.save()
    with time_machine.travel("2026-11-23T23:00:00+01:00"):
        assert not is_open(space)
        browser = as_member(pupil)
        assert browser.get(f"/classes/{space.slug}/").status_code == 200
        assert browser.get(f"/classes/{space.slug}/posts/mine/").status_code == 200
