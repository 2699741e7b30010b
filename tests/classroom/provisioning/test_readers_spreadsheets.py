"""XLSX: values as a person reads them."""

import datetime

import openpyxl
import pytest
from django.utils import translation
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from classroom.provisioning.readers import PupilRow, Roster, read_file
from tests.classroom.provisioning.workbooks import (
    HEADER,
    inline,
    refusal,
    rewritten,
    saved,
    shared,
    with_rows,
    xlsx,
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_an_xlsx_gives_its_pupils():
    data = xlsx(HEADER, ("O'BRIEN", "Zoé", "CM2"), (), ("Nguyễn", "Thị Hồng", 6), ("NULL", True, 6.5))
    assert read_file("a.xlsx", data) == Roster(
        (
            PupilRow(2, "O’BRIEN", "Zoé", "CM2", ""),
            PupilRow(4, "Nguyễn", "Thị Hồng", "6", ""),
            PupilRow(5, "NULL", "TRUE", "6.5", ""),
        ),
        (),
        "spreadsheet",
    )


def test_the_kind_is_told_by_the_content_not_by_the_name():
    assert read_file("élèves.csv", xlsx(HEADER, ("MARTIN", "Léa", "CM2"))).rows[0].first_name == "Léa"


def test_onde_columns_are_known_in_a_spreadsheet_too():
    data = xlsx(
        ("Nom élève", "Nom d’usage élève", "Prénom élève", "INE"), ("MARTIN", None, "Léa", "000000001ZZ")
    )
    assert read_file("a.xlsx", data) == Roster((PupilRow(2, "MARTIN", "Léa", "", ""),), (), "onde")


def test_the_first_sheet_that_looks_like_a_roster_is_read():
    book = openpyxl.Workbook()
    book.active.append(("Consignes", "et rien d’autre"))
    book.create_chartsheet()
    for name in ("Léa", "Noé"):
        sheet = book.create_sheet()
        sheet.append(("Liste de la classe",))
        sheet.append(("Prénom",))
        sheet.append((name,))
    assert read_file("a.xlsx", saved(book)).rows == (PupilRow(3, "", "Léa", "", ""),)


def test_a_sheet_of_names_without_a_header_is_read():
    assert read_file("a.xlsx", xlsx(("Léa Martin",), (None, "Noé Dupont"))) == Roster(
        (PupilRow(1, "Martin", "Léa", "", ""), PupilRow(2, "Dupont", "Noé", "", "")), (), "names"
    )


def test_two_columns_without_a_header_are_refused():
    assert "It looks for" in refusal(xlsx(("MARTIN", "Léa"), ("DUPONT", "Noé")))


def test_dates_become_days_and_a_name_that_is_one_is_a_problem():
    day = datetime.date(2014, 3, 1)
    roster = read_file(
        "a.xlsx", xlsx(HEADER, ("MARTIN", "Léa", day), ("DUPONT", day, "CM2"), ("ROUX", 12, "CM2"))
    )
    assert roster.rows == (PupilRow(2, "MARTIN", "Léa", "01/03/2014", ""),)
    assert [(problem.line, problem.column) for problem in roster.problems] == [(3, "Prénom"), (4, "Prénom")]


def test_formats_of_ones_own_are_dates_when_they_show_a_day():
    book = openpyxl.Workbook()
    book.active.append(("Prénom", "Classe"))
    shown = [
        ("d mmm yyyy", "02/01/1900"),
        ('0" day"', "3"),
        ("[Red]0.0", "3"),
        ("\\d0", "3"),
        ("mm-dd-yy", "02/01/1900"),
    ]
    for number, (code, _shown) in enumerate(shown, 2):
        book.active.append(("Léa", 3))
        book.active.cell(number, 2).number_format = code
    assert [row.class_name for row in read_file("a.xlsx", saved(book)).rows] == [
        text for _code, text in shown
    ]


def test_the_calendar_of_1904_is_heeded():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(("Prénom", "Classe"))
    book.active.append(("Léa", datetime.date(2026, 9, 1)))
    assert read_file("a.xlsx", saved(book)).rows[0].class_name == "01/09/2026"


def test_a_formula_gives_the_value_that_was_saved_with_it():
    row = (
        '<row r="2"><c r="A2" t="str"><f>UPPER("martin")</f><v>MARTIN</v></c>'
        '<c r="B2" t="str"><v>Léa</v></c><c r="C2" t="e"><v>#REF!</v></c></row>'
    )
    assert read_file("a.xlsx", with_rows(inline(*HEADER) + row)).rows == (
        PupilRow(2, "MARTIN", "Léa", "", ""),
    )


def test_rich_text_is_joined_and_its_reading_guide_left_out():
    book = openpyxl.Workbook(write_only=False)
    book.active.append(HEADER)
    book.active["A2"] = "MARTIN"
    book.active["B2"] = CellRichText(TextBlock(InlineFont(b=True), "Lé"), "a")
    assert read_file("a.xlsx", saved(book)).rows[0].first_name == "Léa"
    guided = '<row><c t="inlineStr"><is><t>李</t><rPh><t>り</t></rPh></is></c><c t="str"><v>Mei</v></c></row>'
    assert read_file("a.xlsx", with_rows(inline(*HEADER) + guided)).rows[0].surname == "李"


def test_cells_without_references_follow_each_other():
    rows = read_file("a.xlsx", with_rows(inline(*HEADER) + inline("MARTIN", "Léa", "CM2"))).rows
    assert rows == (PupilRow(2, "MARTIN", "Léa", "CM2", ""),)


def test_escaped_characters_are_read_as_what_they_stand_for():
    roster = read_file("a.xlsx", with_rows(inline(*HEADER) + inline("MARTIN_x000D_", "Léa", "C_x0001_M2")))
    assert roster.problems[0].column == "Classe"
    assert (
        read_file("a.xlsx", with_rows(inline(*HEADER) + inline("MAR_x000D_\nTIN", "Léa"))).rows[0].surname
        == "MAR TIN"
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="s"><v>9999</v></c>', ""),
        ('<c t="s"><v>-1</v></c>', ""),
        ('<c t="s"><v>x</v></c>', ""),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="d"><v>2026-09-01T00:00:00</v></c>', "01/09/2026"),
        ('<c t="d"><v>demain</v></c>', "demain"),
        ("<c><v>nan</v></c>", "nan"),
        ("<c><v>1e300</v></c>", "1e300"),
        ("<c><v></v></c>", ""),
        ("<c><v>6.0</v></c>", "6"),
        ("<c><v>six</v></c>", "six"),
        ('<c r="??"><v>6</v></c>', "6"),
        ('<c s="99"><v>6</v></c>', "6"),
        ("<c/>", ""),
    ],
)
def test_odd_cells_become_plain_text(cell: str, shown: str):
    row = f"<row>{inline('MARTIN', 'Léa')[5:-6]}{cell}</row>"
    assert read_file("a.xlsx", with_rows(inline(*HEADER) + row)).rows == (
        PupilRow(2, "MARTIN", "Léa", shown, ""),
    )


def test_shared_strings_are_joined_without_their_reading_guide():
    guided = "<r><t>李</t></r><rPh><t>り</t></rPh><phoneticPr/>"
    data = shared(
        "<t>Nom</t>",
        "<t>Prénom</t>",
        "<t>Classe</t>",
        guided,
        "<r><t>Me</t></r><r><t>i</t></r>",
        "<t>CM2</t>",
    )
    assert read_file("a.xlsx", data).rows == (PupilRow(2, "李", "Mei", "CM2", ""),)


def test_a_workbook_without_its_strings_or_links_has_no_roster():
    data = shared("<t>Nom</t>", "<t>Prénom</t>")
    assert "no pupil under them" in refusal(data)
    assert "It looks for" in refusal(rewritten(data, {"xl/sharedStrings.xml": None}))
    assert "It looks for" in refusal(rewritten(data, {"xl/_rels/workbook.xml.rels": None}))


def test_a_workbook_without_styles_is_read():
    data = rewritten(xlsx(HEADER, ("MARTIN", "Léa", 6)), {"xl/styles.xml": None})
    assert read_file("a.xlsx", data).rows[0].class_name == "6"


def test_a_format_that_is_no_number_is_no_date():
    styles = b'<a><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="x"/></cellXfs></a>'
    row = f"<row>{inline('MARTIN', 'Léa')[5:-6]}<c s='0'><v>3</v></c></row>"
    data = rewritten(with_rows(inline(*HEADER) + row), {"xl/styles.xml": styles})
    assert read_file("a.xlsx", data).rows[0].class_name == "3"


def test_cells_far_to_the_right_are_notes_in_the_margin():
    row = "".join(
        f'<c r="{at}" t="str"><v>{text}</v></c>'
        for at, text in (("A2", "MARTIN"), ("B2", "Léa"), ("XFD2", "x"))
    )
    row = f'<row r="2">{row}</row>'
    assert read_file("a.xlsx", with_rows(inline(*HEADER) + row)).rows == (
        PupilRow(2, "MARTIN", "Léa", "", ""),
    )
