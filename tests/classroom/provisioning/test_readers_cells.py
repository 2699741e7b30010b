"""One cell: cleaned on the way in, harmless on the way out."""

import csv
import io

import pytest

from classroom.provisioning.cells import Unreadable, clean, misread
from classroom.provisioning.readers import fold, neutralise


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("  Jean\u00a0\n Luc ", "Jean Luc"),
        ("D'ETE", "D’ETE"),
        ("D`ETE", "D’ETE"),
        ("D\u00b4ETE", "D’ETE"),
        ("N\u02bcDIAYE", "N’DIAYE"),
        ("/C calc'!A0", "/C calc'!A0"),
        ("E\u0301loi\u0308se", "Éloïse"),
        ("Lé\u00ada\u200b", "Léa"),
        ("نی\u200cما", "نی\u200cما"),
        ("İrem Çağrı", "İrem Çağrı"),
        ("cœur", "cœur"),
        ("\u200c\u200d", ""),
        ("a" * 100, "a" * 100),
    ],
)
def test_a_cell_is_taken_as_its_author_saw_it(written: str, taken: str):
    assert clean(written) == taken


@pytest.mark.parametrize(
    "written", ["\x00", "a\x1c", "\x9f", chr(0xD800), "\ufffd", "\u200e", "\U000e0041", "a" * 101]
)
def test_a_cell_with_something_hidden_or_lost_is_unreadable(written: str):
    with pytest.raises(Unreadable):
        clean(written)


def test_marks_may_pile_up_to_four():
    assert clean("q" + "\u0323" * 4)
    with pytest.raises(Unreadable):
        clean("q" + "\u0323" * 5)
    assert clean("q\u0323\u0323\u0323q\u0323\u0323\u0323")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("LÉA", "lea"),
        ("Œuvrard", "oeuvrard"),
        ("O’BRIEN", "O'Brien"),
        ("İrem", "irem"),
        ("Yıldız", "YILDIZ"),
        ("Jean-Luc", "jean luc"),
        ("Straße", "strasse"),
        ("Nguyễn Thị Hồng", "nguyen thi hong"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Nom d’usage élève (2)", "nom d usage eleve 2"),
    ],
)
def test_folding_joins_what_a_person_takes_for_the_same(one: str, two: str):
    assert fold(one) == fold(two)


def test_folding_keeps_different_names_apart():
    assert len({fold(name) for name in ("Léa", "Léo", "Lia", "Lé a")}) == 4


@pytest.mark.parametrize("text", ["LÃ©a", "AndrÃ©", "cÅ“ur", "l’Ã©tÃ©".replace("’", "â€™")])
def test_accents_decoded_twice_are_recognised(text: str):
    assert misread(text)


@pytest.mark.parametrize("text", ["Léa", "ÉTÉ", "Nguyễn", "Lea", "ÃO", "Ã", "日本"])
def test_right_accents_are_left_alone(text: str):
    assert not misread(text)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "＠x"],
)
def test_what_a_spreadsheet_would_run_is_neutralised(cell: str):
    assert neutralise(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Léa", "O’BRIEN", "", "5e B", "1-2", "<b>"])
def test_plain_cells_are_exported_as_they_are(cell: str):
    assert neutralise(cell) == cell


def test_a_number_is_exported_as_text():
    assert neutralise(6) == "6"
    assert neutralise(-6) == "'-6"


def test_a_neutralised_cell_survives_a_csv_file():
    out = io.StringIO()
    csv.writer(out).writerow([neutralise("=A1;B1"), neutralise("Léa")])
    assert out.getvalue() == "'=A1;B1,Léa\r\n"
