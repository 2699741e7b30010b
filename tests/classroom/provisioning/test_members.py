"""The roll of a class and one pupil's page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from classroom import member_facts
from classroom.models import Membership, User
from classroom.models.spaces import Role
from classroom.provisioning.enrolment import NameTaken, move, take_place
from classroom.provisioning.pseudonyms import pseudonyms
from classroom.signing_in.cards import issue
from tests.world import make_member, make_pupil, make_space, make_teacher


@pytest.fixture
def at(space):
    """The address of one of the members' screens."""

    def url(name, place=None):
        return reverse(f"members:{name}", args=[space.slug, *([place.pk] if place else [])])

    return url


@pytest.fixture
def lea(space):
    member = make_pupil(space, "Léa M.")
    User.objects.filter(pk=member.user_id).update(first_name="Léa", last_name="MARTIN")
    return member


def page(browser, url):
    return browser.get(url).content.decode()


def test_the_roll_shows_civil_names_charter_and_card_to_teachers(as_member, at, teacher, lea, space):
    make_pupil(space, "Noé D.", signed=False)
    issue(lea.user)
    html = page(as_member(teacher), at("list"))
    assert "MARTIN Léa" in html
    assert ("signée" in html, "à signer" in html, "aucune" in html) == (True, True, True)


@pytest.mark.parametrize("pupils", [10, 50])
def test_the_roll_costs_the_same_for_ten_and_for_fifty(
    as_member, at, teacher, space, pupils, django_assert_max_num_queries
):
    for _n in range(pupils):
        make_pupil(space)
    browser = as_member(teacher)
    browser.get(at("list"))  # the session is written once a minute
    with django_assert_max_num_queries(7):
        browser.get(at("list"))


def test_an_empty_class_says_what_to_do(as_member, at, teacher):
    assert "encore dans la classe" in page(as_member(teacher), at("list"))


def test_a_pupil_is_added_by_hand(as_member, at, teacher, space):
    browser = as_member(teacher)
    added = {"first_name": " Anh ", "surname": "Đặng", "level": "CM2"}
    assert browser.post(at("list"), added).status_code == 302
    anh = Membership.objects.get(space=space, display_name="Anh Đ.")
    assert (anh.user.first_name, anh.user.username, anh.grade) == ("Anh", "anh.dang", "CM2")


@pytest.mark.parametrize("name", ["", "12", "x" * 81, "L\u202eéa"])
def test_a_name_that_is_none_is_told_and_nothing_is_written(as_member, at, teacher, space, name):
    assert as_member(teacher).post(at("list"), {"first_name": name}).status_code == 422
    assert not Membership.objects.filter(space=space, role=Role.PUPIL).exists()


def test_a_pupil_of_the_same_name_is_added_only_when_one_says_so(as_member, at, teacher, lea, space):
    browser, twin = as_member(teacher), {"first_name": "Léa", "surname": "Martin"}
    asked = browser.post(at("list"), twin)
    assert asked.status_code == 422
    assert "une autre personne du même nom" in asked.content.decode()
    browser.post(at("list"), twin | {"another": "on"})
    assert Membership.objects.filter(space=space, role=Role.PUPIL, user__first_name="Léa").count() == 2


def test_a_pupil_of_another_class_added_by_hand_is_shown_first(as_member, at, admin, space):
    before = make_pupil(make_space(space.school), "Zoé")
    shown = as_member(admin).post(at("list"), {"first_name": "Zoé"})
    assert [str(line.status) for line in shown.context["plan"].lines] == ["moved"]
    before.refresh_from_db()
    assert before.left_at is None


def test_a_pupil_is_renamed_and_the_class_sees_the_new_name(as_member, at, teacher, lea):
    as_member(teacher).post(at("name", lea), {"first_name": "Léo", "surname": "MARTIN", "level": "CM1"})
    lea.refresh_from_db()
    assert (lea.display_name, lea.user.first_name, lea.grade) == ("Léo M.", "Léo", "CM1")


def test_a_name_that_a_classmate_bears_is_refused(as_member, at, teacher, lea, space):
    make_pupil(space, "Noé D.")
    said = {"first_name": "Léa", "surname": "MARTIN", "shown": "NOE D."}
    assert as_member(teacher).post(at("name", lea), said).status_code == 422
    assert as_member(teacher).post(at("name", lea), {"first_name": ""}).status_code == 422
    lea.refresh_from_db()
    assert lea.display_name == "Léa M."


def test_a_pseudonym_comes_from_the_list_and_may_be_laid_down(as_member, at, teacher, lea):
    browser = as_member(teacher)
    offered = browser.get(at("pupil", lea)).context["pseudonyms"]
    assert len(set(offered)) == 6
    browser.post(at("pseudonym", lea), {"pseudonym": offered[0]})
    lea.refresh_from_db()
    assert lea.name == offered[0]
    browser.post(at("pseudonym", lea), {"pseudonym": ""})
    lea.refresh_from_db()
    assert lea.name == "Léa M."


def test_a_pseudonym_is_never_typed_nor_worn_twice(as_member, at, teacher, lea, classmate):
    first = pseudonyms("fr")[0]
    Membership.objects.filter(pk=classmate.pk).update(pseudonym=first)
    for name in ("Le plus beau", first):
        assert as_member(teacher).post(at("pseudonym", lea), {"pseudonym": name}).status_code == 302
    lea.refresh_from_db()
    assert lea.pseudonym == ""


def test_a_pupil_who_leaves_loses_the_class_at_once_and_may_come_back(as_member, at, teacher, lea):
    browser, hers = as_member(teacher), as_member(lea)
    timeline = reverse("posts:timeline", args=[lea.space.slug])
    assert hers.get(timeline).status_code == 200
    browser.post(at("departure", lea), {"departure": "leave"})
    assert hers.get(timeline).status_code in (302, 404)
    assert "a quitté la classe" in page(browser, at("list"))
    browser.post(at("departure", lea), {"departure": "back"})
    again = Membership.objects.get(pk=lea.pk)  # leaving ended every session of the account
    assert as_member(again).get(timeline).status_code == 200


def test_who_leaves_one_of_two_classes_stays_signed_in_to_the_other(as_member, at, teacher, lea):
    other = take_place(lea.user, make_space(lea.space.school))
    hers = as_member(lea)
    as_member(teacher).post(at("departure", lea))
    assert hers.get(reverse("posts:timeline", args=[other.space.slug])).status_code == 200


def test_a_pupil_moves_to_a_class_that_the_teacher_teaches_too(as_member, at, teacher, lea):
    other = make_space(lea.space.school)
    browser = as_member(teacher)
    browser.post(at("place", lea), {"space": other.pk.hex})
    lea.refresh_from_db()
    assert lea.left_at is None, "out of this teacher's reach"
    Membership.objects.create(space=other, user=teacher.user, role=Role.TEACHER, display_name="M. P")
    assert other.name in page(browser, at("pupil", lea))
    browser.post(at("place", lea), {"space": other.pk.hex})
    lea.refresh_from_db()
    assert lea.left_at is not None
    assert Membership.objects.get(space=other, user=lea.user).left_at is None


@pytest.mark.parametrize("screen", ["name", "pseudonym", "place", "departure"])
def test_who_is_in_another_class_now_is_nobodys_to_call_back(as_member, at, teacher, lea, screen):
    """A card printed here after that would open the other class to a teacher who is not in it."""
    own = make_space(lea.space.school)
    Membership.objects.create(space=own, user=teacher.user, role=Role.TEACHER, display_name="M. P")
    move(lea, make_space(lea.space.school))
    said = {"first_name": "Volée", "pseudonym": pseudonyms("fr")[0], "space": own.pk.hex, "departure": "back"}
    browser = as_member(teacher)
    assert browser.post(at(screen, lea), said).status_code == 404
    assert Membership.objects.active().filter(user=lea.user).count() == 1
    assert "Volée" not in User.objects.get(pk=lea.user_id).first_name
    assert "MARTIN" not in page(browser, at("list"))


def test_the_school_moves_a_pupil_anywhere_in_it(as_member, at, admin, lea):
    other = make_space(lea.space.school)
    as_member(admin).post(at("place", lea), {"space": other.pk.hex})
    assert Membership.objects.filter(space=other, user=lea.user, left_at=None).exists()


def test_a_returning_pupil_whose_names_were_taken_gets_others_and_stays_hidden(space, lea):
    hidden = pseudonyms("fr")[0]
    Membership.objects.filter(pk=lea.pk).update(pseudonym=hidden, left_at=timezone.now())
    newcomer = make_pupil(space, "Léa M.")
    Membership.objects.filter(pk=newcomer.pk).update(pseudonym=hidden)
    back = take_place(lea.user, space)
    assert back.pk == lea.pk
    assert back.display_name != "Léa M."
    assert back.pseudonym not in ("", hidden)
    assert take_place(lea.user, space).display_name == back.display_name, "a second press changes nothing"


def test_a_taken_name_is_told_in_a_sentence():
    assert str(NameTaken())


def test_a_fact_that_no_room_knows_is_true_of_nobody(space):
    assert member_facts.true_of("flies", space) == set()


# --- Who may ----------------------------------------------------------------------------------------------------------

ACTS = ["name", "pseudonym", "place", "departure"]


def test_only_the_class_s_teachers_and_the_school_hold_the_roll(
    as_member, at, teacher, admin, lea, stranger, space
):
    for member in (teacher, admin):
        assert as_member(member).get(at("list")).status_code == 200
        assert as_member(member).get(at("pupil", lea)).status_code == 200
    others = [lea, stranger, make_teacher(make_space(space.school)), make_member(space, Role.OBSERVER)]
    for member in others:
        browser = as_member(member)
        answers = [
            browser.get(at("list")),
            browser.get(at("pupil", lea)),
            browser.post(at("list"), {"first_name": "X"}),
        ]
        answers += [browser.post(at(act, lea), {"departure": "leave", "first_name": "X"}) for act in ACTS]
        assert {answer.status_code for answer in answers} == {404}
    lea.refresh_from_db()
    assert lea.left_at is None


@pytest.mark.parametrize("act", ["pupil", *ACTS])
def test_adults_and_other_classes_pupils_are_out_of_reach(as_member, at, teacher, colleague, stranger, act):
    for somebody in (colleague, stranger):
        ask = as_member(teacher).get if act == "pupil" else as_member(teacher).post
        assert ask(at(act, somebody)).status_code == 404
