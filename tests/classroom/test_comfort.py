"""Reading comfort: four words in a cookie of ours; anything else is as if nothing had been asked."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from classroom.comfort import COOKIE, YEAR, allowed, chosen
from classroom.context import comfort as comfort_of
from classroom.context import product


def with_cookie(value: str):
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = value
    return request


def test_what_is_chosen_is_read_back():
    request = with_cookie("theme=slate&size=larger")
    assert chosen(request) == {"theme": "slate", "font": "", "size": "larger", "spacing": ""}


@pytest.mark.parametrize("value", ["", "theme=<script>", "theme=dark&theme=", "%00", "=&&&", "nothing=slate"])
def test_a_value_from_elsewhere_is_the_usual_look(value):
    assert not any(chosen(with_cookie(value)).values())


def test_every_frame_is_given_it():
    assert comfort_of(with_cookie("font=lexend")) == {
        "comfort": {"theme": "", "font": "lexend", "size": "", "spacing": ""}
    }


@override_settings(DEMO=True)
def test_a_demonstration_says_so():
    assert product(RequestFactory().get("/"))["demo"] is True


def test_choosing_keeps_it_a_year_and_comes_back_to_the_page():
    answer = Client().post("/comfort/", {"theme": "slate", "spacing": "wide", "next": "/lexicon/"})
    assert (answer.status_code, answer.url) == (302, "/lexicon/")
    cookie = answer.cookies[COOKIE]
    assert QueryDict(cookie.value).dict() == {"theme": "slate", "spacing": "wide"}
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (YEAR, True, "Lax")


def test_a_script_gets_the_cookie_and_no_page():
    answer = Client().post("/comfort/", {"font": "lexend"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 204
    assert answer.cookies[COOKIE].value == "font=lexend"


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example", "", "javascript:alert(1)"]
)
def test_it_never_leads_elsewhere(away):
    assert Client().post("/comfort/", {"next": away}).url == "/"


def test_the_choices_are_a_page_and_a_panel_of_every_page_and_reading_them_changes_nothing():
    browser = Client()
    browser.cookies[COOKIE] = "size=larger"
    page, panel = (
        browser.get("/comfort/?next=/lexicon/"),
        browser.get("/comfort/", headers={"HX-Request": "true"}),
    )
    assert "<html" in page.text
    assert "<html" not in panel.text
    for answer in (page, panel):
        assert 'value="larger" checked' in answer.text
        assert COOKIE not in answer.cookies
    assert 'name="next" value="/lexicon/"' in page.text


def test_the_choices_lead_back_to_no_page_of_another_site():
    assert 'name="next" value="/"' in Client().get("/comfort/?next=https://elsewhere.example/").text


def test_a_request_from_elsewhere_is_refused():
    assert Client(enforce_csrf_checks=True).post("/comfort/", {"theme": "slate"}).status_code == 403


def test_the_page_wears_what_was_chosen():
    page = render_to_string("404.html", {"comfort": allowed(QueryDict("theme=slate&size=large"))})
    assert 'data-theme="slate"' in page
    assert 'data-size="large"' in page
