"""Names as people write and paste them."""

import unicodedata

import pytest
from django.utils import translation

from classroom.provisioning.names import in_capitals, split_name, strip_numbering
from classroom.provisioning.readers import Problem, PupilRow, RosterRefused, read_file, read_text


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("written", "surname", "first_name"),
    [
        ("MARTIN Léa", "MARTIN", "Léa"),
        ("Léa MARTIN", "MARTIN", "Léa"),
        ("DE LA TOUR Jean-Luc", "DE LA TOUR", "Jean-Luc"),
        ("Jean-Luc DE LA TOUR", "DE LA TOUR", "Jean-Luc"),
        ("de LA TOUR Jean-Luc", "de LA TOUR", "Jean-Luc"),
        ("Marie Jeanne de LA TOUR", "de LA TOUR", "Marie Jeanne"),
        ("d’ALMEIDA Marie", "d’ALMEIDA", "Marie"),
        ("O’BRIEN Zoé", "O’BRIEN", "Zoé"),
        ("N’DIAYE Théo", "N’DIAYE", "Théo"),
        ("GARCÍA-LÓPEZ Maël", "GARCÍA-LÓPEZ", "Maël"),
        ("D’ÉTÉ Marie-Ève", "D’ÉTÉ", "Marie-Ève"),
        ("NULL Ülkü", "NULL", "Ülkü"),
        ("BEN AMAR D’Artagnan", "BEN AMAR", "D’Artagnan"),
        ("FAÿ Aïssatou", "FAÿ", "Aïssatou"),
        ("McDONALD Sam", "McDONALD", "Sam"),
        ("ŞAHİN İrem", "ŞAHİN", "İrem"),
        ("NGUYỄN Thị Hồng", "NGUYỄN", "Thị Hồng"),
        ("MARTIN - DUPONT Léa", "MARTIN - DUPONT", "Léa"),
        ("LE GOFF Anne Marie", "LE GOFF", "Anne Marie"),
        ("Léa Martin", "Martin", "Léa"),
        ("Léa M.", "M.", "Léa"),
        ("Siôn Van den Berg", "Van den Berg", "Siôn"),
        ("Marie de la Tour", "de la Tour", "Marie"),
        ("Jean d’Ormesson Dupré", "d’Ormesson Dupré", "Jean"),
        ("léa martin", "martin", "léa"),
        ("Martin, Léa", "Martin", "Léa"),
        ("MARTIN, LÉA", "MARTIN", "LÉA"),
        ("Léa Martin,", "Martin", "Léa"),
        ("Léa", "", "Léa"),
        ("LÉA", "", "LÉA"),
        ("de LA TOUR", "de LA TOUR", ""),
    ],
)
def test_the_words_in_capitals_are_the_surname(written: str, surname: str, first_name: str):
    name = split_name(written)
    assert (name.surname, name.first_name, name.doubt) == (surname, first_name, "")


@pytest.mark.parametrize(
    ("written", "surname", "first_name"),
    [
        ("MARTIN LÉA", "MARTIN", "LÉA"),
        ("O’BRIEN ZOÉ", "O’BRIEN", "ZOÉ"),
        ("Nguyễn Thị Hồng", "Thị Hồng", "Nguyễn"),
        ("MARTIN Léa DUPONT", "MARTIN", "Léa DUPONT"),
        ("李 小龙", "李", "小龙"),
    ],
)
def test_a_guess_is_told(written: str, surname: str, first_name: str):
    name = split_name(written)
    assert (name.surname, name.first_name) == (surname, first_name)
    assert "guess" in str(name.doubt)


def test_a_guess_is_a_row_with_a_problem_that_keeps_it():
    roster = read_text("MARTIN LÉA\nNoé Dupont")
    assert [row.first_name for row in roster.rows] == ["LÉA", "Noé"]
    assert [(problem.line, problem.kept) for problem in roster.problems] == [(1, True)]
    table = read_file("5b.csv", "Élèves;Classe\nMARTIN LÉA;5e B\n".encode())
    assert table.rows == (PupilRow(2, "MARTIN", "LÉA", "5e B", ""),)
    assert [(problem.line, problem.column, problem.kept) for problem in table.problems] == [
        (2, "Élèves", True)
    ]


@pytest.mark.parametrize("word", ["MARTIN", "FAÿ", "McDONALD", "-", "K"])
def test_capitals_are_seen(word: str):
    assert in_capitals(word)


@pytest.mark.parametrize("word", ["Martin", "de", "D’Artagnan", "Léa", "iX"])
def test_small_letters_are_seen(word: str):
    assert not in_capitals(word)


@pytest.mark.parametrize(
    "line",
    [
        "1. Léa",
        "12) Léa",
        "3 - Léa",
        "4 Léa",
        "5° Léa",
        "• Léa",
        "- Léa",
        "– Léa",
        "* Léa",
        "☐ Léa",
        "  1.Léa ",
        "Léa",
    ],
)
def test_numbers_and_bullets_of_a_list_are_taken_away(line: str):
    assert strip_numbering(line) == "Léa"


@pytest.mark.parametrize("line", ["-Marie", "+cmd|' /C calc'!A0", "=1+1", "O’Brien"])
def test_what_only_looks_like_a_bullet_stays(line: str):
    assert strip_numbering(line) == line


def test_a_pasted_list_survives_bullets_tabs_and_blank_lines():
    pasted = "1. Léa Martin\r\n\r\n2.\tNoé Dupont\r3)\tZoé\n  •\tInès   DE LA TOUR  \n\u00a0\n"
    assert [(row.line, row.surname, row.first_name) for row in read_text(pasted).rows] == [
        (1, "Martin", "Léa"),
        (3, "Dupont", "Noé"),
        (4, "", "Zoé"),
        (5, "DE LA TOUR", "Inès"),
    ]


def test_two_pasted_columns_are_told_apart_by_their_capitals():
    roster = read_text("MARTIN\tLéa\nNoé\tDUPONT\nPetit\tAnne\n3\tROUX\tÉloïse\t12/03/2014\tCM2")
    assert [(row.surname, row.first_name) for row in roster.rows] == [
        ("MARTIN", "Léa"),
        ("DUPONT", "Noé"),
        ("Petit", "Anne"),
        ("ROUX", "Éloïse"),
    ]
    assert [(problem.line, problem.kept) for problem in roster.problems] == [(3, True)]


def test_a_class_or_a_birth_date_in_the_next_column_is_left_behind():
    assert read_text("MARTIN Léa;12/03/2014;5e B").rows == (PupilRow(1, "MARTIN", "Léa", "", ""),)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("-----", "no name on this line"),
        ("42", "no name on this line"),
        ("Léa Martin 12/03/2014", "names only"),
        ("CM2 B", "names only"),
        ("Léa, Noé, Zoé", "one name per line"),
        ("de LA TOUR", "first name is missing"),
        ("Lé\x07a", "hidden character"),
        ("a" * 101, "too long"),
    ],
)
def test_a_line_that_is_no_name_is_a_problem_and_the_others_stay(line: str, says: str):
    roster = read_text(f"Noé Dupont\n{line}")
    assert [row.first_name for row in roster.rows] == ["Noé"]
    (problem,) = roster.problems
    assert (problem.line, problem.column, problem.kept) == (2, "", False)
    assert says in str(problem.message)


def test_accents_come_composed_and_apostrophes_typographic():
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Hồng, Zoé d'Été")
    (row,) = read_text(decomposed).rows
    assert (row.surname, row.first_name) == ("Nguyễn Thị Hồng", "Zoé d’Été")


def test_accents_decoded_twice_are_pointed_out():
    roster = read_text("LÃ©a Martin\nŸasmine Été")
    assert [row.line for row in roster.rows] == [1, 2]
    assert [(problem.line, problem.kept) for problem in roster.problems] == [(1, True)]
    assert "accents" in str(roster.problems[0].message)


def test_the_paste_box_has_limits():
    with pytest.raises(RosterRefused, match="no name to read"):
        read_text(" \n\t\n")
    with pytest.raises(RosterRefused, match="2 MB"):
        read_text("a" * (2 * 1024 * 1024 + 1))
    with pytest.raises(RosterRefused, match="2000 rows"):
        read_text("Léa\n" * 2001)
    assert len(read_text("Léa\n" * 2000).rows) == 2000


def test_a_refusal_is_not_a_problem_of_one_row():
    assert Problem(None, "", "x") == Problem(None, "", "x", kept=False)
