"""Every file that a school exports gives exactly its pupils, or the right sentence at the right place."""

from pathlib import Path

import pytest
from django.utils import translation

from classroom.provisioning.readers import Problem, PupilRow, Roster, read_file, read_text


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


ROSTERS = Path(__file__).parents[1] / "rosters"
NAMES = [
    ("MARTIN", "Léa"),
    ("DUPONT", "Noé"),
    ("DE LA TOUR", "Inès"),
    ("O’BRIEN", "Zoé"),
    ("LE GOFF", "Chloé"),
    ("N’DIAYE", "Théo"),
    ("GARCÍA-LÓPEZ", "Maël"),
    ("BÜYÜK", "Anaïs"),
    ("ŒUVRARD", "Jean-Luc"),
    ("D’ÉTÉ", "Marie-Ève"),
    ("NULL", "Ülkü"),
    ("LÉVÊQUE", "Siân"),
    ("BEN AMAR", "D’Artagnan"),
    ("VAN DEN BERG", "Cœur"),
    ("FAÿ", "Aïssatou"),
    ("PETIT", "Nguyễn"),
    ("ROUX", "Éloïse"),
    ("MOREAU", "Raphaël"),
    ("FOURNIER", "Soë"),
    ("GIRARD", "Yaëlle"),
    ("BONNET", "Hugo"),
    ("FONTAINE", "Tom"),
    ("ROUSSEAU", "Nina"),
    ("VINCENT", "Adam"),
    ("MULLER", "Louise"),
    ("LEFÈVRE", "Jules"),
    ("FAURE", "Sarah"),
    ("ANDRÉ", "Lina"),
]
# cp1252 has no ễ: those files have one pupil less.
WESTERN_NAMES = [name for name in NAMES if name[1] != "Nguyễn"]


def read(name: str) -> Roster:
    return read_file(name, (ROSTERS / name).read_bytes())


def rows(names: list[tuple[str, str]], class_name: str, *levels: str) -> tuple[PupilRow, ...]:
    """One row a name from row 2 on, the levels in turn."""
    return tuple(
        PupilRow(line, surname, first_name, class_name, levels[line % len(levels)])
        for line, (surname, first_name) in enumerate(names, 2)
    )


def test_onde_in_cp1252_gives_its_pupils_and_the_usage_name_wins():
    names = [("O’BRIEN-ROY", first) if last == "O’BRIEN" else (last, first) for last, first in WESTERN_NAMES]
    assert read("onde_cp1252.csv") == Roster(rows(names, "CM1-CM2 A", "CM2", "CM1"), (), "onde")


def test_onde_in_utf8_with_curly_apostrophes_gives_its_pupils_and_no_word_of_its_footer():
    assert read("onde_utf8_bom_curly.csv") == Roster(rows(NAMES, "CM1-CM2 A", "CM2", "CM1"), (), "onde")


def test_onde_with_two_classes_keeps_them_apart():
    everyone = rows(NAMES, "6e A", "6e")
    moved = tuple(
        PupilRow(r.line, r.surname, r.first_name, "6e B" if r.line >= 16 else "6e A", "6e") for r in everyone
    )
    assert read("onde_two_classes.csv") == Roster(moved, (), "onde")


def test_onde_with_homonyms_keeps_each_of_them():
    names = [*NAMES[:6], ("MARTIN", "Léa"), ("MARTIN", "LEA")]
    assert read("onde_homonyms.csv") == Roster(rows(names, "CM1-CM2 A", "CM2", "CM1"), (), "onde")


def test_onde_with_bad_rows_says_which_row_and_column_and_keeps_the_others():
    roster = read("onde_bad_rows.csv")
    good = tuple(row for row in rows(NAMES[:8], "CM1-CM2 A", "CM2", "CM1") if row.line not in (6, 8))
    assert roster.rows == good
    assert roster.problems == (
        Problem(6, "Prénom élève", "The first name is missing. Write it in the file."),
        Problem(8, "Niveau", "The row stops after 5 columns out of 22. Complete it in the file."),
    )


def test_onde_with_formulas_takes_them_as_the_text_they_are():
    names = [
        ('=HYPERLINK("http://x.example";"y")', "Léa"),
        ("DUPONT", "+cmd|' /C calc'!A0"),
        ("@SUM(A1:A9)", "Inès"),
        ("O’BRIEN", "<script>alert(1)</script>"),
        ("LE GOFF", "Chloé"),
    ]
    assert read("onde_formulas.csv") == Roster(rows(names, "CM1-CM2 A", "CM2", "CM1"), (), "onde")


def test_siecle_gives_its_pupils():
    assert read("siecle_cp1252.csv") == Roster(rows(WESTERN_NAMES, "SECONDE 4", "SECONDE"), (), "siecle")


def test_pronote_in_cp1252_splits_the_names():
    assert read("pronote_cp1252.csv") == Roster(rows(WESTERN_NAMES, "5e B", ""), (), "pronote")


def test_pronote_in_utf16_with_tabs_splits_the_names():
    assert read("pronote_tab_utf16.txt") == Roster(rows(NAMES, "5e B", ""), (), "pronote")


PASTED = (
    PupilRow(1, "Martin", "Léa", "", ""),
    PupilRow(2, "Dupont", "Noé", "", ""),
    PupilRow(4, "DE LA TOUR", "Jean-Luc", "", ""),
    PupilRow(5, "O’BRIEN", "Zoé", "", ""),
    PupilRow(6, "Van den Berg", "Siân", "", ""),
)


def test_pasted_names_are_read_in_both_orders():
    assert read("pasted_names.txt") == Roster(PASTED, (), "names")
    assert read_text((ROSTERS / "pasted_names.txt").read_text(encoding="utf-8")) == Roster(
        PASTED, (), "names"
    )


@pytest.mark.parametrize("path", sorted(ROSTERS.glob("*.[ct][sx][vt]")), ids=lambda path: path.name)
def test_nothing_but_names_class_and_level_leaves_the_reader(path: Path):
    roster = read_file(path.name, path.read_bytes())
    everything = repr(roster) + " ".join(str(problem.message) for problem in roster.problems)
    for secret in (
        "ZZ",
        "AB'",
        "2016",
        "2014",
        "Lilas",
        "99999",
        "VILLENEUVE",
        "FRANCE",
        "2345678",
        "20010019110",
    ):
        assert secret not in everything


def test_a_pasted_table_is_read_like_its_file():
    text = (ROSTERS / "onde_two_classes.csv").read_text(encoding="utf-8")
    assert read_text(text) == read("onde_two_classes.csv")


def test_sentences_wait_for_the_reader_s_language():
    problem = read("onde_bad_rows.csv").problems[1]
    with translation.override("fr"):
        assert (
            str(problem.message) == "La ligne s’arrête après 5 colonnes sur 22. Complétez-la dans le fichier."
        )
    with translation.override("en"):
        assert str(problem.message).startswith("The row stops after 5 columns")
