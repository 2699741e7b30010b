"""`teachers.csv`: name, e-mail, classes."""

import pytest
from django.utils import translation

from classroom.provisioning.readers import RosterRefused, TeacherRow, read_teachers


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def rows(text: str) -> tuple[TeacherRow, ...]:
    roster = read_teachers("teachers.csv", text.encode())
    assert roster.problems == ()
    return roster.rows


def test_french_columns_give_a_teacher():
    assert rows("Nom;Prénom;Courriel;Classes\nDURAND;Élise;Elise.Durand@ac-example.fr;5e B, 6e A\n") == (
        TeacherRow(2, "Durand", "Élise", "elise.durand@ac-example.fr", ("5e B", "6e A")),
    )


def test_english_columns_give_a_teacher():
    assert rows("name,email,classes\nMme Élise DURAND,e@x.example,5e B|6e A\n") == (
        TeacherRow(2, "Durand", "Élise", "e@x.example", ("5e B", "6e A"), "Mme Durand"),
    )


@pytest.mark.parametrize(
    ("written", "last_name", "first_name"),
    [
        ("DURAND", "Durand", ""),
        ("Mme Durand", "Durand", ""),
        ("M. de LA TOUR", "de LA TOUR", ""),
        ("Élise Durand", "Durand", "Élise"),
        ("Durand, Élise", "Durand", "Élise"),
        ("1. Madame Élise D'ÉTÉ", "D’Été", "Élise"),
        ("Mme Anne ROY", "Roy", "Anne"),
        ("GRAND Lise", "Grand", "Lise"),
        ("Le Goff", "Le Goff", ""),
    ],
)
@pytest.mark.parametrize("column", ["name", "nom"])
def test_a_whole_name_is_split(written: str, last_name: str, first_name: str, column: str):
    (row,) = rows(f"{column};email\n{written};e@x.example\n")
    assert (row.last_name, row.first_name, row.classes) == (last_name, first_name, ())


def test_a_title_before_the_last_name_is_dropped():
    assert rows("nom;courriel;classe\nMme Durand;e@x.example;\n")[0].last_name == "Durand"


@pytest.mark.parametrize(
    ("header", "cells", "shown"),
    [
        ("nom;courriel", "Mme Anne ROY;", "Mme Roy"),
        ("nom;courriel", "Monsieur Luc PETIT;", "M. Petit"),
        ("nom;courriel", "Anne ROY;", ""),
        ("civilité;nom;prénom;courriel", "Mme;ROY;Anne;", "Mme Roy"),
        ("nom;courriel;classes;nom affiché", "Mme Anne ROY;;CM2;Anne", "Anne"),
        ("nom;courriel;classes;nom affiché", "Mme Anne ROY;;CM2;", "Mme Roy"),
        ("nom;courriel;classes;nom affiché", "Mme Anne ROY;;CM2", "Mme Roy"),
    ],
)
def test_what_pupils_read_is_the_file_s_or_made_of_the_title(header: str, cells: str, shown: str):
    (row,) = rows(f"{header}\n{cells}\n")
    assert (row.last_name, row.email, row.shown) == (row.last_name.title(), "", shown)


def test_a_class_is_listed_once_and_line_breaks_separate():
    (row,) = rows('nom;courriel;classes\nDurand;e@x.example;"5e B\n6e A;5e B | "\n')
    assert row.classes == ("5e B", "6e A")


def test_an_apostrophe_stays_straight_in_an_address():
    assert rows("nom;courriel;classes\nO'Brien;zoe.o'brien@x.example;CM2\n") == (
        TeacherRow(2, "O’Brien", "", "zoe.o'brien@x.example", ("CM2",)),
    )


def test_a_row_may_stop_before_its_classes():
    assert rows("nom;courriel;classes\nDurand;e@x.example\n")[0].classes == ()


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (";Élise;e@x.example;5e B", "Nom", "name is missing"),
        ("42;Élise;e@x.example;5e B", "Nom", "name is missing"),
        ("DURAND;Élise;elise chez x;5e B", "Courriel", "not an e-mail address"),
        ("DUR\x01AND;Élise;e@x.example;5e B", "Nom", "hidden character"),
        ("DURAND;Élise;e@x.example;5e\u202e B", "Classes", "hidden character"),
        ("DURAND;Élise", "Courriel", "stops after 2 columns"),
        ("DURAND;Élise;e@x.example;5e B;6e A", "", "more cells"),
    ],
)
def test_a_row_that_cannot_be_taken_says_where_and_why(row: str, column: str, says: str):
    roster = read_teachers(
        "teachers.csv", f"Nom;Prénom;Courriel;Classes\n{row}\nROUX;Anne;a@x.example;CM2\n".encode()
    )
    assert [teacher.line for teacher in roster.rows] == [3]
    (problem,) = roster.problems
    assert (problem.line, problem.column) == (2, column)
    assert says in str(problem.message)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nom;prénom;classe\nMARTIN;Léa;CM2\n", "“courriel”"),
        ("Durand\n", "“courriel”"),
        ("nom;courriel\n", "no teacher under them"),
        ("nom;courriel\n" + "Durand;e@x.example\n" * 2_001, "2000 rows"),
    ],
)
def test_what_is_no_teacher_list_is_refused(text: str, says: str):
    with pytest.raises(RosterRefused, match=says):
        read_teachers("teachers.csv", text.encode())


def test_a_spreadsheet_of_teachers_is_read_too():
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(("Nom", "Courriel", "Classes"))
    book.active.append(("Durand", "e@x.example", "CM2"))
    out = io.BytesIO()
    book.save(out)
    assert read_teachers("a.xlsx", out.getvalue()).rows == (
        TeacherRow(2, "Durand", "", "e@x.example", ("CM2",)),
    )
