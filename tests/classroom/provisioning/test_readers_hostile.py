"""Hostile spreadsheets: refused with a sentence, within bounds."""

import tracemalloc

import openpyxl
import pytest
from django.utils import translation
from odf import table

from classroom.provisioning.readers import read_file, read_text
from classroom.provisioning.sheets import Sheet
from tests.classroom.provisioning.workbooks import (
    HEADER,
    SHEET,
    ods,
    refusal,
    rewritten,
    saved,
    with_rows,
    written,
    xlsx,
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


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


def test_a_cell_in_the_last_column_does_not_make_its_row_wide():
    sheet = Sheet()
    sheet.put(1, 0, "MARTIN")
    sheet.put(1, 16_383, "x")
    assert sheet.table().rows == ((1, ("MARTIN",)),)
