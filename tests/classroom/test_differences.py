import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.differences import diff
from tests.posts.hostile import anything

sentences = st.lists(st.sampled_from(["le", "chat", "dort", " ", " ", "\n", ".", "mange"]), max_size=30).map(
    "".join
)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("", "", []),
        ("oui", "oui", [("same", "oui")]),
        ("", "oui", [("ins", "oui")]),
        ("oui", "", [("del", "oui")]),
        (
            "Il fait beau.",
            "Il faisait beau.",
            [("same", "Il "), ("del", "fait"), ("ins", "faisait"), ("same", " beau.")],
        ),
        ("la fin", "la fin de", [("same", "la fin"), ("ins", " de")]),
        ("un\ndeux", "un\n\ndeux", [("same", "un\n"), ("ins", "\n"), ("same", "deux")]),
        ("l'été", "l’été", [("del", "l'été"), ("ins", "l’été")]),
        (
            "un deux trois quatre",
            "zéro deux trois cinq",
            [("del", "un"), ("ins", "zéro"), ("same", " deux trois "), ("del", "quatre"), ("ins", "cinq")],
        ),
    ],
)
def test_changes_are_told_word_by_word(old, new, changes):
    assert diff(old, new) == changes


@given(anything | sentences, anything | sentences)
def test_both_versions_can_be_read_back(old, new):
    changes = diff(old, new)
    assert "".join(change.text for change in changes if change.op != "ins") == old
    assert "".join(change.text for change in changes if change.op != "del") == new
    assert all(change.text for change in changes)


def test_a_text_far_longer_than_a_post_counts_as_rewritten():
    old, new = "a b " * 500, "c d " * 500
    assert [change.op for change in diff("x " + old + "y", "x " + new + "y")] == [
        "same",
        "del",
        "ins",
        "same",
    ]


def test_a_song_that_repeats_one_word_is_still_compared():
    old, new = "un " + "na " * 120 + "deux", "une " + "na " * 60 + "et " + "na " * 60 + "trois"
    assert sum(len(change.text) for change in diff(old, new) if change.op == "same") >= 300
