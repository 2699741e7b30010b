"""Where somebody lives; streets of stories."""

import pytest

from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    "text",
    [
        "J'habite au 12 rue des Lilas",
        "3 bis allée des Tilleuls",
        "le 45, avenue de la République",
        "14 bd Gambetta",
        "Nous habitons au numéro six de la rue du Puits",
        "ma rue c’est rue Pasteur et mon numéro c’est le 16",
        "19 ter rue de la gare",
        "Bâtiment B appartement 12, cité des Peupliers",
        "8 impasse du Moulin 69999 Saint-Ardois",
        "digicode A4512, deuxième étage",
        "j'habite juste au-dessus de la boulangerie",
        "5 place de l'Église",
        "12, Grand'Place",
        "je suis à l'internat, bâtiment A, chambre 214",
        "gps de chez moi 48.8512, 2.2931",
        "vingt-deux boulevard Voltaire",
    ],
)
def test_a_place_where_to_find_somebody_is_seen(text):
    assert seen("address", text)


@pytest.mark.parametrize(
    "text",
    [
        "3 places de cinéma à gagner",
        "12 cours de natation",
        "J'ai 2 routes possibles dans mon jeu",
        "La salle 12 est au deuxième étage.",
        "Dans ce roman, la famille habite 12 rue de la Paix à Paris",
        "Sherlock Holmes habite au 221B Baker Street.",
        "La rue Mouffetard est dans un conte",
        "Ma rue est pleine de feuilles mortes",
        "Au 3e étage de la tour Eiffel on voit tout Paris",
        "J'habite une petite maison avec un jardin",
        "On a dessiné une rue du Moyen Âge",
    ],
)
def test_a_street_of_a_story_and_things_counted_are_innocent(text):
    assert not seen("address", text)
