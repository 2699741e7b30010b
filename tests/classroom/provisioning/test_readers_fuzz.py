"""Whatever comes in, a roster or a refusal comes out: never another exception, never a dead process."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classroom.provisioning.readers import (
    Roster,
    RosterRefused,
    TeacherRoster,
    read_file,
    read_teachers,
    read_text,
)

ROSTERS = Path(__file__).parents[1] / "rosters"
SAMPLES = [path.read_bytes() for path in sorted(ROSTERS.glob("*.[ct][sx][vt]"))]
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FEW = settings(MANY, max_examples=60)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(("Nom", "Prénom", "Classe"))
    book.active.append(("MARTIN", "Léa", 6))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opendocument() -> bytes:
    out = io.BytesIO()
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(f"<table:table-row>{cell.format(a)}</table:table-row>" for a in ("Prénom", "Léa"))
    body = f"<o xmlns:table='t' xmlns:text='x'><table:table>{rows}</table:table></o>"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
    return out.getvalue()


WORKBOOK, OPENDOCUMENT = workbook(), opendocument()


def check(name: str, data: bytes) -> None:
    """The two doors of a file, and what they may answer."""
    for door, answer in ((read_file, Roster), (read_teachers, TeacherRoster)):
        try:
            roster = door(name, data)
        except RosterRefused:
            continue
        assert isinstance(roster, answer)
        assert all(str(problem.message) for problem in roster.problems)
        assert all(row.line >= 0 for row in roster.rows)


def mutated(sample: bytes, changes: list[tuple[int, int]], end: int) -> bytes:
    data = bytearray(sample)
    for at, byte in changes:
        data[at % len(data)] = byte
    return bytes(data[: len(data) - end])


CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), max_size=12)


@MANY
@given(st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a.txt", "", "a.xlsm"]), st.binary(max_size=4_000))
def test_any_bytes_are_answered(name: str, data: bytes):
    check(name, data)


@MANY
@given(
    st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"PK\x03\x04", b"PK\x05\x06"]),
    st.binary(max_size=500),
)
def test_any_bytes_after_a_known_mark_are_answered(mark: bytes, data: bytes):
    check("a", mark + data)


@MANY
@given(st.sampled_from(SAMPLES), CHANGES, st.integers(0, 40))
def test_a_spoilt_text_file_is_answered(sample: bytes, changes: list[tuple[int, int]], end: int):
    check("a.csv", mutated(sample, changes, end))


@MANY
@given(st.sampled_from([WORKBOOK, OPENDOCUMENT]), CHANGES, st.integers(0, 40))
def test_a_spoilt_archive_is_answered(sample: bytes, changes: list[tuple[int, int]], end: int):
    check("a.xlsx", mutated(sample, changes, end))


@FEW
@given(
    st.sampled_from(
        [
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "content.xml",
        ]
    ),
    CHANGES,
)
def test_spoilt_xml_in_a_sound_archive_is_answered(entry: str, changes: list[tuple[int, int]]):
    out = io.BytesIO()
    source = OPENDOCUMENT if entry == "content.xml" else WORKBOOK
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, changes, 0) if name == entry else content)
    check("a.xlsx", out.getvalue())


HEADERS = st.sampled_from(
    ["Nom;Prénom;Classe", "Élèves;Niveau", "Nom élève\tPrénom élève", "nom;courriel;classes", ""]
)
TEXT = st.text(st.characters(), max_size=400)


@MANY
@given(HEADERS, TEXT)
def test_any_text_is_answered(header: str, text: str):
    pasted = f"{header}\n{text}"
    with suppress(RosterRefused):
        assert isinstance(read_text(pasted), Roster)
    check("a.csv", pasted.encode("utf-8", errors="surrogatepass"))


@MANY
@given(TEXT)
def test_no_hidden_character_ever_reaches_a_row(text: str):
    try:
        rows = read_text(f"Nom;Prénom;Classe\n{text}").rows
    except RosterRefused:
        return
    for row in rows:
        together = row.surname + row.first_name + row.class_name + row.level
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in together)
        assert not set(together) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffd")
        assert row.first_name


@pytest.mark.parametrize("size", [1, 10, 100])
def test_prefixes_of_every_sample_are_answered(size: int):
    for sample in [*SAMPLES, WORKBOOK, OPENDOCUMENT]:
        check("a", sample[:size])
