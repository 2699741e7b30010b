"""Each word of the interface has its French, and the French keeps the house's manners."""

import re

import polib
import pytest

from classroom import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
MIDDLE_DOT = re.compile(r"\w[·‧•⋅∙]\w")


def entries() -> list[polib.POEntry]:
    return [
        entry for app in catalogues.APPS for entry in catalogues.read_catalogue(app) if not entry.obsolete
    ]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def badly_filled(entry: polib.POEntry) -> bool:
    """Whether a French form lacks a placeholder that the English has, or has one that nothing fills."""
    if not entry.msgid_plural:
        return placeholders(entry.msgstr) != placeholders(entry.msgid)
    one, many = placeholders(entry.msgid), placeholders(entry.msgid_plural)
    few, more = (placeholders(entry.msgstr_plural[number]) for number in (0, 1))
    return more != many or not one <= few <= many


def french(entry: polib.POEntry) -> str:
    return "\n".join([entry.msgstr, *entry.msgstr_plural.values()])


@pytest.mark.parametrize("kind", ["missing", "untranslated", "fuzzy", "obsolete", "misplaced"])
def test_no_message_is(kind):
    assert getattr(catalogues.gaps(), kind) == []


def test_french_fills_the_same_placeholders():
    assert [entry.msgid for entry in entries() if badly_filled(entry)] == []


def test_french_has_no_middle_dot_inside_a_word():
    assert [french(entry) for entry in entries() if MIDDLE_DOT.search(french(entry))] == []


def test_the_french_counts_nothing_as_one():
    headers = [catalogues.read_catalogue(app).metadata["Plural-Forms"] for app in catalogues.APPS]
    assert set(headers) == {"nplurals=2; plural=(n > 1);"}


@pytest.mark.parametrize(
    ("english", "said", "wrong"),
    [
        ("Hello %(name)s", "Bonjour %(name)s", False),
        ("Hello %(name)s", "Bonjour %(nom)s", True),
        ("Hello {name}", "Bonjour", True),
        ("100%% of %s", "100%% de %s", False),
    ],
)
def test_a_lost_placeholder_is_seen(english, said, wrong):
    assert badly_filled(polib.POEntry(msgid=english, msgstr=said)) is wrong


def test_a_plural_may_leave_its_number_out_only_where_the_english_does():
    entry = polib.POEntry(msgid="One text", msgid_plural="%(n)s texts")
    entry.msgstr_plural = {0: "Un texte", 1: "%(n)s textes"}
    assert not badly_filled(entry)
    entry.msgstr_plural = {0: "%(n)s texte", 1: "%(n)s textes"}
    assert not badly_filled(entry)
    entry.msgstr_plural = {0: "Un texte", 1: "des textes"}
    assert badly_filled(entry)
