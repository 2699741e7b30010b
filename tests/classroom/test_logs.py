"""What the logs write down: routes, figures and places in the code, never what somebody typed."""

import json
import logging
import sys

import pytest

from classroom.logs import JsonLines, access_log


def line_of(name, level, message, *args, error=None):
    record = logging.LogRecord(name, level, __file__, 1, message, args, error)
    return json.loads(JsonLines().format(record))


def raised(message):
    try:
        raise ValueError(message)
    except ValueError:
        return sys.exc_info()


def test_our_own_messages_are_kept_whole():
    line = line_of("ardoise.tasks", logging.WARNING, "%d cards", 3)
    assert (line["logger"], line["level"], line["message"]) == ("ardoise.tasks", "WARNING", "3 cards")


def test_a_librarys_warning_keeps_its_name_alone_for_it_could_quote_what_somebody_typed():
    line = line_of("django.request", logging.WARNING, "Bad value: %s", "ma vie privée")
    assert line["logger"] == "django.request"
    assert "message" not in line


def test_a_librarys_news_keeps_its_words_without_what_was_filled_in():
    assert line_of("uvicorn", logging.INFO, "Started %s", "ma vie privée")["message"] == "Started %s"


def test_an_error_says_its_kind_and_where_and_never_its_message():
    line = line_of("ardoise.tasks", logging.ERROR, "tasks", error=raised("ma vie privée"))
    assert line["error"] == "ValueError"
    assert line["where"][-1].startswith("test_logs.py:")
    assert line["where"][-1].endswith(" raised")
    assert "vie" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize(("address", "route"), [("/door/", "pupil_door"), ("/devine/secret-token/", "-")])
def test_a_request_is_written_down_by_its_route_not_by_its_address(client, db, address, route):
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(JsonLines().format(record))
    access_log.addHandler(handler)
    try:
        client.get(address)
    finally:
        access_log.removeHandler(handler)
    [line] = map(json.loads, lines)
    assert (line["route"], line["method"]) == (route, "GET")
    assert "secret-token" not in lines[0]
