"""Every route × every method × every kind of person: what is declared is what is answered."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.house.matrix import TABLE
from tests.house.rules import ACTORS, NEVER_EXISTED, Line, never_existing, object_of
from tests.house.stage import Stage
from tests.house.test_lexicon_parity import routes

ROUTES = set(routes(get_resolver()))


def address(line: Line, known: Mapping[str, Any]) -> str:
    """The route's address; it takes of the object what it needs."""
    try:
        return reverse(line.route)
    except NoReverseMatch:
        return reverse(line.route, kwargs=known)


def ask(browser: Client, method: str, url: str, said: Mapping[str, Any]) -> HttpResponse:
    """One request, of which nothing stays: neither rows nor cookies."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        answer = browser.get(url) if method == "GET" else browser.post(url, said)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def told(answer: HttpResponse) -> tuple:
    return answer.status_code, sorted(answer.headers.items()), sorted(answer.cookies), answer.content


def wrongs(stage: Stage, actor: str) -> Iterator[str]:
    browser = stage.browser(actor)
    browser.get("/")  # notes the person's presence: the next minute's requests write nothing
    of_nothing: dict[tuple, tuple] = {}
    for line in TABLE:
        known = object_of(stage, line.about)
        for method in ("GET", "POST"):
            answer = ask(browser, method, address(line, known), line.says(stage))
            where = f"{actor}: {method} {line.route} ({line.about})"
            expected = line.expected(actor, method)
            if answer.status_code != expected:
                yield f"{where} answers {answer.status_code}, declared {expected}"
            elif expected == NEVER_EXISTED:
                for number, nothing in enumerate(never_existing(known)):
                    asked = (line.route, method, number)  # a refusal of nothing is asked for once a route
                    if asked not in of_nothing:
                        other = ask(browser, method, address(line, nothing), line.says(stage))
                        of_nothing[asked] = told(other)
                    if told(answer) != of_nothing[asked]:
                        yield f"{where} is told from what never existed: {nothing}"


def test_every_route_is_declared():
    undeclared = sorted(ROUTES - {line.route for line in TABLE})
    assert not undeclared, "Give a line in matrix.py to:\n" + "\n".join(undeclared)


def test_no_line_speaks_of_a_route_that_does_not_exist():
    assert sorted({line.route for line in TABLE} - ROUTES) == []


@pytest.mark.parametrize("actor", ACTORS)
def test_every_route_answers_as_declared(stage, actor):
    wrong = list(wrongs(stage, actor))
    assert not wrong, "\n".join(wrong)
