"""A broken file of the lexicon is found when the product starts, and named."""

import pytest

from classroom.lexicon import entries, start
from classroom.lexicon.registry import FEATURES, Feature, feature

FACTS = '[hello]\nkind = "feature"\ntheme = "write"\ncrcn = ["2.1"]\nicon = "hand"\n'
PROSE = """
word = "bonjour"
also = []
child = "Dit."
longer = "Un.\\n\\nDeux."
in_class = "Ici."
why = "Car."
question = "Quoi ?"
"""


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A lexicon of one word: ``book(facts, prose)`` writes it, and tells what the check finds."""
    monkeypatch.setattr(entries, "folders", lambda: [("classroom", tmp_path)])
    monkeypatch.setattr(start, "FEATURES", {})
    (tmp_path / "fr").mkdir()
    entries.written_in.cache_clear()

    def check(facts=FACTS, prose=PROSE):
        (tmp_path / "entries.toml").write_text(facts, "utf-8")
        (tmp_path / "fr" / "hello.toml").write_text(prose, "utf-8")
        entries.written_in.cache_clear()
        return start.lexicon_can_be_read()

    yield check
    entries.written_in.cache_clear()


def test_the_lexicon_as_it_stands_can_be_read():
    assert start.lexicon_can_be_read() == []


def test_a_whole_entry_is_read(book):
    assert book() == []
    hello = entries.written_in("en")["hello"]
    assert (hello.word, hello.language, hello.longer) == ("bonjour", "fr", ("Un.", "Deux."))


@pytest.mark.parametrize(
    ("facts", "prose", "named"),
    [
        (FACTS, PROSE.replace('word = "bonjour"\n', ""), "word"),
        (FACTS, PROSE + "]", "hello.toml"),
        (FACTS, PROSE.replace('"bonjour"', "3"), "hello.toml"),
        (FACTS, PROSE + '[elsewhere]\nnowhere = "x"\n', "nowhere"),
        (FACTS.replace("write", "dance"), PROSE, "dance"),
        (FACTS.replace("feature", "thing"), PROSE, "thing"),
        (FACTS.replace("2.1", "9.9"), PROSE, "9.9"),
        (FACTS.replace('icon = "hand"', ""), PROSE, "icon"),
        (FACTS + "[", PROSE, "entries.toml"),
        (FACTS.replace("hello", "other"), PROSE, "other.toml"),
    ],
)
def test_a_broken_file_is_named_at_the_start(book, facts, prose, named):
    (error,) = book(facts, prose)
    assert error.id == "classroom.E001"
    assert named in error.msg


def test_a_declaration_of_a_word_that_nobody_wrote_is_found(book, monkeypatch):
    monkeypatch.setattr(start, "FEATURES", {"ghost": Feature("ghost", (), (), "")})
    (error,) = book()
    assert error.id == "classroom.E002"
    assert "ghost" in error.msg


def test_an_entry_is_declared_once(monkeypatch):
    monkeypatch.setitem(FEATURES, "hello", Feature("hello", (), (), ""))
    with pytest.raises(ValueError, match="hello"):
        feature("hello")
