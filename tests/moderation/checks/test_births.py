"""Dates of birth of living people."""

import pytest

from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    "text",
    [
        "Je suis née le 3 mars 2014.",
        "mon anniv c'est le 03/03/2014",
        "née le vingt-deux février deux mille treize",
        "Naissance : 2013-10-05",
        "Je suis de 2012, le 8 mai exactement",
        "date de naiss : 20/10/13",
        "le 13 avril j'aurai 11 ans",
        "né le quatre du cinq deux mille douze",
        "Mon petit frère est né le 30 août 2019",
        "Sacha, 11 mars 2012, poissons",
        "12 ans pile le 30 juin",
    ],
)
def test_a_day_with_its_year_or_its_age_is_seen(text):
    assert seen("birth", text)


@pytest.mark.parametrize(
    "text",
    [
        "Victor Hugo est né le 26 février 1802",
        "Mozart est né le 27 janvier 1756",
        "J’ai 11 ans et j’aime les maths.",
        "Mon anniversaire est en mars",
        "Le bébé panda est né le 4 août 2017 au zoo",
        "Exposé à rendre pour le 5 mai 2027",
        "L'armistice du 11 novembre 1918",
        "Le club fête ses 20 ans le 12 juin",
        "J'ai eu mon chat le 3 mars 2024",
    ],
)
def test_history_an_age_alone_and_appointments_are_innocent(text):
    assert not seen("birth", text)
