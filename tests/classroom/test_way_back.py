"""A form's ``next`` leads to a page of ours or nowhere: never elsewhere, and never to an error."""

import pytest
from django.urls import reverse

from classroom.way_back import way_back


@pytest.mark.parametrize("asked", ["/lexicon/?q=a", "http://testserver/help/"])
def test_a_page_of_ours_is_gone_back_to(rf, asked):
    assert way_back(rf.post("/language/"), asked) == asked


@pytest.mark.parametrize(
    "asked",
    ["", "https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "Bonjour", "a:b"],
)
def test_anything_else_leads_to_the_front(rf, asked):
    assert way_back(rf.post("/language/"), asked) == "/"
    assert way_back(rf.post("/language/"), asked, "/mine/") == "/mine/"


@pytest.mark.parametrize("route", ["language", "comfort"])
def test_a_word_that_is_no_address_breaks_nothing(client, db, route):
    assert client.post(reverse(route), {"next": "Bonjour"}).headers["Location"] == "/"
