"""The school and its town."""

import pytest

from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    "text",
    [
        "Je suis au collège Jules-Ferry",
        "clg jules ferry le meilleur",
        "RDV devant Jules Ferry",
        "Qui est à J. Ferry ?",
        "4e au clg J.F. et fière",
        "Il pleut à Villeneuve sur Ardoise",
        "J'habite Villeneuve s/ Ardoise",
        "la fête de villneuve sur ardoise",
        "je reviens a villeneuve dimanche",
    ],
)
def test_the_school_and_its_town_are_seen_short_or_misspelt(text):
    assert seen("place", text)


@pytest.mark.parametrize(
    "text",
    [
        "Jules Ferry a rendu l'école gratuite en 1881.",
        "Les lois de Jules Ferry",
        "On prend le ferry pour la Corse",
        "Jules est absent",
        "Villeneuve-sur-Lot est loin",
        "On a dormi à Villeneuve-lès-Avignon",
        "L'ardoise est une roche",
        "Notre collège a gagné",
    ],
)
def test_the_statesman_and_other_towns_are_innocent(text):
    assert not seen("place", text)
