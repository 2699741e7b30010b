"""Telephone numbers in every writing; figures that are none."""

import pytest

from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    "number",
    [
        "06 39 98 12 34",
        "06.39.98.12.34",
        "06/39/98/12/34",
        "06-39-98-12-34",
        "0639981234",
        "06_39_98_12_34",
        "0 6 3 9 9 8 1 2 3 4",
        "O6 39 98 l2 34",
        "06❤️39❤️98❤️12❤️34",
        "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre",
        "zerosix trenteneuf quatrevindizuit douze onze",
        "zéro six trois neuf neuf huit un deux trois quatre",
        "06 trente-neuf 98 douze 34",
        "zéro sis trante neuf nonante huit douze dix",
        "٠٦ ٣٩ ٩٨ ١٢ ٣٤",
    ],
)
def test_a_french_number_is_seen_whole_in_each_writing(number):
    assert seen("phone", f"voila {number} !") == [number]


@pytest.mark.parametrize(
    "number",
    ["+33 6 39 98 12 34", "0033639981234", "+32 470 00 12 34", "+44 7700 900 123", "+33 (0)6 39 98 12 34"],
)
def test_a_number_of_another_country_is_seen(number):
    assert seen("phone", f"depuis la colo {number}") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "mon 06 : 39 98 74 85",
        "mon numéro commence par 06 39 et finit par 98 55 10",
        "appelle, à l'envers : 43 21 89 93 60",
        "mon tel sans le zéro : 639981234",
        "(06) 39 98 12 34",
        "0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣1️⃣2️⃣3️⃣4️⃣",
    ],
)
def test_a_number_in_pieces_or_in_disguise_is_seen(text):
    assert seen("phone", text)


@pytest.mark.parametrize(
    "text",
    [
        "Le débarquement a eu lieu le 06 juin 1944.",
        "π = 3,14159 26535 89793 23846",
        "Nos scores : 12, 34, 06, 39 et 98",
        "Compte de deux en deux : 02 04 06 08 10 12",
        "ISBN 978-2-07-061275-8",
        "Le livre coûte 12,50 € et la trousse 6 €.",
        "Chambre 12 contre chambre 34 : 06 à 08",
        "Départ à 06 h 39, arrivée à 12 h 34, pause de 98 minutes",
        "dix, neuf, huit, sept, six, cinq, quatre, trois, deux, un, zéro",
        "Le 3018, le 119 et le 112",
        "La lumière va à 299 792 458 m/s",
    ],
)
def test_figures_that_reach_nobody_are_innocent(text):
    assert not seen("phone", text)
