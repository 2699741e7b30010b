"""When nothing else can be said: pages of ours, in words for a pupil as well as for an adult."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import get_resolver
from django.utils.translation import override

from classroom.errors import broken

PAGES = ["400.html", "403.html", "404.html", "429.html", "500.html"]
TO_SOMEBODY = re.compile(
    r"\b(tu|te|toi|ton|ta|tes|vous|votre|vos|reviens|attends|essaie|préviens|(?!chez)\w+ez)\b", re.I
)


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_called_tu_nor_vous(name):
    with override("fr"):
        page = render_to_string(name)
    said = re.sub(r"<[^>]+>", " ", page.partition("<main")[2])
    assert TO_SOMEBODY.findall(said) == []
    assert len(said.split()) > 12


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_cannot_be_read_is_answered_in_our_look_and_language(client, db, language):
    client.cookies["language"] = language
    torn = client.post("/door/words/", b"torn", content_type="multipart/form-data; boundary=")
    assert torn.status_code == 400
    html = torn.content.decode()
    assert ("est illisible" if language == "fr" else "could not be read") in html
    assert f'lang="{language}"' in html
    assert "css/app.css" in html


def test_another_houses_name_is_answered_in_our_look_too(client, db):
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "est illisible" in answer.content.decode()


def test_what_was_being_sent_when_the_server_broke_is_given_back(rf):
    with override("fr"):
        answer = broken(rf.post("/", {"text": "Une mésange <b>", "message": " "}))
    assert answer.status_code == 500
    html = answer.content.decode()
    assert "Une mésange &lt;b&gt;" in html
    assert "Rien n’a changé" in html
    assert html.count("<textarea") == 1
    assert get_resolver().resolve_error_handler(500) is broken


def test_a_server_that_broke_while_a_form_could_not_be_read_says_so_too(rf):
    torn = rf.post("/", b"torn", content_type="multipart/form-data; boundary=")
    assert broken(torn).status_code == 500
