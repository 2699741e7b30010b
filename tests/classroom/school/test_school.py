"""The school's office: classes of the year, their adults."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classroom.models import ClassSpace, Membership, User
from classroom.models.spaces import Role
from classroom.provisioning import codes, seats, staffing
from classroom.provisioning.classes import open_class, school_year
from classroom.signing_in.words import words_in
from tests.world import make_pupil, make_school, make_space, make_teacher

pytestmark = pytest.mark.django_db
CLASS = {"name": "6e A", "level": "cycle3", "school_year": 2026}


def page(response):
    return response.content.decode()


# --- who enters -------------------------------------------------------------------------------------------------------
def test_the_admin_sees_the_classes_their_teachers_and_their_numbers(office, space):
    make_teacher(space, "M. Petit")
    make_pupil(space, "Léa M.")
    said = page(office.get("/school/"))
    assert space.name in said
    assert "M. Petit" in said
    assert space.code in said


@pytest.mark.parametrize("who", ["teacher", "pupil"])
@pytest.mark.parametrize(
    "address", ["/school/", "/school/classes/", "/school/staff/", "/school/staff/import/"]
)
def test_nobody_else_has_an_office(who, address, as_member, request):
    assert as_member(request.getfixturevalue(who)).get(address).status_code == 404


def test_the_admin_of_another_school_sees_nothing_of_this_one(elsewhere, space, adult):
    assert space.name not in page(elsewhere.get("/school/"))
    for address in (f"/school/classes/{space.slug}/", f"/school/staff/{adult.pk}/"):
        assert elsewhere.get(address).status_code == 404


@pytest.mark.parametrize("act", ["", "archive/", "staff/"])
def test_the_admin_of_another_school_does_nothing_to_a_class(elsewhere, space, act):
    assert elsewhere.post(f"/school/classes/{space.slug}/{act}", {"name": "Prise"}).status_code == 404
    space.refresh_from_db()
    assert (space.archived_at, space.name) != (None, "Prise")


@pytest.mark.parametrize("act", ["invitation", "second-proof", "administration", "departure"])
def test_the_admin_of_another_school_does_nothing_to_an_adult(elsewhere, adult, act, once):
    data = {"once": once(), "administers": "yes", "leaves": "yes"}
    assert elsewhere.post(f"/school/staff/{adult.pk}/{act}/", data).status_code == 404
    adult.refresh_from_db()
    assert adult.is_active
    assert not adult.administers
    assert not adult.invitations.exists()


def test_a_pupil_is_no_adult_of_the_school(office, pupil):
    assert office.get(f"/school/staff/{pupil.user_id}/").status_code == 404


def test_ten_classes_cost_no_more_queries_than_two(office, space, django_assert_num_queries):
    make_space(space.school)
    office.get("/school/")  # the first request of a session notes the presence
    with CaptureQueriesContext(connection) as few:
        office.get("/school/")
    for _each in range(8):
        make_pupil(make_space(space.school))
    with django_assert_num_queries(len(few)):
        office.get("/school/")


# --- classes ----------------------------------------------------------------------------------------------------------
def test_a_new_class_has_a_code_that_a_child_can_type_and_a_place_for_each_admin(office, space, boss):
    other = User.objects.create_user(
        "chef2", school=space.school, kind="staff", administers=True, first_name="Bo"
    )
    response = office.post("/school/classes/", CLASS)
    made = ClassSpace.objects.get(name="6e A")
    assert response["Location"] == f"/school/classes/{made.slug}/"
    assert re.fullmatch(r"[A-Z]{3,6}-\d{2,4}", made.code)
    roles = dict(made.memberships.values_list("user", "role"))
    assert roles == {boss.pk: Role.SCHOOL_ADMIN, other.pk: Role.SCHOOL_ADMIN}


def test_whoever_creates_a_class_may_teach_it(office, boss):
    office.post("/school/classes/", {**CLASS, "mine": "on"})
    assert Membership.objects.get(space__name="6e A", user=boss).teaches


def test_a_name_is_taken_once_a_year_however_it_is_written(office, space):
    space.name = "5e B"
    space.save()
    response = office.post("/school/classes/", {**CLASS, "name": "5ÈME B", "school_year": space.school_year})
    assert response.status_code == 422
    assert "name" in response.context["form"].errors
    assert ClassSpace.objects.filter(school=space.school).count() == 1


def test_a_class_name_with_hidden_characters_is_refused_with_a_sentence(office):
    response = office.post("/school/classes/", {**CLASS, "name": "6e\u202eA"})
    assert response.status_code == 422
    assert not ClassSpace.objects.filter(level="cycle3").exists()


def test_a_class_name_without_a_letter_or_a_digit_is_refused(office):
    response = office.post("/school/classes/", {**CLASS, "name": "— !"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert not ClassSpace.objects.filter(name="— !").exists()


def test_a_slug_is_not_guessed_from_the_name():
    one, two = codes.new_slug("5e B"), codes.new_slug("5e B")
    assert one.startswith("5e-b-")
    assert one != two
    assert len(codes.new_slug("x" * 200)) <= 60


def test_a_code_comes_from_the_easy_words_and_is_free(monkeypatch, space):
    space.code = "LUNE-10"
    space.save()
    monkeypatch.setattr(codes, "words_in", lambda language: ("lune", "grenouille"))
    drawn = count()
    monkeypatch.setattr(codes.secrets, "randbelow", lambda top: next(drawn))
    assert codes.new_code() == "LUNE-11"


def test_no_code_at_all_says_so(monkeypatch, space):
    space.code = "LUNE-10"
    space.save()
    monkeypatch.setattr(codes, "words_in", lambda language: ("lune",))
    monkeypatch.setattr(codes.secrets, "randbelow", lambda top: 0)
    ClassSpace.objects.create(school=space.school, name="x", slug="x", code="LUNE-100", school_year=2026)
    ClassSpace.objects.create(school=space.school, name="y", slug="y", code="LUNE-1000", school_year=2026)
    with pytest.raises(LookupError):
        codes.new_code()


def test_every_language_has_short_words_enough():
    for language in ("fr", "en"):
        assert len([word for word in words_in(language) if 3 <= len(word) <= 6]) > 300


def test_a_class_is_renamed_and_keeps_its_address(office, space):
    office.post(f"/school/classes/{space.slug}/", {"name": "5e Lune", "level": "lycee"})
    renamed = ClassSpace.objects.get(pk=space.pk)
    assert (renamed.name, renamed.level, renamed.slug) == ("5e Lune", "lycee", space.slug)


def test_a_class_takes_no_other_classs_name_and_the_page_says_so(office, space):
    other = make_space(space.school, school_year=space.school_year)
    response = office.post(f"/school/classes/{space.slug}/", {"name": other.name, "level": "lycee"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    before = space.name
    space.refresh_from_db()
    assert space.name == before


def test_a_class_put_away_opens_to_nobody_and_comes_back_whole(office, space, as_member, pupil):
    browser = as_member(pupil)
    assert browser.get(f"/classes/{space.slug}/").status_code == 200
    office.post(f"/school/classes/{space.slug}/archive/", {"archive": "yes"})
    assert browser.get(f"/classes/{space.slug}/").status_code == 404
    assert pupil.name not in page(office.get("/school/"))
    office.post(f"/school/classes/{space.slug}/archive/", {"archive": "no"})
    assert browser.get(f"/classes/{space.slug}/").status_code == 200


# --- the adults of a class --------------------------------------------------------------------------------------------
def seat_of(user, space):
    return Membership.objects.active().get(user=user, space=space)


def test_a_co_teacher_joins_a_class(office, space, adult):
    office.post(f"/school/classes/{space.slug}/staff/", {"user": adult.pk, "role": "teacher"})
    assert seat_of(adult, space).role == Role.TEACHER


def test_a_stand_in_needs_a_last_day_and_is_out_after_it(office, space, adult):
    address = f"/school/classes/{space.slug}/staff/"
    assert office.post(address, {"user": adult.pk, "role": "standin"}).status_code == 422
    yesterday, today = timezone.localdate() - timedelta(days=1), timezone.localdate()
    late = {"user": adult.pk, "role": "standin", "ends_on": yesterday.isoformat()}
    assert office.post(address, late).status_code == 422
    office.post(address, {**late, "ends_on": today.isoformat()})
    assert seat_of(adult, space).teaches
    Membership.objects.filter(user=adult).update(ends_on=yesterday)
    assert not Membership.objects.active().filter(user=adult).exists()


def test_an_observer_reads_and_writes_nothing(office, space, adult, as_member):
    office.post(f"/school/classes/{space.slug}/staff/", {"user": adult.pk, "role": "observer"})
    seat = seat_of(adult, space)
    browser = as_member(seat)
    assert browser.get(f"/classes/{space.slug}/").status_code == 200
    assert browser.get(f"/classes/{space.slug}/posts/mine/").status_code == 404


@pytest.mark.parametrize("role", ["pupil", "school_admin", ""])
def test_no_other_role_is_given_here(office, space, adult, role):
    data = {"user": adult.pk, "role": role}
    assert office.post(f"/school/classes/{space.slug}/staff/", data).status_code == 422
    with pytest.raises(staffing.Refused):
        staffing.place(adult, space, role)


def test_neither_a_pupil_nor_a_stranger_teaches(office, space, pupil):
    stranger = staffing.add_adult(make_school(), "Eva", "Noir")
    for user in (pupil.user, stranger):
        data = {"user": user.pk, "role": "teacher"}
        assert office.post(f"/school/classes/{space.slug}/staff/", data).status_code == 422
        with pytest.raises(staffing.Refused):
            staffing.place(user, space, Role.TEACHER)


def test_a_teacher_taken_out_of_a_class_is_out_at_once(office, space, teacher, as_member):
    browser = as_member(teacher)
    assert browser.get(f"/classes/{space.slug}/").status_code == 200
    office.post(f"/school/classes/{space.slug}/staff/{teacher.pk}/departure/")
    assert browser.get(f"/classes/{space.slug}/").status_code == 404


def test_an_admin_who_stops_teaching_still_administers(office, space, boss):
    office.post(f"/school/classes/{space.slug}/staff/", {"user": boss.pk, "role": "teacher"})
    seat = seat_of(boss, space)
    assert seat.teaches
    office.post(f"/school/classes/{space.slug}/staff/{seat.pk}/departure/")
    assert seat_of(boss, space).administers
    office.post(f"/school/classes/{space.slug}/staff/{seat.pk}/departure/")
    assert seat_of(boss, space).administers


def test_a_pupil_is_not_taken_out_by_the_adults_button(office, space, pupil):
    address = f"/school/classes/{space.slug}/staff/{pupil.pk}/departure/"
    assert office.post(address).status_code == 404
    assert seat_of(pupil.user, space)


def test_two_adults_of_one_name_are_told_apart_and_a_place_is_taken_again_under_its_name(space):
    one = staffing.add_adult(space.school, "Anne", "Roy")
    two = staffing.add_adult(space.school, "Anne", "Roy")
    assert (one.username, two.username) == ("anne.roy", "anne.roy2")
    names = [seats.join(space, user, Role.TEACHER).display_name for user in (one, two)]
    assert names == ["Anne Roy", "Anne Roy 2"]
    assert seats.join(space, two, Role.OBSERVER).display_name == "Anne Roy 2"


def test_an_adult_bears_in_a_second_class_the_name_of_the_first(space):
    user = staffing.add_adult(space.school, "Anne", "Roy")
    seats.join(space, user, Role.TEACHER, name="Mme Roy")
    second = open_class(space.school, "5e Z", "college", year=school_year())
    assert seats.join(second, user, Role.TEACHER).display_name == "Mme Roy"
