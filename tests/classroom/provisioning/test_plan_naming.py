"""Usernames and names that a class sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.models import User
from classroom.provisioning.cells import fold
from classroom.provisioning.classes import class_key, level_of, school_year
from classroom.provisioning.naming import display_names, draw_usernames, presentable, username_base


@pytest.mark.parametrize(
    ("first_name", "surname", "expected"),
    [
        ("Léa", "MARTIN", "lea.martin"),
        ("Jean-Luc", "DE LA TOUR", "jeanluc.delatour"),
        ("D’Artagnan", "O’BRIEN", "dartagnan.obrien"),
        ("Cœur", "Søren", "coeur.soren"),
        ("Thị Hồng", "Nguyễn", "thihong.nguyen"),
        ("Groß", "Weiß", "gross.weiss"),
        ("Łukasz", "Đặng", "lukasz.dang"),
        ("Léa", "", "lea"),
        ("王", "李", "eleve"),
        ("Иван", "Martin", "martin"),
    ],
)
def test_a_username_is_plain_ascii(first_name, surname, expected):
    assert username_base(first_name, surname) == expected


def test_a_username_fits_its_column_whatever_the_name():
    assert len(username_base("a" * 80, "b" * 80)) <= 60 - len("99999")


@pytest.mark.django_db
def test_usernames_are_numbered_past_those_that_exist(django_assert_num_queries):
    for taken in ("lea.martin", "lea.martin2"):
        User.objects.create_user(taken)
    with django_assert_num_queries(1):
        drawn = draw_usernames(["lea.martin", "noe.dupont", "lea.martin"])
    assert drawn == ["lea.martin3", "noe.dupont", "lea.martin4"]


@pytest.mark.django_db
def test_past_nine_of_a_name_numbers_are_drawn_far_away_and_never_twice(monkeypatch):
    drawn = iter([0, 0, 1])
    monkeypatch.setattr("classroom.provisioning.naming.secrets.randbelow", lambda _n: next(drawn))
    usernames = draw_usernames(["lea.martin"] * 11)
    assert usernames[8:] == ["lea.martin9", "lea.martin10000", "lea.martin10001"]


def test_a_class_sees_a_first_name_and_an_initial():
    people = [("Léa", "MARTIN"), ("Inès", "DE LA TOUR"), ("Noé", ""), ("Anh", "Đặng"), ("王", "李")]
    assert display_names(people, []) == ["Léa M.", "Inès D.", "Noé", "Anh Đ.", "王 李."]


def test_two_who_share_an_initial_get_two_letters_both():
    assert display_names([("Léa", "MARTIN"), ("Léa", "MOREAU")], []) == ["Léa Ma.", "Léa Mo."]


def test_a_newcomer_makes_way_for_a_name_that_is_worn_already():
    assert display_names([("Léa", "MOREAU")], ["Léa M."]) == ["Léa Mo."]
    assert display_names([("Lea", "Moreau")], ["LÉA M.", "Léa Mo."]) == ["Lea Mor."]


def test_true_homonyms_are_numbered():
    people = [("Léa", "MARTIN"), ("Léa", "MARTIN"), ("LEA", "Martin")]
    assert display_names(people, []) == ["Léa M.", "Léa M. 2", "LEA M. 3"]
    assert display_names([("Noé", ""), ("Noé", "")], []) == ["Noé", "Noé 2"]


def test_a_surname_that_begins_another_ends_in_a_number():
    assert display_names([("Léa", "MA")], ["Léa M.", "Léa Ma."]) == ["Léa M. 2"]


names = st.text(st.characters(categories=["L", "Mn", "Nd", "Pd"]), max_size=80)


@given(st.lists(st.tuples(names.filter(lambda n: any(c.isalpha() for c in n)), names), max_size=12))
def test_names_that_a_class_sees_are_all_different_and_fit(people):
    shown = display_names(people, ["Léa M."])
    folded = [fold(name) for name in shown]
    assert len(set(folded)) == len(people)
    assert all(0 < len(name) <= 40 for name in shown)


def test_capitals_become_a_name():
    assert [presentable(name) for name in ("LEA", "JEAN-LUC", "D’ARTAGNAN", "McDonald", "É")] == [
        "Lea",
        "Jean-Luc",
        "D’Artagnan",
        "McDonald",
        "É",
    ]


def test_a_class_is_the_same_however_it_is_written():
    assert len({class_key(name) for name in ("5e B", "5ÈME B", "5B", "5 eme b", "5EB")}) == 1
    assert class_key("2NDE4") == class_key("2nde 4") == class_key("2de 4")
    assert class_key("5e Bleu") == class_key("5ème BLEU") != class_key("5e B")
    assert class_key("") == class_key(" ") == ""


@pytest.mark.parametrize(
    ("name", "level"),
    [
        *[("CP", "cycle2"), ("CE1-CE2", "cycle2"), ("CM1-CM2 A", "cycle3"), ("6e A", "cycle3")],
        *[("5e B", "college"), ("3EME", "college"), ("2NDE4", "lycee"), ("SECONDE 4", "lycee")],
        *[("1ère S2", "lycee"), ("TES", "lycee"), ("Terminale", "lycee"), ("Tilleuls", "?")],
    ],
)
def test_a_class_name_tells_its_level(name, level):
    assert level_of([name], "?") == level


def test_most_grades_decide_and_none_leaves_it_as_it_was():
    assert level_of(["CM2", "CM1", "CE2"], "?") == "cycle3"
    assert level_of([], "lycee") == "lycee"


def test_a_school_year_begins_in_august():
    from datetime import date

    assert (school_year(date(2026, 8, 1)), school_year(date(2027, 7, 31))) == (2026, 2026)
