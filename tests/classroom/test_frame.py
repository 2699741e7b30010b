"""The frame of every page: who is offered what, and pages that know nobody."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path, set_urlconf
from django.utils.translation import override


def page(request, **kwargs):
    return HttpResponse()


def rooms(app, *names):
    return include(([path(f"{app}/{name}/<slug:slug>/", page, name=name) for name in names], app))


EVERYWHERE = (
    path("", page, name="home"),
    path("help/", page, name="help"),
    path("reading/", page, name="reading"),
    path("out/", page, name="sign_out"),
    path("comfort/", page, name="comfort"),
    path("language/", page, name="language"),
    path("presence/", page, name="presence"),
    path("", rooms("posts", "timeline", "mine")),
    path("", rooms("charter", "charter")),
    path("", rooms("moderation", "queue")),
    path("", rooms("members", "list")),
    path("", include(([path("school/", page, name="home")], "school"))),
    path(
        "",
        include(([path("lexicon/", page, name="index"), path("l/<slug>/", page, name="entry")], "lexicon")),
    ),
)


@pytest.fixture(autouse=True)
def _all_rooms_are_built():
    set_urlconf(EVERYWHERE)
    with override("fr"):
        yield
    set_urlconf(None)


def frame(*, teaches=False, writes=True, administers=False, member=True, **context):
    request = RequestFactory().get("/somewhere/?page=2")
    request.user = SimpleNamespace(
        is_authenticated=True,
        is_pupil=not (teaches or administers),
        administers=administers,
        get_short_name="Anne",
    )
    if member:
        space = SimpleNamespace(name="5e B", slug="5b", level="college")
        request.member = SimpleNamespace(name="Léa M.", space=space, teaches=teaches, writes=writes)
    return render_to_string("base.html", {"comfort": {}, "teaches": teaches, **context}, request)


def menu(html):
    nav = html[html.index("<nav") : html.index("</nav>")]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", item).split())
        for item in re.findall(r"<li>(.*?)</li>", nav, re.DOTALL)
    ]


def test_a_pupil_is_offered_what_a_pupil_does():
    assert menu(frame()) == ["Fil", "Mes textes", "Charte", "Lexique", "Aide"]


def test_a_teacher_reads_first_and_sees_how_much_waits():
    assert menu(frame(teaches=True, waiting_count=7)) == [
        "Relire 7",
        *["Fil", "Mes textes", "Charte", "Élèves", "Lexique", "Aide"],
    ]


def test_an_observer_writes_nothing():
    assert menu(frame(writes=False)) == ["Fil", "Charte", "Lexique", "Aide"]


def test_a_school_admin_finds_the_school_from_anywhere():
    assert menu(frame(administers=True, member=False)) == ["Établissement", "Lexique", "Aide"]
    in_class = frame(administers=True, teaches=True)
    assert "Établissement" not in menu(in_class)  # beside the class's own links it would wrap the board
    assert 'href="/school/"' in in_class


def test_who_teaches_nothing_is_not_led_to_reading():
    assert menu(frame(teaches=True, member=False)) == ["Relire", "Lexique", "Aide"]
    assert 'href="/reading/"' in frame(teaches=True)
    assert 'href="/reading/"' not in frame(administers=True, member=False) + frame(administers=True)


def test_nobody_is_offered_nothing_but_words_and_help():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    html = render_to_string("base.html", {"comfort": {}}, request)
    assert menu(html) == ["Lexique", "Aide"]
    assert "sign-out" not in html


def test_signing_out_is_a_post():
    assert re.search(r'<form method="post" action="/out/" data-sign-out>', frame())


def test_the_frame_names_the_class_and_its_level():
    html = frame()
    assert 'data-level="college"' in html
    assert "· 5e B" in html
    assert 'href="/comfort/?next=/somewhere/%3Fpage%3D2"' in html


def test_a_room_that_is_not_built_is_not_offered():
    set_urlconf(tuple(path(f"{name}/", page, name=name) for name in ("comfort", "language", "presence")))
    assert menu(frame(teaches=True)) == []


@pytest.mark.parametrize("name", ["base.html", "400.html", "404.html", "403.html", "429.html", "500.html"])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(name):
    html = frame() if name == "base.html" else render_to_string(name)
    assert not re.search(r"<style|style=|\son[a-z]+=|<script(?![^>]*src=)|(?:src|href)=\"https?:", html)


@pytest.mark.parametrize("name", ["400.html", "404.html", "403.html", "429.html", "500.html"])
def test_a_refusal_knows_nobody_and_is_the_same_bytes_for_all(name):
    request = RequestFactory().get("/classes/5b/")
    request.user = AnonymousUser()
    first, second = render_to_string(name, {}, request), render_to_string(name, {}, request)
    assert first == second
    assert "csrf" not in first
    assert render_to_string(name)


class Form(forms.Form):
    name = forms.CharField(label="Prénom", help_text="Comme sur ta carte.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Genre", choices=[("a", "Un"), ("b", "Deux")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="D’accord")


def field(name, data=None):
    return render_to_string("_field.html", {"field": Form(data)[name]})


def test_a_wrong_field_says_so_beside_itself():
    html = field("name", {})
    assert 'class="field wrong"' in html
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html).group(1).split()
    assert all(f'id="{name}"' in html for name in described)
    assert "Comme sur ta carte." in html


def test_a_field_that_may_stay_empty_says_so():
    assert "facultatif" in field("note")
    assert "facultatif" not in field("name")


def test_choices_stand_under_their_question():
    html = field("kind")
    assert html.count('<label class="choice"') == 2
    assert "<legend>Genre</legend>" in html


def test_a_box_stands_before_its_words():
    assert field("agree").index("<input") < field("agree").index("accord</span>")


def test_the_question_mark_is_a_link_to_the_entry_and_says_which():
    html = render_to_string("_help.html", {"slug": "file", "word": "la file"})
    assert html.startswith('<a class="help-mark" href="/l/file/"')
    assert "Qu’est-ce que c’est : la file ?" in html.replace("\xa0", " ")


def test_an_empty_page_says_what_to_do_next():
    html = render_to_string("_empty.html", {"title": "Rien", "url": "/x/", "label": "Écrire"})
    assert '<a class="button" href="/x/">Écrire</a>' in html
