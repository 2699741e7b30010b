"""What an operator's probes are told, and what is looked at before a start."""

from wsgiref.util import setup_testing_defaults

import pytest
from django.db import OperationalError, connection
from django.test import Client

from classroom import system_checks, urls_health


def test_a_process_that_is_up_says_so_without_its_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_it_is_ready_when_its_database_answers(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/readyz").content == b"ok\n"


@pytest.mark.django_db
def test_it_is_not_ready_when_its_database_is_away(monkeypatch):
    class Away:
        def cursor(self):
            raise OperationalError("away")

    monkeypatch.setattr(urls_health, "connection", Away())
    probe = Client(raise_request_exception=False)
    assert probe.get("/readyz").status_code == 500
    assert probe.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_wsgi_server_is_answered_too():
    from classroom.wsgi import application

    environ, answered = {"HTTP_HOST": "testserver", "PATH_INFO": "/healthz"}, []
    setup_testing_defaults(environ)
    body = application(environ, lambda status, headers: answered.append(status))
    assert (answered, b"".join(body)) == (["200 OK"], b"ok\n")


def test_an_sqlite_that_can_lose_a_write_is_said_before_the_start(monkeypatch):
    monkeypatch.setattr(system_checks, "SQLITE_NEEDED", (99, 0, 0))
    said = system_checks.sqlite_is_recent()
    assert [warning.id for warning in said] == (["classroom.W001"] if connection.vendor == "sqlite" else [])


def test_one_that_cannot_is_not(monkeypatch):
    monkeypatch.setattr(system_checks, "SQLITE_NEEDED", (3, 0, 0))
    assert system_checks.sqlite_is_recent() == []
