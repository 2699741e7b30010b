"""Accounts on other networks."""

import pytest

from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    "text",
    [
        "mon insta c'est lea_mrtn",
        "ajoute moi sur snap : tom.blc13",
        "@ines.bnl sur tiktok",
        "discord : sachouille#4821",
        "mon pseudo fortnite YannDu29_xX",
        "code ami switch SW-1234-5678-9012",
        "Snap hugolfb on fait les flammes ?",
        "mon pseudo c'est licornedor",
        "Abonnez-vous à ma chaîne YouTube « LeMondeDeZozo »",
        "mon id roblox c'est 48291734",
        "twitch.tv/ethanplays",
        "dm moi : @petithugo_off",
    ],
)
def test_the_name_of_an_account_is_seen(text):
    assert seen("handle", text)


@pytest.mark.parametrize(
    "text",
    [
        "@Léa M. tu as fini ton dessin ?",
        "Instagram c'est interdit avant 13 ans",
        "On a parlé de TikTok en EMC",
        "Do dièse s'écrit do#",
        "Mon frère passe trop de temps sur Snap",
        "mon compte est bon : 100 + 25 = 125",
        "Code couleur #FF8800 : orange",
        "On a inventé un pseudo pour notre personnage de roman",
        "Sur YouTube j'ai regardé une vidéo sur les baleines",
    ],
)
def test_speaking_of_networks_is_innocent(text):
    assert not seen("handle", text)
