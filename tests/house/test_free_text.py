"""Whatever is typed anywhere, by anybody: no answer breaks, and no table keeps what hides or what it cannot hold.

PostgreSQL takes no NUL at all; here it is refused in the same way by every database. Each form is posted as the table
of matrix.py says, with one field after the other turned hostile: those that are said, and those that the view reads.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.urls import resolve

from tests.house.matrix import TABLE
from tests.house.rules import ACTORS, Line, articles, object_of
from tests.house.stage import Stage
from tests.house.test_matrix import address, ask

NUL, TURNED, BOTH = "Bon\x00jour", "Bon\u202ejour", "Bon\x00jo\u202eur"
HELD_IN = re.compile(r"\x00|\\u0000")  # as a word, or inside JSON
HIDES = re.compile("[\u202e\x00]|\\\\u202e|\\\\u0000")
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE) "(\w+)"')
AS_TYPED = {"posts_draft"}  # a draft is its author's alone, and comes back to them as it was typed
# What makes a field count that is left aside otherwise.
COUNTS = {
    ("moderation:suggestion", "reason"): {"answer": "decline"},
    ("moderation:decision", "message"): {"verdict": "send_back"},
    ("moderation:decision", "passages"): {"verdict": "send_back"},
    ("moderation:decision", "text"): {"verdict": "correct"},
}
READS = re.compile(r"""\b(POST|GET|data)\.(?:get|getlist)\(\s*["'](\w+)["']""")


@contextmanager
def watched(kept: list[str]) -> Iterator[None]:
    """A database as strict as PostgreSQL; ``kept`` gathers the tables in which something hidden was written."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words = [str(value) for value in _flat(params) if not isinstance(value, int | float)]
        if any(HELD_IN.search(word) for word in words):
            raise ValueError("A string literal cannot contain NUL (0x00) characters.")
        into = WRITES.match(sql)
        if into and into[1] not in AS_TYPED and any(HIDES.search(word) for word in words):
            kept.append(into[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def _flat(params: Any) -> Iterator[Any]:
    for value in params.values() if isinstance(params, Mapping) else params or ():
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value


@cache
def read_by(module: ModuleType) -> dict[str, set[str]]:
    """The names that the views of a module read of a form and of an address: {"POST": …, "GET": …}."""
    found: dict[str, set[str]] = {"POST": set(), "GET": set()}
    for where, name in READS.findall(inspect.getsource(module)):
        found["GET" if where == "GET" else "POST"].add(name)
    for each in vars(module).values():
        if isinstance(each, type) and issubclass(each, forms.BaseForm):
            found["POST"] |= set(each.base_fields)
    return found


def module_of(url: str) -> ModuleType:
    found = inspect.getmodule(inspect.unwrap(resolve(url).func))
    assert found
    return found


def somebody(of: frozenset[str]) -> str:
    return next(actor for actor in ACTORS if actor in of and actor != "suspended")


def lines(method: str) -> Iterator[Line]:
    """One line of each route (and of each kind of suggestion), for somebody whom it lets in."""
    met = set()
    for line in TABLE:
        let_in, status = (line.acts, line.post) if method == "POST" else (line.reads, line.get)
        what = line.route, line.about if line.route == "moderation:suggestion" else ""
        if let_in - {"suspended"} and status not in (404, 405) and what not in met:
            met.add(what)
            yield line


def posted(stage: Stage) -> Iterator[tuple[Line, str, str, Mapping[str, Any]]]:
    """(line, its address, the name turned hostile, all that is said)"""
    for line in lines("POST"):
        url, said = address(line, object_of(stage, line.about)), dict(line.says(stage))
        for name in sorted(set(said) | read_by(module_of(url))["POST"]):
            counts = COUNTS.get((line.route, name), {}) and COUNTS[line.route, name] | articles(stage)
            for hostile in (NUL, TURNED) if name in said or counts else (BOTH,):
                yield line, url, name, said | counts | {name: hostile}


@pytest.fixture
def kept() -> Iterator[list[str]]:
    tables: list[str] = []
    with watched(tables):
        yield tables


def wrongs_of_forms(stage: Stage, kept: list[str], only: str = "") -> Iterator[str]:
    browsers = {actor: stage.browser(actor) for actor in ACTORS}
    for line, url, name, said in posted(stage):
        if only not in line.route:
            continue
        answer = ask(browsers[somebody(line.acts)], "POST", url, said)
        if answer.status_code >= 500:
            yield f"{line.route}: {said[name]!a} as {name} breaks it"
        if kept:
            yield f"{line.route}: {said[name]!a} as {name} is kept in {', '.join(set(kept))}"
            kept.clear()


def wrongs_of_addresses(stage: Stage) -> Iterator[str]:
    for line in lines("GET"):
        known = object_of(stage, line.about)
        url, browser = address(line, known), stage.browser(somebody(line.reads))
        asked = [(name, f"{url}?{name}=Bon%00jour") for name in read_by(module_of(url))["GET"]]
        words = {name for name, value in known.items() if isinstance(value, str)} & {"tag", "token"}
        asked += [(name, address(line, known | {name: NUL})) for name in words]
        for name, hostile in asked:
            if ask(browser, "GET", hostile, {}).status_code >= 500:
                yield f"{line.route}: a NUL as {name} breaks it"


def test_no_form_breaks_nor_keeps_what_hides(stage, kept):
    wrong = sorted(set(wrongs_of_forms(stage, kept)))
    assert not wrong, "\n".join(wrong)


def test_no_address_breaks(stage, kept):
    wrong = sorted(set(wrongs_of_addresses(stage)))
    assert not wrong, "\n".join(wrong)


def test_forms_and_what_views_read_are_found(stage):
    """A search that found no field would find nothing wrong with it."""
    found = {(line.route, name) for line, _url, name, _said in posted(stage)}
    assert {
        ("moderation:decision", "message"),
        ("moderation:suggestion", "reason"),
        ("words:removal", "reason"),
        ("charter:head", "preamble"),
        ("members:settings", "name"),
        ("members:import", "names"),
        ("school:class", "name"),
        ("words_door", "name"),
        ("moderation:taking_down", "message"),
    } <= found


def test_a_field_that_is_not_cleaned_is_seen(stage, kept, monkeypatch):
    """The same search, with a pipeline that lets everything through."""
    monkeypatch.setattr("charter.forms.clean", lambda raw, limit: raw)
    assert list(wrongs_of_forms(stage, kept, only="charter:head"))
