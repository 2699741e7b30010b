"""The labelled sentences are what their datasheet says: well-formed, counted, and no sentence in both halves."""

import hashlib
import re
import unicodedata
from collections import Counter

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "bench" / "sentences"
PERSONAL = {"phone", "email", "address", "birth", "handle", "surname", "place"}
LABELS = {"insults": {"insult"}, "personal": PERSONAL, "distress": {"distress"}}
HALVES = ["worked-on", "held-out"]
PROMISED = 110  # sentences to catch, and as many innocent ones, in each half of each set
LONGEST = 200  # characters
ALIKE = 0.5  # shared words over all words, for sentences of four words or more

every_set = pytest.mark.parametrize("name", LABELS)
every_half = pytest.mark.parametrize("half", HALVES)


def sentences(name: str, half: str) -> list[list[str]]:
    """[label, sentence] pairs of one half."""
    lines = (FOLDER / f"{name}.{half}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("# ")]


def folded(sentence: str) -> str:
    plain = unicodedata.normalize("NFKD", sentence.casefold())
    return "".join(c for c in plain if c.isalnum())


def words(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", sentence.casefold()))


@every_set
@every_half
def test_each_line_is_a_label_and_a_sentence(name, half):
    for row in sentences(name, half):
        label, sentence = row
        assert label in LABELS[name] | {"innocent"}
        assert sentence == unicodedata.normalize("NFC", sentence).strip(), row
        assert 0 < len(sentence) <= LONGEST, row


@every_set
@every_half
def test_each_half_has_the_sentences_promised(name, half):
    count = Counter(label for label, _ in sentences(name, half))
    assert count["innocent"] >= PROMISED
    assert sum(count[label] for label in LABELS[name]) >= PROMISED
    assert min(count[label] for label in LABELS[name]) >= 12


@every_set
def test_no_sentence_is_written_twice(name):
    count = Counter(folded(sentence) for half in HALVES for _, sentence in sentences(name, half))
    assert not [sentence for sentence, times in count.items() if times > 1]


@every_set
def test_no_sentence_of_one_half_is_made_from_one_of_the_other(name):
    ours, theirs = ([(words(s), s) for _, s in sentences(name, half)] for half in HALVES)
    alike = [
        (one, other)
        for a, one in ours
        for b, other in theirs
        if min(len(a), len(b)) >= 4 and len(a & b) / len(a | b) >= ALIKE
    ]
    assert not alike


def test_the_datasheet_counts_what_is_there():
    told = re.findall(
        r"^\| (\w+) \| `(\w+)` \| (\d+) \| (\d+) \|$", (FOLDER / "README.md").read_text("utf-8"), re.M
    )
    there = {half: Counter((n, label) for n in LABELS for label, _ in sentences(n, half)) for half in HALVES}
    assert {(n, label): (int(a), int(b)) for n, label, a, b in told} == {
        key: (there["worked-on"][key], there["held-out"][key]) for key in there["worked-on"]
    }


def test_the_held_out_half_is_the_one_fixed_before_the_checks():
    for line in (FOLDER / "held-out.sha256").read_text("utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("name", ["roster", "places"])
def test_the_invented_class_is_two_columns(name):
    lines = (FOLDER / f"personal.{name}.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    assert {len(row) for row in rows} == {2}
    assert len(rows) == len({tuple(row) for row in rows})
