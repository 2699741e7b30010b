"""Surnames of the class, and the words that they also are."""

import pytest

from moderation.checks import Around
from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("J'ai joué avec Kowalczyk à la récré", "Kowalczyk"),
        ("INÈS BENALI a gagné", "BENALI"),
        ("benali est trop forte", "benali"),
        ("Awa NDiaye a écrit le poème", "NDiaye"),
        ("mateus dasilva a marqué", "dasilva"),
        ("Signé : Apolline de Latour", "de Latour"),
        ("Emma Garcia Lopez chante", "Garcia Lopez"),
        ("ethan duboi dort", "duboi"),
        ("Sacha Kowalcyk a vomi", "Kowalcyk"),
        ("tom et hugo petit", "petit"),
        ("H. Petit est en anglais", "Petit"),
        ("le groupe : Petit, Martin", "Petit"),
        ("Zoé M a r t i n", "M a r t i n"),
        ("Léa Martin a fini", "Martin"),
        ("madame martin nous emmène", "martin"),
        ("Adam Rose dessine", "Rose"),
        ("leamartin", "leamartin"),
    ],
)
def test_a_surname_of_the_class_is_seen(text, name):
    assert name in seen("surname", text)


@pytest.mark.parametrize(
    "text",
    [
        "Petit à petit l’oiseau fait son nid.",
        "Le Petit Prince apprivoise le renard.",
        "Rose m'a prêté sa gomme",
        "Du bois et des clous",
        "Martin est le prénom du héros",
        "Le martin-pêcheur plonge",
        "Martin Luther King a fait un rêve",
        "la tour Eiffel",
        "de la tour on voit la vallée",
        "Une petite fleur rose",
        "Georges Dubois est le héros de mon histoire",
        "BLANC est le contraire de noir",
        "Le lapin Petit est en retard",
    ],
)
def test_a_word_a_first_name_and_somebody_else_are_innocent(text):
    assert not seen("surname", text)


def test_a_class_without_names_sees_none():
    assert not seen("surname", "Léa Martin", Around())
