"""One stylesheet, one script: made of their sources, never stale, never half written."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from classroom.script_words import WORDS, words_in
from classroom.stylesheet import BUNDLES, HTMX, StylesheetFinder, joined, tight

STATIC = settings.BASE_DIR / "static"


@pytest.fixture
def house(tmp_path: Path) -> StylesheetFinder:
    for folder, first, second in (("css", "b.css", "a.css"), ("js", "z.js", "y.js")):
        (tmp_path / "static" / folder).mkdir(parents=True)
        (tmp_path / "static" / folder / "order.txt").write_text(f"{first}\n{second}\n")
        (tmp_path / "static" / folder / "more.txt").write_text(f"{second}\n")
        (tmp_path / "static" / folder / first).write_text("/* why */\nfirst { a: b;\n  }\n")
        (tmp_path / "static" / folder / second).write_text("second { }\n")
    return StylesheetFinder(sources=tmp_path / "static", made=tmp_path / "made")


def test_sources_are_joined_in_their_order_without_comments(house):
    assert Path(house.find("css/app.css")).read_text() == "first{a:b}second{}"
    assert Path(house.find("css/more.css")).read_text() == "second{}"


def test_a_script_is_htmx_the_words_of_a_language_and_ours_without_comments(house):
    for language, words in (("fr", "brouillon"), ("en", "draft")):
        htmx, said, *ours = Path(house.find(f"js/app.{language}.js")).read_text().splitlines()
        assert htmx == HTMX.read_text().strip()
        assert said == words_in(language)
        assert words in said.lower()
        assert ours == ["first { a: b;", "}", "second { }"]


def test_each_word_that_a_script_says_is_told_and_each_that_is_told_is_said():
    scripts = "".join(source.read_text("utf-8") for source in (STATIC / "js").glob("*.js"))
    named = set(re.findall(r"(?:page\.words|spoken)\.(\w+)", scripts))
    chosen = re.findall(r'(?:page\.words|spoken)\[[^"\]]*"(\w+)" : "(\w+)"\]', scripts)
    assert named | {name for pair in chosen for name in pair} == set(WORDS)


def test_spaces_that_say_nothing_leave_a_stylesheet_and_no_others():
    source = 'a > b , c :focus {\n margin: 0 1px ; content: "{ a : b }" ;\n}\n'
    source += "@media (min-width: 4em) { d::after { x: calc(1px + 2px) } }"
    said = 'a>b,c :focus{margin:0 1px;content:"{ a : b }"}@media (min-width:4em){d::after{x:calc(1px + 2px)}}'
    assert tight(source) == said


def test_no_script_says_what_would_be_taken_for_a_comment():
    """``/*`` after a quote or after ``//`` would take code away with it."""
    for source in (STATIC / "js").glob("*.js"):
        for line in source.read_text("utf-8").splitlines():
            before, mark, after = line.partition("/*")
            quoted = any(before.count(quote) % 2 for quote in "\"'`")
            assert not mark or not (quoted or "//" in before), f"{source.name}: {line}"


def test_a_changed_source_changes_the_bundle(house):
    house.find("css/app.css")
    (house.sources / "css" / "a.css").write_text("third")
    assert "third" in Path(house.find("css/app.css")).read_text()


def test_an_unchanged_bundle_is_not_written_again(house):
    made = Path(house.find("css/app.css"))
    before = made.stat().st_mtime_ns
    house.find("css/app.css")
    assert made.stat().st_mtime_ns == before


def test_a_missing_source_is_said_aloud(house):
    (house.sources / "css" / "a.css").unlink()
    with pytest.raises(FileNotFoundError):
        house.find("css/app.css")


def test_another_file_is_not_its_business(house):
    assert house.find("css/tokens.css") == []
    assert house.find("css/tokens.css", find_all=True) == []
    assert house.find("js/app.fr.js", find_all=True) == [str(house.made / "js/app.fr.js")]


def test_collectstatic_is_handed_each_bundle(house):
    assert house.check() == []
    handed = {path: Path(storage.path(path)).read_text()[:5] for path, storage in house.list([])}
    assert handed == {
        "css/app.css": "first",
        "css/more.css": "secon",
        "js/app.fr.js": "var h",
        "js/app.en.js": "var h",
    }


def test_django_finds_them():
    for path in BUNDLES:
        assert finders.find(path)


@pytest.mark.parametrize("kind", ["css", "js"])
def test_each_source_is_named_once_or_belongs_to_a_page(kind):
    lists = [STATIC / kind / "order.txt", *(STATIC / kind).glob("more.txt")]
    named = [name for one in lists for name in one.read_text().split()]
    assert len(named) == len(set(named))
    alone = {path.name for path in (STATIC / kind).glob(f"*.{kind}")} - set(named)
    assert alone <= {"queue.js", "signing.js", "board_live.js", "session.js"}


def test_every_file_that_the_stylesheet_asks_for_is_there():
    text = joined(STATIC / "css" / "order.txt")
    asked = [part.split('"')[1] for part in text.split("url(")[1:]]
    assert asked
    for path in asked:
        assert (STATIC / "css" / path).resolve().is_file(), path
