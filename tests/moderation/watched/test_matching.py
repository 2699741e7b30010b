"""Words are looked for whole, without capitals nor accents, with `*` for any letters of a word, in one walk."""

import time

import pytest

from moderation.checks.page import Page
from moderation.watched.asked import asked
from moderation.watched.finder import PLACES, Finder


def found(text: str, *patterns: str, exact: bool = False, most: int = PLACES) -> list[str]:
    """The words of the text that are caught, in its order."""
    page = Page(text)
    places = [(one.start, one.end) for one in Finder((p, exact) for p in patterns).find(page, most)]
    seen = [page.seen("", start, end) for start, end in sorted(places)]
    return [text[one.start : one.end] for one in seen]


@pytest.mark.parametrize(
    ("pattern", "text", "caught"),
    [
        ("radis", "Des radis, des RADIS et des rädis.", ["radis", "RADIS", "rädis"]),
        ("con", "Le concours du balcon", []),
        ("con*", "Le concours du balcon", ["concours"]),
        ("*con", "Le concours du balcon", ["balcon"]),
        ("*con*", "Le concours du balcon et du falconet", ["concours", "balcon", "falconet"]),
        ("c*n", "Un crayon, un con et un cn : rien de cne", ["crayon", "con", "cn"]),
        ("c*n", "un cas nouveau", []),
        ("*a*b*", "abba rab barre ba", ["abba", "rab"]),
        ("ta gueule", "Ta gueule ! ta-gueule, ta\ngueule", ["Ta gueule", "ta-gueule", "ta\ngueule"]),
        ("ta gueule", "Ta belle gueule, feta gueule", []),
        ("ta * gueule", "Ta belle gueule, ta très belle gueule", ["Ta belle gueule"]),
        ("ta gueul*", "ta gueulette et ta gueulante", ["ta gueulette", "ta gueulante"]),
        ("* gueule", "gueule. Quelle gueule", ["gueule. Quelle", "Quelle gueule"][1:]),
        ("l’école", "L'ecole et l’école", ["L'ecole", "l’école"]),
        ("œuf", "oeuf", ["oeuf"]),
        ("🍆", "Une 🍆🍆 ici", ["🍆", "🍆"]),
        ("👍", "👍🏽", ["👍"]),
        ("a b a", "a b a b a", ["a b a", "a b a"]),
        ("4*", "44 et 7", ["44"]),
        ("m*e", "m\u200berde", ["m\u200berde"]),
    ],
)
def test_a_word_is_found_where_it_stands_and_nowhere_else(pattern, text, caught):
    assert found(text, pattern) == caught


def test_capitals_count_where_they_are_asked_to():
    assert found("Rose sent une rose, ROSE", "Rose", exact=True) == ["Rose"]
    assert found("Rose sent une rose", "rose", "Rose") == ["Rose", "Rose", "rose", "rose"]
    assert found("Éric et eric", "Eric", exact=True) == ["Éric"]


@pytest.mark.parametrize("pattern", ["", "*", "* *", "***", "… !", "(?)", "\u200b"])
def test_what_cannot_be_looked_for_is_seen(pattern):
    assert asked(pattern) == ""


@pytest.mark.parametrize("pattern", [".*", "a{3}", "[a-z]+", "(a+)+$", "a|b", r"\w", "^a"])
def test_nothing_is_an_expression(pattern):
    assert found("aaaa bbbb b z", pattern.replace("*", "")) in ([], ["b"])


def test_a_word_is_told_a_few_times_and_the_others_are_told_all_the_same():
    assert len(found("non " * 50 + "oui", "non", "oui")) == PLACES + 1
    assert len(found("non " * 50, "non", most=100)) == 50


def test_words_that_share_their_letters_are_each_found():
    assert sorted(found("abc", "abc", "ab*", "*bc", "*b*", "a*c", "abcd", "b")) == ["abc"] * 5


def naive(pattern: str, words: list[str]) -> list[int]:
    """Where each match ends, word by word: slow and plain."""
    from fnmatch import fnmatchcase

    parts = asked(pattern).split()
    ends = range(len(parts) - 1, len(words))
    return [
        n for n in ends if all(fnmatchcase(words[n - len(parts) + 1 + k], p) for k, p in enumerate(parts))
    ]


def test_it_agrees_with_a_slow_and_plain_search():
    from hypothesis import given
    from hypothesis import strategies as st

    word = st.text("ab*", min_size=1, max_size=5)
    pattern = st.lists(word, min_size=1, max_size=3).map(" ".join).filter(asked)

    @given(
        st.lists(pattern, min_size=1, max_size=8),
        st.lists(st.text("abc", min_size=1, max_size=5), max_size=12),
    )
    def agree(patterns, words):
        page = Page(" ".join(words))
        ends = {}
        for n, _word in enumerate(words):
            ends[len(" ".join(words[: n + 1]))] = n
        seen = sorted(
            (one.number, ends[one.end]) for one in Finder((p, False) for p in patterns).find(page, 99)
        )
        assert seen == sorted((n, end) for n, p in enumerate(patterns) for end in naive(p, words))

    agree()


HOSTILE = {
    "one word": "a" * 10_000,
    "many words": "a " * 5_000,
    "nearly": ("a" * 49 + " ") * 200,
    "in turn": "ab" * 5_000,
    "accents": "é" * 10_000,
}


@pytest.mark.alone
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_thousand_words_and_ten_thousand_hostile_letters_take_less_than_50_ms(text):
    """The longest list that is kept: 1,000 words, 30,000 signs."""
    stars = [f"*{'ab'[n % 2]}a*{n:b}*a*b*".replace("0", "a").replace("1", "b") for n in range(500)]
    finder = Finder((p, False) for p in [*stars, *("a" * (n % 46) + "b" for n in range(500))])
    page = Page(text)

    def once() -> float:
        began = time.perf_counter()
        list(finder.find(page))
        return time.perf_counter() - began

    page.folded  # noqa: B018 - folded once for all checks
    assert min(once() for _ in range(3)) < 0.05
