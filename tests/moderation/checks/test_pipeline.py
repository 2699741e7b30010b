"""The checks as a whole: always all of them, never an error, and what could not run says so."""

import os
import subprocess
import sys
import time

import pytest

from moderation import checks
from moderation.checks import Around, check

HOSTILE = {
    "one letter": "a" * 10_000,
    "one word": "ab " * 3_333,
    "spaced letters": "a " * 5_000,
    "calls": "@a " * 3_333,
    "piled marks": "e\u0301" * 5_000,
    "addresses": "http://" * 1_400,
    "families": "👨‍👩‍👧" * 2_000,
    "borrowed letters": "\u0430a" * 5_000,
    "stars": "*" * 5_000 + "a*" * 2_500,
    "figures": "06 " * 3_333,
    "dots": "." * 10_000,
    "breaks": "\n" * 10_000,
}


def kinds(text, **around):
    return [one.kind for one in check(text, Around(**around)).seen]


def test_an_innocent_text_has_no_finding():
    assert check("Ce matin, nous avons planté des radis dans le potager. 🌱", Around()) == ([], [])


def test_the_first_text_of_a_process_is_checked_like_the_others():
    asked = (
        "from moderation.checks import Around, check; print(check('Nous avons planté des radis.', Around()))"
    )
    code = f"import django; django.setup(); {asked}"
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "classroom.settings", "ARDOISE_DEBUG": "true"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "Findings(seen=[], not_run=[])"


def test_what_is_seen_is_said_with_its_place_in_the_text_as_typed():
    text = "Œuvre : voir https://exemple.fr/a"
    (seen,) = check(text, Around()).seen
    assert (seen.kind, text[seen.start : seen.end], seen.matched) == (
        "link",
        "https://exemple.fr/a",
        "exemple.fr",
    )


def test_a_check_that_fails_is_said_not_to_have_run_and_the_others_run(monkeypatch):
    def broken(page, around):
        raise ValueError("Léa habite ici")

    monkeypatch.setitem(checks.CHECKS, "shouting", broken)
    findings = check("VOIR ICI HTTPS://EXEMPLE.FR", Around())
    assert (findings.not_run, [one.kind for one in findings.seen]) == (["shouting"], ["link"])


def test_a_failure_says_nothing_of_the_text_in_the_log(monkeypatch, caplog):
    def broken(page, around):
        raise ValueError("Léa habite ici")

    monkeypatch.setitem(checks.CHECKS, "shouting", broken)
    check("Léa habite ici", Around())
    assert "ValueError" in str([vars(line) for line in caplog.records])
    assert "Léa" not in str([vars(line) for line in caplog.records])


def test_a_check_that_takes_too_long_is_said_not_to_have_run(monkeypatch):
    def slow(page, around):
        time.sleep(0.06)
        return iter(())

    monkeypatch.setitem(checks.CHECKS, "shouting", slow)
    assert check("Bonjour", Around()).not_run == ["shouting"]


def test_a_check_tells_of_twenty_places_at_most():
    assert len(check("https://exemple.fr " * 60, Around()).seen) == checks.MOST


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_in_time_or_say_that_they_were_not_read(name):
    began = time.process_time()
    check(HOSTILE[name], Around(surnames=("Martin",) * 30, places=("Collège Jules-Ferry",)))
    assert time.process_time() - began < 5, "nothing may hold a server"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JE SUIS TRÈS CONTENT AUJOURD'HUI", ["shouting"]),
        ("L'ONU et la SNCF", []),
        ("REGARDEZ TOUS ICI https://exemple.fr/une-longue-adresse", ["shouting", "link"]),
        ("Vive le CM2 !", []),
        ("ouiiiiiiii", ["repetition"]),
        ("non non non non", ["repetition"]),
        ("Nous nous demandons", []),
        ("......", ["repetition"]),
        ("La suite… et la fin...", []),
        ("ра\u0443pal", ["hidden"]),
        ("Привет, это наш класс", []),
        ("مرحبا", []),
        ("@a @b @c @d @e", []),
        ("@a @b @c @d @e @f", ["mentions"]),
    ],
)
def test_light_checks_see_what_they_are_for(text, expected):
    assert kinds(text) == expected


def test_the_same_text_again_is_seen_whatever_its_accents():
    sent = frozenset({"jaiplantedesradis"})
    assert kinds("J'ai planté des radis !", earlier=sent) == ["duplicate"]
    assert kinds("J'ai planté des pois !", earlier=sent) == []
    assert kinds("oui oui", earlier=frozenset({"ouioui"})) == [], "short words may be said twice"
