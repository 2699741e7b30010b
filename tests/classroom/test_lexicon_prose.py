"""The lexicon's text files, walked on disk: whoever adds an entry learns here what it still lacks.

Reads `<app>/lexicon/entries.toml` and `<app>/lexicon/<fr|en>/<slug>.toml` of the four apps,
feature entries and culture entries alike.
"""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).resolve().parents[2]
APPS = ("classroom", "charter", "posts", "moderation")
LANGUAGES = ("fr", "en")
SENTENCES = ("word", "child", "longer", "in_class", "why", "question")
NETWORKS = {"edutwit", "mastodon", "instagram", "diaspora"}
THEMES = {"write", "read", "be", "rules", "law"}
CRCN = {
    "1.1",
    "1.2",
    "1.3",
    "2.1",
    "2.2",
    "2.3",
    "2.4",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "4.1",
    "4.2",
    "4.3",
    "5.1",
    "5.2",
}
TOPICS = {
    *(
        "adult",
        "length",
        "respect",
        "privacy",
        "audience",
        "reviewed",
        "image",
        "alert",
        "reread",
        "consent",
        "shock",
    ),
    *(
        "trace",
        "consequences",
        "identity",
        "pseudonym",
        "harassment",
        "rights",
        "sources",
        "law",
        "expression",
    ),
    *("copyright", "representing"),
}
CHILD_LENGTH = 140  # graphemes: the length of a message, so that a definition fits in one
ENGLISH_IN_FRENCH = regex.compile(
    r"\b(timeline|thread|feed|login|logout|followers?|tweets?|retweet|submit|password|hashtags?|replay|dashboard)\b",
    regex.IGNORECASE,
)
INCLUSIVE_DOTS = ("·", "•", "‧", "∙")


def declarations(app):
    path = ROOT / app / "lexicon" / "entries.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def read(path):
    return tomllib.loads(path.read_text("utf-8"))


DECLARED = [(app, slug, entry) for app in APPS for slug, entry in declarations(app).items()]
FILES = [
    (language, path)
    for app in APPS
    for language in LANGUAGES
    for path in sorted((ROOT / app / "lexicon" / language).glob("*.toml"))
]
FRENCH = [path for language, path in FILES if language == "fr"]


def name(path):
    return str(path.relative_to(ROOT))


every_declaration = pytest.mark.parametrize(
    ("app", "slug", "entry"), DECLARED, ids=lambda v: v if isinstance(v, str) else ""
)
every_file = pytest.mark.parametrize("path", [path for _, path in FILES], ids=name)
every_french_file = pytest.mark.parametrize("path", FRENCH, ids=name)


def prose(entry):
    """Everything that is read as running text, which leaves out `also` and the other networks' words."""
    return {key: entry[key] for key in SENTENCES}


def test_each_app_has_entries():
    assert {app for app, _, _ in DECLARED} == set(APPS)


def test_a_slug_belongs_to_one_app_only():
    assert [slug for slug, n in Counter(slug for _, slug, _ in DECLARED).items() if n > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_entries_never_share_a_word(language):
    words = Counter(read(path)["word"].casefold() for lang, path in FILES if lang == language)
    assert [word for word, n in words.items() if n > 1] == []


@every_declaration
def test_a_declaration_says_what_the_entry_is(app, slug, entry):
    assert regex.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert set(entry) <= {"kind", "theme", "crcn", "topic", "icon"}
    assert entry["kind"] in {"feature", "culture"}
    assert entry["theme"] in THEMES
    assert entry["crcn"]
    assert set(entry["crcn"]) <= CRCN
    assert entry.get("topic", "adult") in TOPICS
    assert regex.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["icon"])


@every_declaration
def test_a_declared_entry_is_written_in_both_languages(app, slug, entry):
    missing = [lang for lang in LANGUAGES if not (ROOT / app / "lexicon" / lang / f"{slug}.toml").exists()]
    assert missing == []


@every_file
def test_a_written_entry_is_declared_by_its_app(path):
    assert path.stem in declarations(path.parents[2].name)


@every_file
def test_an_entry_has_all_its_parts_and_no_other(path):
    entry = read(path)
    assert set(entry) - {"elsewhere"} == {*SENTENCES, "also"}
    assert all(isinstance(entry[key], str) and entry[key].strip() for key in SENTENCES)
    assert all(isinstance(word, str) and word.strip() for word in entry["also"])
    assert set(entry.get("elsewhere", {})) <= NETWORKS
    assert all(word.strip() for word in entry.get("elsewhere", {}).values())


@every_file
def test_the_childs_sentence_would_fit_in_a_message(path):
    child = read(path)["child"]
    assert len(regex.findall(r"\X", child)) <= CHILD_LENGTH
    assert "\n" not in child
    assert child.strip()[-1] in ".!?…"


@every_file
def test_the_longer_text_is_longer_and_the_question_asks(path):
    entry = read(path)
    assert len(entry["longer"].strip()) > len(entry["child"])
    assert entry["question"].strip().endswith("?")


@every_file
def test_the_text_is_plain(path):
    assert not any(
        regex.search(r"<[a-z/]|&[a-z]+;|\*\*|https?://", text) for text in prose(read(path)).values()
    )


@every_file
def test_also_adds_words_and_does_not_repeat(path):
    entry = read(path)
    words = [word.casefold() for word in [entry["word"], *entry["also"]]]
    assert len(words) == len(set(words))


@every_file
def test_no_median_point(path):
    assert not any(dot in text for text in prose(read(path)).values() for dot in INCLUSIVE_DOTS)


@every_french_file
def test_french_is_spoken_without_english_words(path):
    assert [
        match.group() for text in prose(read(path)).values() for match in ENGLISH_IN_FRENCH.finditer(text)
    ] == []


@every_french_file
def test_french_punctuation_never_starts_a_line(path):
    """French sets ; : ? ! and guillemets apart with a no-break space, or they wrap alone."""
    assert [key for key, text in prose(read(path)).items() if regex.search(r" [;:?!»]|« ", text)] == []


@every_french_file
def test_the_same_slug_is_translated_and_not_copied(path):
    english = path.parents[1] / "en" / path.name
    assert read(path)["child"] != read(english)["child"]
