import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.text import Mention, find_mentions, fold, fold_with_places, hashtags
from tests.posts.hostile import anything

CLASS = [
    (1, "Léa M."),
    (2, "Léa"),
    (3, "Léa Ma."),
    (4, "Zoé"),
    (5, "Noé-Luc O’B."),
    (6, "Cœur"),
    (7, "Tom"),
    (8, "tom"),
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉTÉ", "ete"),
        ("e\u0301te\u0301", "ete"),
        ("Œuvre", "oeuvre"),
        ("ex æquo", "ex aequo"),
        ("STRASSE straße", "strasse strasse"),
        ("l’école l'école l`école", "l'ecole l'ecole l'ecole"),
        ("Saint‑Jean – là", "saint-jean - la"),
        ("« oui »", '" oui "'),
        ("ｉｄｉｏｔ", "idiot"),
        ("𝒾𝒹𝒾ℴ𝓉", "idiot"),
        ("ⓘⓓⓘⓞⓣ", "idiot"),
        ("іdіоt", "idiot"),
        ("iᴅiᴏᴛ", "idiot"),
        ("i\u200bd\u00adi\u0335ot", "idiot"),
        ("Łódź Øre", "lodz ore"),
        ("oui\u00a0non", "oui non"),
        ("a\nb", "a\nb"),
        ("½", "1⁄2"),
    ],
)
def test_folding_reads_past_appearances(text, folded):
    assert fold(text) == folded


@given(anything)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_capitals_change_nothing_once_folded(text):
    assert fold(text.casefold()) == fold(text)


@given(anything)
def test_each_folded_letter_knows_where_it_comes_from(text):
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert all(letter in fold(text[place]) for letter, place in zip(folded, places, strict=False))


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#été2026", [("ete2026", "été2026")]),
        ("vive l'#Été !", [("ete", "Été")]),
        ("#a#b", [("a", "a")]),
        ("x#b &#x27; ##c", []),
        ("#1234 #12e #_ #٣", [("12e", "12e")]),
        ("https://ici.fr/#nulle-part #part", [("part", "part")]),
        ("(#un), #deux. #trois-quatre", [("un", "un"), ("deux", "deux"), ("trois", "trois")]),
        ("#été #ETE", [("ete", "été"), ("ete", "ETE")]),
        ("#" + "a" * 51, []),
        ("#" + "ﷺ" * 7, []),
        ("#हिन्दी #中文", [("हनद", "हिन्दी"), ("中文", "中文")]),
    ],
)
def test_tags_are_found_by_their_letters(text, tags):
    assert [(tag.key, tag.shown) for tag in hashtags(text)] == tags


def test_a_tag_knows_its_place():
    text = "oui #été\n#Noël"
    assert [text[tag.start : tag.end] for tag in hashtags(text)] == ["#été", "#Noël"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Salut @Léa M. !", [("1", "@Léa M.")]),
        ("@lea m, tu viens ?", [("1", "@lea m")]),
        ("@LÉA MA. et @Léa et @zoe", [("3", "@LÉA MA."), ("2", "@Léa"), ("4", "@zoe")]),
        ("@Léa Martin", [("2", "@Léa")]),
        ("@Léandre @Zoéline @inconnu @", []),
        ("lea@zoe.fr", []),
        ("(@Noé‑Luc O'B.)", [("5", "@Noé‑Luc O'B.")]),
        ("@Co @Cœur @coeurs @COEUR", [("6", "@Cœur"), ("6", "@COEUR")]),
        ("@Tom", []),
        ("http://a.fr/@zoe @zoe", [("4", "@zoe")]),
        ("@Léa\u00a0M.", [("1", "@Léa\u00a0M.")]),
    ],
)
def test_members_are_named_whatever_the_case_and_accents(text, named):
    assert [
        (mention.id, text[mention.start : mention.end]) for mention in find_mentions(text, CLASS)
    ] == named


def test_a_name_never_ends_inside_a_ligature():
    assert find_mentions("@Lœ", [(1, "Lo")]) == []
    assert find_mentions("@½", [(1, "1")]) == []
    assert find_mentions("@Lœ", [(1, "Loe")]) == [Mention("1", 0, 3)]


def test_a_class_without_names_names_nobody():
    assert find_mentions("@Léa", []) == []
    assert find_mentions("@Léa", [(1, ""), (2, " . ")]) == []


@given(
    anything,
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from([name for _id, name in CLASS]) | st.text())),
)
def test_mentions_stand_in_order_and_apart(text, members):
    found = find_mentions(text, members)
    assert all(text[mention.start] in "@＠﹫" for mention in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
