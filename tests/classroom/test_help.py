"""The page of help: « tu » and a teacher to tell for pupils, « vous » and their own acts for adults."""

import re

import pytest

TU = re.compile(r"\b(tu|te|toi|ton|ta|tes|dis-le)\b|\bt’", re.I)


def said(browser):
    html = browser.get("/help/").content.decode()
    return re.sub(r"<[^>]+>", " ", html.partition("<h1>")[2].partition("<footer")[0])


@pytest.mark.parametrize("who", ["teacher", "admin"])
def test_adults_are_told_what_they_can_do_and_where_their_guides_are(who, request, as_member):
    words = said(as_member(request.getfixturevalue(who)))
    assert "J’ai décidé trop vite" in words
    assert "Le guide de l’enseignant" in words
    assert "3018" in words
    assert not TU.search(words)


def test_pupils_and_whoever_is_outside_are_told_to_tell_an_adult(pupil, as_member, client):
    for browser in (as_member(pupil), client):
        words = said(browser)
        assert "J’ai perdu ma carte" in words
        assert "J’ai décidé trop vite" not in words
        assert "3018" in words
