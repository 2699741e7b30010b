"""Words are found past accents, capitals, ligatures and plurals, the nearest first."""

from dataclasses import replace

import pytest

from classroom.lexicon.entries import KINDS, THEMES, written_in
from classroom.lexicon.search import NOWHERE, by_theme, in_order, initial, letters, matching, rank

FRENCH = written_in("fr")


def entry(word, **parts):
    parts = {"also": (), "child": "", "longer": ()} | parts
    return replace(FRENCH["draft"], slug=word, word=word, **parts)


def words(asked, *found):
    return [each.word for each in matching(found, asked)]


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("oeuvre", "œuvre"),
        ("œuvre", "oeuvre"),
        ("ŒUVRE", "œuvre"),
        ("ete", "été"),
        ("ÉTÉ", "ete"),
        ("e\u0301te\u0301", "été"),
        ("aime", "« j’aime »"),
        ("j’aime", "« j’aime »"),
        ("rumeurs", "rumeur"),
        ("carte connexion", "carte de connexion"),
        ("connexion carte", "carte de connexion"),
        ("  brouillon ", "brouillon"),
    ],
)
def test_a_word_is_found_however_it_is_typed(asked, word):
    assert words(asked, entry(word)) == [word]


@pytest.mark.parametrize("asked", ["ouillon", "brouillons fil", "", "   ", "…", "%", "'"])
def test_what_begins_no_word_finds_nothing(asked):
    assert words(asked, entry("brouillon")) == []


def test_the_word_itself_comes_before_its_mention_elsewhere():
    itself, beginning = entry("fil"), entry("filet")
    other, child = entry("a", also=("fil",)), entry("b", child="Le fil est une liste.")
    longer = entry("c", longer=("Dans un fil, tout se suit.",))
    assert words("fil", longer, child, other, beginning, itself) == ["fil", "filet", "a", "b", "c"]


def test_equal_finds_stay_in_the_order_of_the_alphabet():
    assert words("mot", entry("mot z"), entry("mot é"), entry("mot a")) == ["mot a", "mot é", "mot z"]


def test_asked_words_may_stand_in_different_parts():
    assert words("hashtag oiseaux", entry("mot-dièse", also=("hashtag",), child="Écris #oiseaux."))


def test_a_very_long_search_is_cut_and_answers():
    assert rank("é" * 100_000, "été") == NOWHERE


@pytest.mark.parametrize("asked", ["hashtag", "mot-dièse", "MOT DIESE"])
def test_a_foreign_name_finds_the_french_entry(asked):
    assert matching(FRENCH.values(), asked)[0].slug == "hashtag"


def test_each_word_finds_itself_first():
    astray = [each.word for each in FRENCH.values() if matching(FRENCH.values(), each.word)[0] != each]
    assert astray == []


@pytest.mark.parametrize(("word", "letter"), [("émoji", "E"), ("« j’aime »", "J"), ("œuvre", "O")])
def test_a_word_is_filed_under_its_plain_letter(word, letter):
    assert initial(word) == letter


def test_the_tabs_tell_which_letters_have_words():
    tabs = dict(letters([entry("été"), entry("fil")]))
    assert [letter for letter, used in tabs.items() if used] == ["E", "F"]
    assert len(tabs) == 26


def test_every_entry_is_under_a_letter_and_a_theme():
    assert {initial(each.word) for each in FRENCH.values()} <= {letter for letter, _used in letters([])}
    assert sum(len(group) for _theme, _name, group in by_theme(FRENCH.values())) == len(FRENCH)


def test_themes_keep_the_order_of_the_lexicon_and_empty_ones_are_left_out():
    assert [theme for theme, _name, _group in by_theme(FRENCH.values())] == list(THEMES)
    assert [theme for theme, _name, _group in by_theme([FRENCH["draft"]])] == ["write"]


def test_accents_do_not_send_a_word_to_the_end():
    assert [each.word for each in in_order([entry("zèbre"), entry("école"), entry("fil")])] == [
        "école",
        "fil",
        "zèbre",
    ]


def test_there_are_features_and_culture():
    assert {each.kind for each in FRENCH.values()} == set(KINDS)
