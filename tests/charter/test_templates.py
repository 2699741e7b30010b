"""The charter templates are content: these tests keep the promises that the code and the teachers rely on."""

import tomllib
from pathlib import Path

import pytest
import regex

FOLDER = Path(__file__).resolve().parents[2] / "charter" / "templates_by_level"
LEVELS = ["cycle2", "cycle3", "college", "lycee"]
LANGUAGES = ["fr", "en"]
TOPICS = {
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
    "trace",
    "consequences",
    "identity",
    "pseudonym",
    "harassment",
    "rights",
    "sources",
    "law",
    "expression",
    "copyright",
    "representing",
}
SPRITE = Path(__file__).resolve().parents[2] / "static" / "icons" / "sprite.svg"
PICTOGRAMS = set(regex.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))
ARTICLE_KEYS = {"topic", "kind", "sentence", "why", "pictogram", "question"}
QUESTION_KEYS = {"text", "choices", "answer", "explanation"}
EVERY_TEMPLATE = [(level, language) for level in LEVELS for language in LANGUAGES]
MIDDLE_DOTS = "\u00b7\u2022\u2027\u22c5\u30fb"


def template(level: str, language: str) -> dict:
    return tomllib.loads((FOLDER / f"{level}.{language}.toml").read_text(encoding="utf-8"))


def raw(level: str, language: str) -> str:
    return (FOLDER / f"{level}.{language}.toml").read_text(encoding="utf-8")


def graphemes(text: str) -> int:
    return len(regex.findall(r"\X", text))


def questions(level: str, language: str) -> list[dict]:
    return [a["question"] for a in template(level, language)["articles"] if "question" in a]


def test_the_folder_holds_one_template_per_level_and_language_and_nothing_else():
    assert {p.name for p in FOLDER.glob("*.toml")} == {f"{lv}.{lg}.toml" for lv, lg in EVERY_TEMPLATE}


@pytest.mark.parametrize(("level", "language"), EVERY_TEMPLATE)
class TestEachTemplate:
    def test_it_has_a_title_a_preamble_and_eight_to_twelve_articles(self, level, language):
        found = template(level, language)
        assert set(found) == {"title", "preamble", "articles"}
        assert found["title"].strip()
        assert found["preamble"].strip()
        assert 8 <= len(found["articles"]) <= 12

    def test_its_topics_are_known_and_each_is_used_once(self, level, language):
        topics = [a["topic"] for a in template(level, language)["articles"]]
        assert set(topics) <= TOPICS
        assert len(topics) == len(set(topics))

    def test_every_article_is_complete(self, level, language):
        for article in template(level, language)["articles"]:
            assert set(article) - {"question"} == ARTICLE_KEYS - {"question"}
            assert article["kind"] in {"rule", "advice"}
            assert article["pictogram"] in PICTOGRAMS
            assert all(article[key].strip() == article[key] != "" for key in ("sentence", "why"))

    def test_a_sentence_fits_on_a_card(self, level, language):
        for article in template(level, language)["articles"]:
            assert graphemes(article["sentence"]) <= 160, article["sentence"]
            assert graphemes(article["why"]) <= 240, article["why"]

    def test_rereading_is_an_advice_and_never_a_rule(self, level, language):
        reread = [a for a in template(level, language)["articles"] if a["topic"] == "reread"]
        assert [a["kind"] for a in reread] == ["advice"]

    def test_most_articles_are_rules(self, level, language):
        kinds = [a["kind"] for a in template(level, language)["articles"]]
        assert kinds.count("rule") > kinds.count("advice")

    def test_at_least_five_questions_each_with_three_different_choices(self, level, language):
        asked = questions(level, language)
        assert len(asked) >= 5
        for question in asked:
            assert set(question) == QUESTION_KEYS
            assert len(set(question["choices"])) == 3
            assert question["answer"] in range(3)

    def test_the_right_answer_is_not_always_in_the_same_place(self, level, language):
        assert {q["answer"] for q in questions(level, language)} == {0, 1, 2}

    def test_it_uses_no_middle_dot(self, level, language):
        assert not set(MIDDLE_DOTS) & set(raw(level, language))

    def test_help_is_named(self, level, language):
        text = raw(level, language)
        assert ("3018" in text) or level == "cycle2"
        if level in {"cycle2", "cycle3"}:
            assert "affiché dans la classe" in text or "on the classroom wall" in text


@pytest.mark.parametrize("level", LEVELS)
class TestBothLanguages:
    def test_they_say_the_same_things_in_the_same_order(self, level):
        french, english = (template(level, language)["articles"] for language in LANGUAGES)
        for one, other in zip(french, english, strict=True):
            assert all(one[key] == other[key] for key in ("topic", "kind", "pictogram"))

    def test_they_ask_the_same_questions_with_the_same_answers(self, level):
        french, english = (template(level, language)["articles"] for language in LANGUAGES)
        answers = [[a.get("question", {}).get("answer") for a in articles] for articles in (french, english)]
        assert answers[0] == answers[1]

    def test_a_child_says_i_in_every_sentence(self, level):
        for article in template(level, "fr")["articles"]:
            assert regex.search(r"\bj(e\b|['’])", article["sentence"], regex.IGNORECASE), article["sentence"]
        for article in template(level, "en")["articles"]:
            assert regex.search(r"\bI\b", article["sentence"]), article["sentence"]

    def test_the_french_rereading_sentence_is_the_promised_one(self, level):
        reread = next(a for a in template(level, "fr")["articles"] if a["topic"] == "reread")
        assert reread["sentence"] == "Je relis mon texte avant de l’envoyer."

    def test_french_punctuation_never_starts_a_line(self, level):
        assert not regex.search(r" [:;?!»]|« ", raw(level, "fr"))
