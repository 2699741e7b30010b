"""The lexicon's text files, walked on disk: whoever adds an entry learns here what it still lacks.

Reads the declarations `<app>/lexicon/*.toml` and the prose `<app>/lexicon/<fr|en>/<slug>.toml` of the
four apps, feature entries and culture entries alike. Each test names every file at fault, not only the first.
"""

import tomllib
from collections import Counter
from pathlib import Path

import regex

ROOT = Path(__file__).resolve().parents[2]
APPS = ("classroom", "charter", "posts", "moderation")
LANGUAGES = ("fr", "en")
SENTENCES = ("word", "child", "longer", "in_class", "why", "question")
NETWORKS = {"edutwit", "mastodon", "instagram", "diaspora"}
KINDS = {"feature", "culture"}
THEMES = {"write", "read", "be", "rules", "law"}
# The sixteen competences of the French framework of digital skills, in its five domains.
CRCN = {f"{domain}.{n}" for domain, last in enumerate((3, 4, 4, 3, 2), start=1) for n in range(1, last + 1)}
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
KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
INCLUSIVE_DOTS = r"[·•‧∙]"
ENGLISH_IN_FRENCH = regex.compile(
    r"\b(timeline|thread|feed|login|logout|followers?|tweets?|submit|password|hashtags?|dashboard)\b",
    regex.IGNORECASE,
)


def load(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"))


DECLARATIONS = [
    (app, slug, entry)
    for app in APPS
    for path in sorted((ROOT / app / "lexicon").glob("*.toml"))
    for slug, entry in load(path).items()
]
ENTRIES = {
    (app, language, path.stem): load(path)
    for app in APPS
    for language in LANGUAGES
    for path in sorted((ROOT / app / "lexicon" / language).glob("*.toml"))
}
FRENCH = {key: entry for key, entry in ENTRIES.items() if key[1] == "fr"}


def at_fault(entries: dict, is_wrong) -> list:
    return [key for key, entry in entries.items() if is_wrong(entry)]


def sentences(entry: dict) -> list[str]:
    """What is read as running text: not `also`, nor the other networks' words."""
    return [entry[key] for key in SENTENCES if key in entry]


def any_sentence(pattern) -> object:
    return lambda entry: any(regex.search(pattern, text) for text in sentences(entry))


def test_each_app_has_words_for_what_it_does():
    assert {app for app, _, _ in DECLARATIONS} == set(APPS)


def test_a_slug_belongs_to_one_app_only():
    slugs = Counter(slug for _, slug, _ in DECLARATIONS)
    assert [slug for slug, times in slugs.items() if times > 1] == []


def test_two_entries_never_share_a_word():
    words = Counter((language, entry["word"].casefold()) for (_, language, _), entry in ENTRIES.items())
    assert [word for word, times in words.items() if times > 1] == []


def test_a_declared_entry_is_written_in_both_languages_and_a_written_one_is_declared():
    declared = {(app, language, slug) for app, slug, _ in DECLARATIONS for language in LANGUAGES}
    assert declared ^ set(ENTRIES) == set()


def test_a_declaration_says_what_the_entry_is():
    def is_wrong(entry):
        return not (
            set(entry) <= {"kind", "theme", "crcn", "topic", "icon"}
            and entry.get("kind") in KINDS
            and entry.get("theme") in THEMES
            and entry.get("crcn")
            and set(entry["crcn"]) <= CRCN
            and entry.get("topic", "adult") in TOPICS
            and regex.fullmatch(KEBAB, entry.get("icon", ""))
        )

    assert at_fault({(app, slug): entry for app, slug, entry in DECLARATIONS}, is_wrong) == []
    assert [slug for _, slug, _ in DECLARATIONS if not regex.fullmatch(KEBAB, slug)] == []


def test_the_sprite_holds_every_picture_that_an_entry_names():
    sprite = (ROOT / "static" / "icons" / "sprite.svg").read_text("utf-8")
    drawn = set(regex.findall(r'<symbol id="([^"]+)"', sprite))
    assert [
        (app, slug, entry["icon"]) for app, slug, entry in DECLARATIONS if entry["icon"] not in drawn
    ] == []


def test_an_entry_has_all_its_parts_and_no_other():
    def is_wrong(entry):
        return set(entry) - {"elsewhere"} != {*SENTENCES, "also"} or not all(
            isinstance(text, str) and text.strip() for text in sentences(entry)
        )

    assert at_fault(ENTRIES, is_wrong) == []


def test_other_networks_are_those_we_compare_with():
    def is_wrong(entry):
        elsewhere = entry.get("elsewhere", {})
        return not set(elsewhere) <= NETWORKS or not all(word.strip() for word in elsewhere.values())

    assert at_fault(ENTRIES, is_wrong) == []


def test_also_adds_words_and_never_repeats():
    def is_wrong(entry):
        words = [word.strip().casefold() for word in [entry["word"], *entry["also"]]]
        return "" in words or len(words) != len(set(words))

    assert at_fault(ENTRIES, is_wrong) == []


def test_the_childs_sentence_would_fit_in_a_message():
    def is_wrong(entry):
        child = entry["child"]
        return len(regex.findall(r"\X", child)) > CHILD_LENGTH or not regex.search(
            r"^[^\n]+[.!?…][»”]?$", child
        )

    assert at_fault(ENTRIES, is_wrong) == []


def test_the_longer_text_is_longer():
    assert at_fault(ENTRIES, lambda entry: len(entry["longer"].strip()) <= len(entry["child"])) == []


def test_the_question_asks():
    assert at_fault(ENTRIES, lambda entry: not entry["question"].endswith("?")) == []


def test_the_text_is_plain():
    assert at_fault(ENTRIES, any_sentence(r"<[a-z/]|&[a-z]+;|\*\*|https?://")) == []


def test_no_median_point():
    assert at_fault(ENTRIES, any_sentence(INCLUSIVE_DOTS)) == []


def test_french_is_spoken_without_english_words():
    assert at_fault(FRENCH, any_sentence(ENGLISH_IN_FRENCH)) == []


def test_french_punctuation_never_starts_a_line():
    """French sets ; : ? ! and guillemets apart with a no-break space, or they wrap alone."""
    assert at_fault(FRENCH, any_sentence(r" [;:?!»]|« ")) == []


def test_an_entry_is_written_twice_and_not_copied():
    copied = [
        (app, slug)
        for (app, _, slug), entry in FRENCH.items()
        if entry["child"] == ENTRIES.get((app, "en", slug), {}).get("child")
    ]
    assert copied == []
