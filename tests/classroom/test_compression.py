"""Pages are compressed, in brotli where the browser reads it, and their weight says little of what they hold."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from classroom.compression import Compressed

PAGE = "Un message de la classe, lu et relu. " * 40


def answer(accepts, response=None):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts} if accepts else {})
    return Compressed(lambda _request: response or HttpResponse(PAGE))(request)


@pytest.mark.parametrize("accepts", ["gzip, deflate, br", "br", "br;q=0.8, gzip", "gzip;q=0, br;q=1.0"])
def test_a_browser_that_reads_brotli_gets_it(accepts):
    said = answer(accepts)
    assert said["Content-Encoding"] == "br"
    assert brotli.decompress(said.content).decode() == PAGE
    assert int(said["Content-Length"]) == len(said.content) < len(PAGE) / 5
    assert said["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepts", ["gzip", "gzip, br;q=0", "gzip, br; q=0.0"])
def test_another_gets_gzip(accepts):
    assert gzip.decompress(answer(accepts).content).decode() == PAGE


@pytest.mark.parametrize("accepts", ["", "identity", "abr, brotli"])
def test_one_that_reads_neither_gets_the_page_as_it_is(accepts):
    assert answer(accepts).content.decode() == PAGE


def test_two_answers_of_the_same_page_do_not_always_weigh_the_same():
    weights = {len(answer("br").serialize()) for _ in range(50)}
    assert len(weights) > 5
    assert max(weights) - min(weights) < 32


def test_what_is_short_or_compressed_already_is_left_alone():
    assert "Content-Encoding" not in answer("br", HttpResponse("short"))
    packed = HttpResponse(PAGE, headers={"Content-Encoding": "zstd"})
    assert answer("br", packed)["Content-Encoding"] == "zstd"


def test_a_stream_and_a_mark_of_sameness_are_handled_as_django_does():
    assert answer("gzip, br", StreamingHttpResponse([PAGE]))["Content-Encoding"] == "gzip"
    assert answer("br", HttpResponse(PAGE, headers={"ETag": '"1"'}))["ETag"] == 'W/"1"'
    assert answer("br", HttpResponse(PAGE, headers={"ETag": 'W/"1"'}))["ETag"] == 'W/"1"'


def test_the_csrf_cookie_is_given_once_and_goes_with_the_session(client):
    cookie = client.get("/comfort/").cookies["csrf"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert "csrf" not in client.get("/comfort/").cookies
    client.cookies["csrf"] = "x" * 32
    client.cookies["csrf"] = "not one of ours"
    assert client.get("/comfort/").cookies["csrf"].value not in ("", "not one of ours")
