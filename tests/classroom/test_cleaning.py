import json
import time
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from classroom.cleaning import TextRefused, clean, length, measure
from tests.posts.hostile import anything

CORPUS = json.loads((Path(__file__).parent / "grapheme_corpus.json").read_text(encoding="utf-8"))
KISS = "👩🏽‍❤️‍💋‍👨🏿"


def refusal(raw, limit=140):
    with pytest.raises(TextRefused) as caught:
        clean(raw, limit=limit)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("e\u0301te\u0301", "été"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\tb", "a b"),
        ("fin  \nsuite \u2800\n", "fin\nsuite"),
        ("\n \n  vers\n\n\n\n\nlibre\n\n", "  vers\n\n\nlibre"),
        ("oui\u00a0!", "oui\u00a0!"),
        ("se\u00adcret id\u200biot \ufeffx\u2060", "secret idiot x"),
        ("a\u034fb\u3164c\ufe0f", "abc"),
        ("می‌خواهم", "می‌خواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("葛\U000e0100 a\U000e0100", "葛\U000e0100 a"),
        ("😀\u200d\u200d👨 👨\u200b\u200d👩", "😀👨 👨👩"),
    ],
)
def test_a_text_is_kept_in_one_shape(raw, kept):
    assert clean(raw, limit=140) == kept


@pytest.mark.parametrize(
    "emoji",
    ["👨‍👩‍👧‍👦", "❤️‍🔥", "🏳️‍🌈", "1️⃣", KISS, "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"],
)
def test_an_emoji_made_of_several_survives_whole(emoji):
    assert clean(f"a{emoji}b", limit=3) == f"a{emoji}b"


@pytest.mark.parametrize(
    "raw", ["", " ", "\n\t\r\n", "\u200b", "\u200b \u200d\n\ufeff", "\u2800", "\u3164\u00a0"]
)
def test_a_text_with_nothing_to_see_is_empty(raw):
    assert clean(raw, limit=140) == ""


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("a\x00", "control"),
        ("a\x07", "control"),
        ("a\x0b", "control"),
        ("a\x7f", "control"),
        ("a\x85", "control"),
        ("a\uffff", "control"),
        ("a\ud83d", "surrogate"),
        *[
            ("a" + mark, "bidi")
            for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ],
        ("e" + "\u0301" * 5, "marks"),
        ("e" + "\u0301\u200b" * 5, "marks"),
        ("👨\u200d" * 13 + "👨", "stack"),
    ],
)
def test_what_cannot_be_read_is_refused(raw, code):
    assert refusal(raw).code == code


@pytest.mark.parametrize(
    "raw", ["e\u0301\u0302\u0303\u0304", "Tie\u0302\u0301ng", "שָׁלוֹם", "مُحَمَّدٌ", "שלום", "Привет"]
)
def test_what_a_language_needs_is_taken(raw):
    assert length(clean(raw, limit=20)) <= 8


def test_marks_that_nfc_takes_apart_are_counted_once_more():
    assert refusal("\u0344\u0344\u0344").code == "marks"


def test_the_limit_is_in_characters_as_a_reader_counts_them():
    assert clean("é👨‍👩‍👧‍👦\n" * 2 + "œ", limit=7)
    assert refusal("x" * 143).details == {"over": 3}


def test_a_text_of_the_longest_emoji_only_still_fits():
    assert clean(KISS * 140, limit=140) == KISS * 140


def test_a_text_is_bounded_in_bytes_too():
    assert refusal(("👨\u200d" * 11 + "👨") * 140).code == "far_too_long"
    assert refusal("\n" * 100_000).code == "far_too_long"


@pytest.mark.parametrize(
    ("raw", "french", "english"),
    [
        ("x" * 141, "Ton texte a 1 caractère de trop.", "Your text is 1 character too long."),
        ("x" * 142, "Ton texte a 2 caractères de trop.", "Your text is 2 characters too long."),
        ("Oui bonjour\x00 toi", "s’afficher, après « bonjour ».", "shown, after “bonjour”."),
        ("\u202eabc", "lecture, au début.", "around, at the beginning."),
        ("e" + "\u0301" * 5, "après « e »", "after “e”"),
    ],
)
def test_a_refusal_is_a_sentence_that_says_where(raw, french, english):
    caught = refusal(raw)
    with translation.override("fr"):
        assert french in caught.message
    with translation.override("en"):
        assert english in caught.message


def test_a_refusal_keeps_the_text_out_of_the_logs():
    assert str(refusal("secret\x00")) == "control"
    assert "secret" not in repr(refusal("secret\x00"))


@given(anything)
def test_cleaning_twice_is_cleaning_once(raw):
    try:
        once = clean(raw, limit=200)
    except TextRefused:
        return
    assert clean(once, limit=200) == once
    assert length(once) == measure(raw) == measure(once)


@given(anything, st.integers(min_value=1, max_value=20))
def test_what_is_taken_is_within_the_limit(raw, limit):
    try:
        kept = clean(raw, limit=limit)
    except TextRefused:
        return
    assert length(kept) <= limit
    assert len(kept.encode()) <= 36 * limit
    assert not set(kept) & set("\x00\r\t\u202e\u200b\u200e\ufeff")


@pytest.mark.parametrize("row", CORPUS, ids=lambda row: ascii(row["text"])[:40])
def test_each_text_of_the_corpus_has_its_length(row):
    assert measure(row["text"]) == row["length"]


def test_the_corpus_is_wide():
    assert len({row["text"] for row in CORPUS}) >= 120
    assert len({row["kind"] for row in CORPUS}) >= 10


def test_measuring_never_refuses():
    assert measure("e" + "\u0301" * 50 + "\x00\ud800") == 3
    assert measure("".join(map(chr, range(0x3000)))) > 0


def test_three_megabytes_are_measured_at_once():
    """What a script posts to be measured: counting it letter by letter would hold the server for five seconds."""
    began = time.thread_time()
    assert measure("a" * 3_000_000) == 3_000_000
    assert time.thread_time() - began < 0.5
