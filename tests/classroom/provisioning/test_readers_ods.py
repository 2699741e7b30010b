"""ODS: the text that a person reads in each cell."""

import io
import zipfile

import pytest
from django.utils import translation
from odf import office, table, text

from classroom.provisioning.readers import PupilRow, Roster, read_file
from tests.classroom.provisioning.workbooks import HEADER, ods, rewritten, written


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_an_ods_gives_its_pupils():
    data = written(ods(HEADER, ("O'BRIEN", "Zoé", "CM2"), ("", "", ""), ("D'ÉTÉ", "Marie-Ève", "CM1")))
    assert read_file("a.ods", data) == Roster(
        (PupilRow(2, "O’BRIEN", "Zoé", "CM2", ""), PupilRow(4, "D’ÉTÉ", "Marie-Ève", "CM1", "")),
        (),
        "spreadsheet",
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
