"""Text files: encodings, separators, headers, quotes, rows that are no pupil."""

import pytest
from django.utils import translation

from classroom.provisioning.readers import PupilRow, Roster, RosterRefused, read_file


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


LEA = PupilRow(2, "ŒUVRARD", "Zoé", "CM2", "")
SIMPLE = "Nom;Prénom;Classe\nŒUVRARD;Zoé;CM2\n"


def read(text: str, name: str = "liste.csv") -> Roster:
    return read_file(name, text.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso8859-15", "utf-16"])
def test_every_encoding_of_a_school_gives_the_same_pupil(encoding: str):
    assert read_file("liste.csv", SIMPLE.encode(encoding)) == Roster((LEA,), (), "spreadsheet")


def test_utf16_in_big_endian_is_told_by_its_mark():
    assert read_file("a.txt", b"\xfe\xff" + SIMPLE.encode("utf-16-be")).rows == (LEA,)


def test_a_half_beside_no_letter_does_not_make_a_file_latin9():
    (row,) = read_file("a.csv", "Prénom;Classe\nZoé;½ groupe\n".encode("cp1252")).rows
    assert row.class_name == "½ groupe"


def test_latin9_letters_yield_to_a_byte_that_only_windows_has():
    data = "Prénom;Classe\nZoé;A½ – B\n".encode("cp1252")
    assert read_file("a.csv", data).rows[0].class_name == "A½ – B"


def test_a_byte_that_no_page_defines_is_reported_on_its_row():
    roster = read_file("a.csv", b"Nom;Pr\xe9nom\nMARTIN;L\x81a\nDUPONT;No\xe9\n")
    assert [row.first_name for row in roster.rows] == ["Noé"]
    assert [(problem.line, problem.column) for problem in roster.problems] == [(2, "Prénom")]
    assert "letter was lost" in str(roster.problems[0].message)


def test_a_utf16_file_cut_in_the_middle_of_a_letter_is_reported_on_its_row():
    roster = read_file("a.csv", "Nom;Prénom\nMARTIN;Léa\nDUPONT;Noé".encode("utf-16")[:-1])
    assert [(problem.line, problem.column) for problem in roster.problems] == [(3, "Prénom")]


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_all_taken(separator: str, end: str):
    assert read(SIMPLE.replace(";", separator).replace("\n", end)).rows == (LEA,)


@pytest.mark.parametrize(
    "header",
    [
        "Nom élève;Prénom élève;Libellé classe",
        "  NOM ÉLÈVE ;PRENOM ELEVE;LIBELLE CLASSE",
        '"Nom\nélève";"Prénom élève";"Libellé\r\nclasse"',
        "Nom de l'élève;Prénom de l’élève;Classe",
        "Surname;First name;Class",
        "Nom de famille;Prénom(s);Division",
        "Nom;Prénom \u202e;Classe",
    ],
)
def test_headers_are_matched_without_accents_case_or_spaces(header: str):
    assert read(f"{header}\nŒUVRARD;Zoé;CM2\n").rows[0].first_name == "Zoé"


def test_a_title_above_the_header_counts_as_a_row():
    assert read(f"sep=;\n\nListe des élèves; 5e B\n{SIMPLE}").rows == (
        PupilRow(5, "ŒUVRARD", "Zoé", "CM2", ""),
    )


def test_a_header_repeated_on_every_page_is_no_pupil():
    text = SIMPLE + SIMPLE.replace("Zoé", "Léa")
    assert [(row.line, row.first_name) for row in read(text).rows] == [(2, "Zoé"), (4, "Léa")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    text = 'Nom;Prénom;Adresse;Classe\nMARTIN;"Léa\n Marie";"1 rue\nde l’école";CM2\n\nDUPONT;Noé;;CM1\n'
    assert read(text).rows == (
        PupilRow(2, "MARTIN", "Léa Marie", "CM2", ""),
        PupilRow(4, "DUPONT", "Noé", "CM1", ""),
    )


@pytest.mark.parametrize("row", ['"MARTIN;Léa;CM2', '"MAR"TIN;Léa;CM2'])
def test_an_open_quote_refuses_the_file_instead_of_swallowing_pupils(row: str):
    with pytest.raises(RosterRefused, match="Row 3 cannot be read: a quotation mark"):
        read(f"{SIMPLE}{row}\nDUPONT;Noé;CM1\n")


def test_a_separator_that_shifts_the_columns_is_a_problem():
    roster = read(f"{SIMPLE}MARTIN;Léa;2 rue des Lilas; bât. B;CM2\n")
    assert roster.rows == (LEA,)
    assert [(problem.line, problem.kept) for problem in roster.problems] == [(3, False)]
    assert "separator" in str(roster.problems[0].message)


def test_a_separator_that_shifts_empty_columns_is_seen_by_the_length_of_the_row():
    roster = read("Nom;Prénom;Classe;A;B\nMARTIN;Léa;CM2;;\nDUPONT;Noé;CM2;;\nROUX;Anne;CM2;;;\n")
    assert [problem.line for problem in roster.problems] == [4]


def test_one_separator_more_on_every_row_is_only_a_habit():
    assert read("Nom;Prénom;Classe\nŒUVRARD;Zoé;CM2;\n").rows == (LEA,)


def test_a_row_may_stop_where_nothing_is_needed():
    assert read("Nom;Prénom;Classe;Adresse\nŒUVRARD;Zoé;CM2\n").rows == (LEA,)


def test_one_column_of_whole_names_under_nom():
    roster = read("Nom;Classe\nMARTIN Léa;CM2\n1. Noé DUPONT;CM2\nROUX;CM2\nZoé;CM2\n")
    assert [(row.surname, row.first_name) for row in roster.rows] == [
        ("MARTIN", "Léa"),
        ("DUPONT", "Noé"),
        ("", "Zoé"),
    ]
    assert [(problem.line, problem.column) for problem in roster.problems] == [(4, "Nom")]
    assert roster.shape == "pronote"


def test_a_whole_name_beside_its_first_name_is_not_split():
    assert read("Élève;Nom;Prénom\nX;MARTIN DUPONT;Léa Rose\n").rows == (
        PupilRow(2, "MARTIN DUPONT", "Léa Rose", "", ""),
    )


def test_a_pupil_without_a_surname_is_kept_and_shown():
    roster = read("Nom;Prénom\n;Zoé\n")
    assert roster.rows == (PupilRow(2, "", "Zoé", "", ""),)
    assert [(problem.line, problem.column, problem.kept) for problem in roster.problems] == [(2, "Nom", True)]


def test_first_names_alone_are_enough():
    roster = read("Prénom;Classe\nZoé;CM2\n")
    assert roster == Roster((PupilRow(2, "", "Zoé", "CM2", ""),), (), "spreadsheet")


def test_a_teaching_group_is_left_out_and_said():
    roster = read(
        "Nom de famille;Prénom 1;Type Structure;Lib. Structure\nMARTIN;Léa;G;LATIN\nMARTIN;Léa;D;5E B\n"
    )
    assert [row.class_name for row in roster.rows] == ["5E B"]
    assert [(problem.line, problem.column) for problem in roster.problems] == [(2, "Type Structure")]


def test_null_and_true_are_names():
    roster = read("Nom;Prénom\nNULL;True\nTrue;None\n#N/A;NaN\n")
    assert [(row.surname, row.first_name) for row in roster.rows] == [
        ("NULL", "True"),
        ("True", "None"),
        ("#N/A", "NaN"),
    ]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("L\x00éa", "hidden"),
        ("L\u202eéa", "hidden"),
        ("L\u2066éa", "hidden"),
        ("L\x85éa", "hidden"),
        ("L\ue000éa", "hidden"),
        ("Le" + "\u0301" * 7 + "a", "piles up"),
        ("L" * 101, "too long"),
        ("L" * 1001, "too long"),
        ("42", "no letter"),
        ("01/03/2014", "no letter"),
        ("Léa 01/03/2014", "names only"),
        ("Léa 000000001ZZ", "names only"),
    ],
)
def test_a_name_that_cannot_be_taken_says_its_row_and_column(cell: str, says: str):
    roster = read(f"Nom;Prénom;Classe\nMARTIN;{cell};CM2\n")
    assert roster.rows == ()
    (problem,) = roster.problems
    assert (problem.line, problem.column, problem.kept) == (2, "Prénom", False)
    assert says in str(problem.message)
    assert "CM2" not in str(problem.message)


@pytest.mark.parametrize("cell", ["", " ", "\u200b", "\u00a0\ufeff", "\u3164", "\u200d"])
def test_what_shows_nothing_is_nothing(cell: str):
    (problem,) = read(f"Nom;Prénom\nMARTIN;{cell}\n").problems
    assert "first name is missing" in str(problem.message)


def test_a_bad_class_is_a_problem_too():
    assert read("Nom;Prénom;Classe\nMARTIN;Léa;C\x01M2\n").problems[0].column == "Classe"


def test_broken_accents_are_pointed_out_on_a_row_that_stays():
    roster = read("Nom;Prénom\nMARTIN;LÃ©a\n")
    assert len(roster.rows) == 1
    assert [(problem.line, problem.column, problem.kept) for problem in roster.problems] == [
        (2, "Prénom", True)
    ]


def test_a_footer_is_dropped_at_the_end_only():
    roster = read("Nom;Prénom\n2 élèves\nMARTIN;Léa\n28 élèves\n Édité le 02/09/2026\n")
    assert [row.line for row in roster.rows] == [3]
    assert [problem.line for problem in roster.problems] == [2]
