"""One stylesheet, one script: made of their sources, never stale, never half written."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from classroom.stylesheet import BUNDLES, StylesheetFinder, joined

STATIC = settings.BASE_DIR / "static"


@pytest.fixture
def house(tmp_path: Path) -> StylesheetFinder:
    for folder, first, second in (("css", "b.css", "a.css"), ("js", "z.js", "y.js")):
        (tmp_path / "static" / folder).mkdir(parents=True)
        (tmp_path / "static" / folder / "order.txt").write_text(f"{first}\n{second}\n")
        (tmp_path / "static" / folder / first).write_text("/* why */\nfirst {\n  }\n")
        (tmp_path / "static" / folder / second).write_text("second\n")
    return StylesheetFinder(sources=tmp_path / "static", made=tmp_path / "made")


def test_sources_are_joined_in_their_order_without_comments(house):
    assert Path(house.find("css/app.css")).read_text() == "first {\n}\nsecond\n"


def test_a_script_loses_its_comments_too(house):
    assert Path(house.find("js/app.js")).read_text() == "first {\n}\nsecond\n"


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
    assert house.find("js/app.js", find_all=True) == [str(house.made / "js/app.js")]


def test_collectstatic_is_handed_both_bundles(house):
    assert house.check() == []
    handed = {path: Path(storage.path(path)).read_text()[:5] for path, storage in house.list([])}
    assert handed == {"css/app.css": "first", "js/app.js": "first"}


def test_django_finds_them():
    for path in BUNDLES:
        assert finders.find(path)


@pytest.mark.parametrize("kind", ["css", "js"])
def test_each_source_is_named_once_or_belongs_to_a_page(kind):
    named = (STATIC / kind / "order.txt").read_text().split()
    assert len(named) == len(set(named))
    alone = {path.name for path in (STATIC / kind).glob(f"*.{kind}")} - set(named)
    assert alone <= {"queue.js", "signing.js", "board_live.js", "session.js"}


def test_every_file_that_the_stylesheet_asks_for_is_there():
    text = joined(STATIC / "css" / "order.txt")
    asked = [part.split('"')[1] for part in text.split("url(")[1:]]
    assert asked
    for path in asked:
        assert (STATIC / "css" / path).resolve().is_file(), path
