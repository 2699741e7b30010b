"""The lists that cards and pseudonyms are drawn from are long enough, easy to complete, and kind."""

import unicodedata
from math import log2
from pathlib import Path

import pytest
import regex

FOLDER = Path(__file__).resolve().parents[2] / "classroom" / "words"
LANGUAGES = ["fr", "en"]

# Beginnings that a child must never find on a card: rude or cruel words, weapons, alcohol, death.
UNWELCOME_BEGINNINGS = {
    "fr": """
    merd puta pute encul couill salop batar connar connas chiott pisse fesse sexe sexu nichon teton
    penis vagin bite baise bordel gueul crett cretin debil idiot imbec stupid naze moche gros laid
    cochon truie guenon singe gorille vache dinde porc arme fusil pistol carabin revolv poignard
    sabre missile torpill bomb guerr tuer meurtr assass mort cadavr cercueil tombe suicid penden
    egorg sang blessant cruel haine torture alcool biere vodka whisky ivress ivrog drogu cigare
    tabac seringu diable demon enfer arsenic cyanure poison carnage atroce malheur detresse angoisse
    chagrin larme
    """,
    "en": """
    shit fuck bitch bastard cunt cock dick tit poo piss arse sex nude naked slut whore damn crap
    dumb stupid idiot moron ugly loser fat pig gorilla cow donkey gun rifle pistol bullet weapon
    sword knife bomb cannon missile war kill murder dead death die suicid corpse coffin blood
    torture cruel hate evil alcohol beer whisky wine drunk drug cigar tobacco poison devil demon
    tragic despair misery grief abuse victim slave lawsuit prison vicious asthma cancer fatal ghost
    orphan
    """,
}
# Innocent words that begin like an unwelcome one.
WELCOME = {"fr": set(), "en": {"father", "pigeon", "pool", "title", "warm", "warbler"}}


def entries(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def unwelcome(words: list[str], language: str) -> list[str]:
    beginnings = tuple(UNWELCOME_BEGINNINGS[language].split())
    return [w for w in words if folded(w).startswith(beginnings) and folded(w) not in WELCOME[language]]


@pytest.mark.parametrize("language", LANGUAGES)
class TestWordsOfTheCards:
    def test_five_words_make_fifty_bits(self, language):
        words = entries(f"{language}.txt")
        assert len(words) >= 1024
        assert 5 * log2(len(words)) >= 50

    def test_four_letters_are_enough_to_find_a_word(self, language):
        beginnings = [folded(word)[:4] for word in entries(f"{language}.txt")]
        assert len(beginnings) == len(set(beginnings))

    def test_no_word_is_the_beginning_of_another(self, language):
        words = sorted(map(folded, entries(f"{language}.txt")))
        assert not [(a, b) for a, b in zip(words, words[1:], strict=False) if b.startswith(a)]

    def test_words_are_short_lower_case_letters_in_nfc(self, language):
        for word in entries(f"{language}.txt"):
            assert regex.fullmatch(r"\p{Ll}{3,8}", word), word
            assert unicodedata.is_normalized("NFC", word)

    def test_words_are_sorted_without_accents(self, language):
        words = entries(f"{language}.txt")
        assert words == sorted(words, key=folded)

    def test_no_word_can_hurt_the_child_who_holds_it(self, language):
        assert unwelcome(entries(f"{language}.txt"), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
class TestPseudonyms:
    def test_there_are_enough_for_a_school_of_several_classes(self, language):
        assert len(entries(f"pseudonyms.{language}.txt")) >= 200

    def test_two_pupils_never_look_alike(self, language):
        names = [folded(name) for name in entries(f"pseudonyms.{language}.txt")]
        assert len(names) == len(set(names))

    def test_each_fits_beside_a_message(self, language):
        for name in entries(f"pseudonyms.{language}.txt"):
            assert len(regex.findall(r"\X", name)) <= 24, name
            assert regex.fullmatch(r"\p{Lu}[\p{L} '’-]*\p{L}", name), name

    def test_they_are_sorted_without_accents(self, language):
        names = entries(f"pseudonyms.{language}.txt")
        assert names == sorted(names, key=folded)

    def test_none_mocks_the_child_who_carries_it(self, language):
        words = [
            word for name in entries(f"pseudonyms.{language}.txt") for word in regex.split(r"[ '’-]", name)
        ]
        assert unwelcome(words, language) == []


def test_the_source_of_the_words_keeps_its_licence_beside_them():
    assert "Pavol Rusnak" in (FOLDER / "LICENSE-mnemonic.txt").read_text(encoding="utf-8")
    assert "mnemonic" in (FOLDER / "README.md").read_text(encoding="utf-8")
