"""E-mail addresses, typed or said."""

import pytest

from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    "address",
    [
        "lea.martin@exemple.fr",
        "LEA@EXEMPLE.FR",
        "lea＠exemple.fr",
        "nathan12 @ exemple.net",
        "lea arobase exemple point fr",
        "lea arobaz exemple point fr",
        "lea (at) exemple (dot) com",
        "lea[at]exemple.org",
        "lea2013 chez gmail.com",
        "lea at hotmail dot com",
        "lea {arobase} exemple {point} com",
        "l e a @ e x e m p l e . f r",
    ],
)
def test_an_address_is_seen_in_each_writing(address):
    assert seen("email", f"écris à {address}")


def test_a_box_named_beside_its_host_is_seen():
    assert seen("email", "mon gmail c'est sachakow2012")


@pytest.mark.parametrize(
    "text",
    [
        "@Léa M. tu as fini ton dessin ?",
        "merci @Tom B. bravo",
        "Le signe @ se dit arobase en français",
        "chez mamie il y a un point d'eau",
        "Une adresse mail a toujours une arobase et un point.",
        "On a appris à écrire point com",
        "On a écrit un courriel au maire",
    ],
)
def test_speaking_of_mail_or_of_a_classmate_is_innocent(text):
    assert not seen("email", text)
