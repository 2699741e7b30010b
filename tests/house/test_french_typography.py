"""French as printers set it: the apostrophe is ’, and a no-break space (U+00A0) holds ; : ! ? « » to their words."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
STRAIGHT = r"(?<=[^\W\d_])'(?=[^\W_]|[«“%{<])"
LOOSE = r"(?<=\S) (?=[;:!?»](?![\w/]))|« "
WRONG = re.compile(f"{STRAIGHT}|{LOOSE}")


def said() -> Iterator[tuple[str, str]]:
    """(where, what) of all that the product says in French by itself."""
    for path in sorted((ROOT / "locale/fr").glob("*.po")):
        for entry in polib.pofile(str(path)):
            for words in (entry.msgstr, *entry.msgstr_plural.values()):
                yield path.name, words
    for path in sorted(
        [*ROOT.glob("*/lexicon/fr/*.toml"), *ROOT.glob("charter/templates_by_level/*.fr.toml")]
    ):
        for line in path.read_text("utf-8").splitlines():
            yield str(path.relative_to(ROOT)), line


def test_french_is_set_as_printers_do():
    wrong = [f"{where}: {words}" for where, words in said() if WRONG.search(words)]
    assert not wrong, "\n".join(wrong)


def test_all_of_it_is_read():
    found = [where for where, _words in said()]
    assert len(found) > 2000
    assert {"posts.po", "posts/lexicon/fr/draft.toml", "charter/templates_by_level/lycee.fr.toml"} <= set(
        found
    )


@pytest.mark.parametrize(
    "words", ["l'été", "d'%(name)s", "Oui !", "« Oui»", "«\u00a0Oui »", "l'«\u00a0été\u00a0»"]
)
def test_what_is_wrong_is_seen(words):
    assert WRONG.search(words)


@pytest.mark.parametrize(
    "words", ["l’été", "Oui\u00a0!", "«\u00a0Oui\u00a0»", "à 8:30", "https://exemple.fr/?q=a", "'mot'"]
)
def test_what_is_right_is_let_be(words):
    assert not WRONG.search(words)
