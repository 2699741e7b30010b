"""What is no roster is refused with a sentence; a list without a header is one of names."""

import pytest
from django.utils import translation

from classroom.provisioning.readers import PupilRow, Roster, RosterRefused, read_file


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(text: str, name: str = "liste.csv") -> Roster:
    return read_file(name, text.encode())


def test_a_list_without_a_header_is_read_as_names():
    assert read("Léa Martin\nNoé\n", "liste.txt").shape == "names"
    assert read("Martin, Léa\n", "liste.txt").rows == (PupilRow(1, "Martin", "Léa", "", ""),)


@pytest.mark.parametrize(
    "text",
    [
        "MARTIN;Léa;CM2\n",
        "MARTIN\tLéa\n",
        "<html><table><tr><td>MARTIN</td></tr></table>",
        '{"nom": "MARTIN"}',
        "%PDF-1.7\nMARTIN",
        "PK pas un zip\x01",
        "Classe;Niveau\nCM2;CM2\n",
        "---\n===\n",
    ],
)
def test_what_is_no_roster_is_told_which_columns_are_looked_for(text: str):
    with pytest.raises(RosterRefused) as refusal:
        read(text)
    for column in ("Nom élève", "Prénom 1", "Élèves", "Classe"):
        assert column in str(refusal.value)


@pytest.mark.parametrize("data", [b"", b"  \r\n\t"])
def test_an_empty_file_is_said_to_be_empty(data: bytes):
    with pytest.raises(RosterRefused, match="empty"):
        read_file("a.csv", data)


def test_a_header_alone_is_said_to_have_no_pupil():
    with pytest.raises(RosterRefused, match="no pupil under them"):
        read("Nom;Prénom\n")


def test_limits_are_told_with_their_figures():
    with pytest.raises(RosterRefused, match="2 MB"):
        read_file("a.csv", b"a" * (2 * 1024 * 1024 + 1))
    for rows in (2_001, 2_200):
        with pytest.raises(RosterRefused, match="2000 rows"):
            read("Prénom\n" + "Léa\n" * rows)
    assert len(read("Prénom\n" + "Léa\n" * 2_000).rows) == 2_000
    with pytest.raises(RosterRefused, match="2000 rows"):
        read("Prénom\n" + "\n" * 30_000 + "Léa\n")


def test_a_cell_too_large_for_any_reader_is_refused_not_an_error():
    huge = "a" * 200_000
    with pytest.raises(RosterRefused, match="Row 2"):
        read(f"Nom;Prénom\n{huge};Léa\n")
    with pytest.raises(RosterRefused, match="columns"):
        read(f"{huge};\nNom;Prénom\n")
