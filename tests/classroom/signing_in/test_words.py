"""Words are read as children write them."""

import math

import pytest

from classroom.signing_in import words

CARD = "01890000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    "typed",
    [
        ["abeille", "bateau", "école", "cœur", "fête"],
        ["ABEILLE", "Bateau", "ECOLE", "coeur", "fete"],
        ["  abeille ", "bat eau", "éco-le", "cœur", "fête"],
        ["abei", "bate", "ecol", "coeu", "fete"],
        ["abeillle", "bateaux", "écoles", "coeurs", "fêtes"],
        ["abeille bateau école cœur fête"],
        ["", "abeille, bateau; école-cœur fête", ""],
    ],
)
def test_capitals_accents_spaces_and_endings_do_not_matter(typed):
    right = words.mac(CARD, ["abeille", "bateau", "école", "cœur", "fête"])
    assert words.mac(CARD, words.read(typed)) == right


@pytest.mark.parametrize("typed", [["abxille", "bateau", "école", "cœur", "fête"], ["abeille"], []])
def test_other_letters_do(typed):
    right = words.mac(CARD, ["abeille", "bateau", "école", "cœur", "fête"])
    assert words.mac(CARD, words.read(typed)) != right


def test_no_two_words_of_a_list_are_the_same_for_a_card():
    for language in words.LANGUAGES:
        keys = [words.bare(word)[: words.LETTERS] for word in words.words_in(language)]
        assert len(keys) == len(set(keys))


def test_a_language_without_a_list_takes_the_french_one():
    assert words.words_in("br") == words.words_in("fr")


def test_words_are_drawn_from_the_whole_list_and_make_fifty_bits():
    for language in words.LANGUAGES:
        assert math.perm(len(words.words_in(language)), words.COUNT) >= 2**50
    seen = {word for _each in range(4000) for word in words.draw("en")}
    assert seen == set(words.words_in("en"))


def test_no_word_comes_twice_on_a_card(monkeypatch):
    monkeypatch.setattr(words, "words_in", lambda language: ("un", "deux", "trois", "quatre", "cinq"))
    assert sorted(words.draw("fr")) == ["cinq", "deux", "quatre", "trois", "un"]


@pytest.mark.parametrize("verifier", ["fresh", "hardened"])
def test_a_card_s_words_outlive_a_change_of_the_server_s_secret_that_is_kept_as_an_old_one(
    settings, verifier
):
    five = ("lapin", "pomme", "tasse", "route", "neige")
    kept = words.FRESH + words.mac("card", five)
    if verifier == "hardened":
        kept = words.hardened(kept)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 8
    assert not words.agree("card", kept, five)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert words.agree("card", kept, five)
    assert not words.agree("card", kept, five[::-1])
