"""Spreadsheets for tests: made by the usual libraries, then bent by hand."""

import io
import zipfile

import openpyxl
import pytest
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet

from classroom.provisioning.readers import RosterRefused, read_file

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ("Nom", "Prénom", "Classe")


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


def shared(*items: str) -> bytes:
    """A sheet whose cells all point into the shared strings, in their order."""
    strings = "<sst>" + "".join(f"<si>{item}</si>" for item in items) + "</sst>"
    cells = [f'<c t="s"><v>{number}</v></c>' for number in range(len(items))]
    rows = "".join(f"<row>{''.join(cells[at : at + 3])}</row>" for at in range(0, len(cells), 3))
    return with_rows(rows, **{"xl/sharedStrings.xml": strings.encode()})
