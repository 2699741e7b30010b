"""XLSX and ODS: values as a person reads them, and hostile files refused with a sentence."""

import datetime
import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from django.utils import translation
from odf import office, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from classroom.provisioning.readers import PupilRow, Roster, RosterRefused, read_file, read_text

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ("Nom", "Prénom", "Classe")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def xlsx(*rows: tuple, title: str = "Élèves") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """The same archive with some entries replaced, added, or taken away (None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, content in change.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def with_rows(xml: str, **entries: bytes) -> bytes:
    """A workbook whose first sheet holds this `sheetData`, written by hand."""
    sheet = f'<worksheet xmlns="urn:x"><sheetData>{xml}</sheetData></worksheet>'
    return rewritten(xlsx(HEADER), {SHEET: sheet.encode(), **entries})


def inline(*cells: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def ods(*rows: tuple[str, ...]) -> OpenDocumentSpreadsheet:
    document = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Élèves")
    document.spreadsheet.addElement(sheet)
    for cells in rows:
        row = table.TableRow()
        sheet.addElement(row)
        for cell in cells:
            holder = table.TableCell()
            holder.addElement(text.P(text=cell))
            row.addElement(holder)
    return document


def written(document: OpenDocumentSpreadsheet) -> bytes:
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def refusal(data: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(RosterRefused) as refused:
        read_file(name, data)
    return str(refused.value)


# --- what a school sends ---


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


def test_an_ods_gives_its_pupils():
    data = written(ods(HEADER, ("O'BRIEN", "Zoé", "CM2"), ("", "", ""), ("D'ÉTÉ", "Marie-Ève", "CM1")))
    assert read_file("a.ods", data) == Roster(
        (PupilRow(2, "O’BRIEN", "Zoé", "CM2", ""), PupilRow(4, "D’ÉTÉ", "Marie-Ève", "CM1", "")),
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


def shared(*items: str) -> bytes:
    """A sheet whose cells all point into the shared strings, in their order."""
    strings = "<sst>" + "".join(f"<si>{item}</si>" for item in items) + "</sst>"
    cells = [f'<c t="s"><v>{number}</v></c>' for number in range(len(items))]
    rows = "".join(f"<row>{''.join(cells[at : at + 3])}</row>" for at in range(0, len(cells), 3))
    return with_rows(rows, **{"xl/sharedStrings.xml": strings.encode()})


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


def test_an_ods_shows_its_text_and_not_its_notes():
    document = ods(HEADER)
    sheet = document.spreadsheet.getElementsByType(table.Table)[0]
    row = table.TableRow()
    surname = table.TableCell()
    note = office.Annotation()
    note.addElement(text.P(text="né le 01/03/2014"))
    surname.addElement(note)
    surname.addElement(text.P(text="DE LA"))
    surname.addElement(text.P(text="TOUR"))
    first_name = table.TableCell()
    paragraph = text.P()
    paragraph.addElement(text.Span(text="Jean"))
    paragraph.addElement(text.S())
    paragraph.addText("Luc")
    first_name.addElement(paragraph)
    for cell in (surname, first_name, table.CoveredTableCell()):
        row.addElement(cell)
    sheet.addElement(row)
    assert read_file("a.ods", written(document)).rows == (PupilRow(2, "DE LA TOUR", "Jean Luc", "", ""),)


def test_an_ods_repeats_rows_and_cells_without_counting_the_empty_ones():
    document = ods(HEADER)
    sheet = document.spreadsheet.getElementsByType(table.Table)[0]
    sheet.addElement(table.TableRow(numberrowsrepeated=3))
    twice = table.TableRow(numberrowsrepeated=2)
    cell = table.TableCell(numbercolumnsrepeated=2)
    cell.addElement(text.P(text="Ali"))
    twice.addElement(cell)
    twice.addElement(table.TableCell(numbercolumnsrepeated=16382))
    sheet.addElement(twice)
    empty = table.TableRow(numberrowsrepeated=1048570)
    empty.addElement(table.TableCell(numbercolumnsrepeated=16384))
    sheet.addElement(empty)
    rows = read_file("a.ods", written(document)).rows
    assert [(row.line, row.surname, row.first_name) for row in rows] == [(5, "Ali", "Ali"), (6, "Ali", "Ali")]


def test_a_table_inside_a_cell_of_an_ods_is_left_out():
    inner = b"<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
    inner = b"<table:table>" + inner + b"</table:table>"
    data = written(ods(HEADER, ("MARTIN", "Léa", "CM2")))
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    nested = content.replace(b"<text:p>MARTIN</text:p>", inner + b"<text:p>MARTIN</text:p>")
    assert nested != content
    assert read_file("a.ods", rewritten(data, {"content.xml": nested})).rows[0].surname == "MARTIN"


def test_a_repetition_that_is_no_number_counts_once():
    data = written(ods(HEADER, ("MARTIN", "Léa", "CM2")))
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    odd = content.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="-5">')
    assert len(read_file("a.ods", rewritten(data, {"content.xml": odd})).rows) == 1


# --- what an attacker sends ---


def test_two_cells_in_opposite_corners_cost_nothing():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(("MARTIN", "Léa", "CM2"))
    book.active["XFD1048576"] = "x"
    data = saved(book)
    tracemalloc.start()
    assert len(read_file("a.xlsx", data).rows) == 1
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


def test_a_bomb_is_refused_by_the_directory_before_it_is_opened():
    assert "too large once opened" in refusal(
        rewritten(xlsx(HEADER), {"xl/media/a": b"0" * (21 * 1024 * 1024)})
    )


def test_a_file_that_packs_too_well_is_refused():
    assert "too large once opened" in refusal(
        rewritten(xlsx(HEADER), {"xl/media/a": b"0" * (2 * 1024 * 1024)})
    )


def test_an_archive_of_thousands_of_entries_is_refused():
    assert "too large once opened" in refusal(rewritten(xlsx(HEADER), {f"x/{n}": b"" for n in range(1_001)}))


def test_a_size_that_lies_small_is_refused():
    content = b"<worksheet>" + b" " * 100_000 + b"</worksheet>"
    data = bytearray(rewritten(xlsx(HEADER), {SHEET: content}))
    true, small = len(content).to_bytes(4, "little"), (50).to_bytes(4, "little")
    assert bytes(data).count(true) >= 2
    assert "damaged" in refusal(bytes(data).replace(true, small))


def test_sheets_read_again_and_again_stop_at_the_same_bound():
    book = openpyxl.Workbook()
    data = saved(book)
    noise = b"<worksheet>" + b"".join(b"%d" % (n * n) for n in range(250_000)) + b"</worksheet>"
    links = b'<Relationships><Relationship Id="r" Target="worksheets/sheet1.xml"/></Relationships>'
    sheets = b"<workbook><sheets>" + b'<sheet id="r"/>' * 20 + b"</sheets></workbook>"
    small = rewritten(data, {SHEET: noise, "xl/_rels/workbook.xml.rels": links, "xl/workbook.xml": sheets})
    assert len(small) < 2 * 1024 * 1024
    assert "too large once opened" in refusal(small)


@pytest.mark.parametrize("xml", ["<a/>" * 700_000, "<a>" * 200 + "</a>" * 200])
def test_too_many_or_too_deep_elements_are_refused(xml: str):
    # Stored beside noise, so that neither the size nor the ratio refuses it first.
    noisy = "".join(f"<!--{n * 7919 % 99991}-->" for n in range(20_000))
    assert "too large once opened" in refusal(with_rows(noisy + xml))


def test_more_than_two_thousand_rows_are_refused_in_any_format():
    assert "2000 rows" in refusal(xlsx(("Prénom",), *[("Léa",)] * 2_001))
    assert "2000 rows" in refusal(xlsx(("Prénom",), *[("Léa",)] * 2_100))
    assert "2000 rows" in refusal(xlsx(*[("Léa",)] * 2_001))
    document = ods(("Prénom",), ("Léa",))
    rows = document.spreadsheet.getElementsByType(table.TableRow)
    rows[1].setAttribute("numberrowsrepeated", "99999999")
    assert "2000 rows" in refusal(written(document))


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("entry", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_dtd_is_refused_wherever_it_stands(entry: str):
    assert "DTD" in refusal(
        rewritten(xlsx(HEADER, ("MARTIN", "Léa", "CM2")), {entry: DOCTYPE + b"<x>&b;</x>"})
    )


def test_a_dtd_is_refused_in_an_ods():
    assert "DTD" in refusal(rewritten(written(ods(HEADER)), {"content.xml": DOCTYPE + b"<x>&b;</x>"}))


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet>",
        b"\x00\x01",
        b"<worksheet>&nowhere;</worksheet>",
        b'<?xml version="1.0" encoding="nowhere"?><a/>',
    ],
)
def test_broken_xml_is_said_to_be_damaged(xml: bytes):
    assert "damaged" in refusal(rewritten(xlsx(HEADER), {SHEET: xml}))


@pytest.mark.parametrize("name", ["a.xlsm", "A.XLSM", "a.xltm", "a.xlam", "a.xlsb"])
def test_macro_formats_are_refused_by_their_names(name: str):
    assert "macros" in refusal(xlsx(HEADER), name)


@pytest.mark.parametrize(
    "entry", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "Basic/script-lc.xml", "xl/workbook.bin"]
)
def test_macros_are_refused_under_an_innocent_name(entry: str):
    assert "macros" in refusal(rewritten(xlsx(HEADER), {entry: b"x"}))


def test_old_and_protected_files_are_told_apart():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert ".xls" in refusal(ole, "a.xls")
    assert "password" in refusal(ole + "EncryptedPackage".encode("utf-16-le"))
    manifest = b"<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    assert "password" in refusal(
        rewritten(written(ods(HEADER)), {"META-INF/manifest.xml": manifest}), "a.ods"
    )


def test_a_zip_with_a_password_is_refused():
    data = bytearray(xlsx(HEADER))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert "password" in refusal(bytes(data))


def test_other_archives_are_no_rosters():
    assert "It looks for" in refusal(
        rewritten(xlsx(HEADER), {"xl/workbook.xml": None, "word/document.xml": b"<w/>"}), "a.docx"
    )


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06" + bytes(10), xlsx(HEADER)[:900]])
def test_a_truncated_archive_is_said_to_be_damaged(data: bytes):
    assert "damaged" in refusal(data)


def test_an_unknown_compression_is_said_to_be_damaged():
    data = bytearray(xlsx(HEADER))
    for mark, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] = 97
            at = data.find(mark, at + 4)
    assert "damaged" in refusal(bytes(data))


def test_a_link_out_of_the_archive_opens_nothing():
    links = b'<Relationships><Relationship Id="rId1" Target="../../../../etc/passwd"/></Relationships>'
    assert "It looks for" in refusal(rewritten(xlsx(HEADER), {"xl/_rels/workbook.xml.rels": links}))


def test_nothing_is_written_to_a_temporary_folder(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_file("a.xlsx", xlsx(HEADER, ("MARTIN", "Léa", "CM2")))
    read_file("a.ods", written(ods(HEADER, ("MARTIN", "Léa", "CM2"))))
    read_text("Léa Martin")
    assert list(tmp_path.iterdir()) == []
