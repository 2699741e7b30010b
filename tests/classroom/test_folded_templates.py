"""Folding: the same pages, with text where each rendering would print the same."""

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.template.base import TextNode
from django.test import override_settings
from django.urls import NoReverseMatch
from django.utils.translation import override

from classroom import folded_templates
from classroom.folded_templates import fold

NAMES = {"word": "<b>", "n": 2, "yes": True, "none": None, "icon": "sun", "many": [1, 2], "slug": "5e-b"}
CONSTANT = (
    '{% translate "Timeline" %} & <p>',
    "{% translate 'Read' context 'nav' %}",
    "{% static 'icons/sprite.svg' %}#x",
    "{% url 'home' %}",
    '{% include "_icon.html" with name="check" %}',
    "{% comment %}why{% endcomment %}{% load moments %}{# nor this #}a",
)
CHANGING = (
    '{% translate "Timeline" as word %}{{ word }}',
    "{% translate word %}{% translate 'Timeline'|upper %}",
    "{% blocktranslate with n=n %}{{ n }} left{% endblocktranslate %}",
    "{% static 'icons/sprite.svg' as there %}{{ there }}",
    "{% url 'posts:timeline' slug %}{% url 'posts:timeline' slug=slug %}{% url 'home' as here %}{{ here }}",
    "{% url 'nowhere' as there %}{% if there %}there{% else %}nowhere{% endif %}",
    '{% include "_icon.html" with name="check" big=True %}',
    '{% include "_icon.html" with name=icon %}{% include "_icon.html" with name=icon|default:"moon" %}',
    "{% if yes %}{% translate 'Timeline' %}{% elif none %}{% url 'home' %}{% else %}{{ word }}{% endif %}",
    "{% for one in many %}{% translate 'Lexicon' %}{{ one }}{% empty %}{% translate 'Help' %}{% endfor %}",
    "{% with a=word %}{% block b %}{% translate 'Charter' %}{{ a }}{% endblock %}{% endwith %}",
    "{% language 'en' %}{% translate 'Timeline' %}{% if yes %}{% translate 'Help' %}{% endif %}{% endlanguage %}",
    "{% autoescape off %}{{ word }}{% translate 'My texts' %}{% endautoescape %}{{ word }}",
)


def read(source):
    return engines["django"].engine.from_string(source)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("source", CONSTANT + CHANGING)
def test_a_folded_template_prints_the_same(source, language):
    with override(language):
        plain, folded = read(source), fold(read(source))
        for names in (NAMES, {}, NAMES | {"yes": False, "many": [], "word": "plain", "slug": "6e-a"}):
            assert _printed(folded, names) == _printed(plain, names)


def _printed(template, names):
    try:
        return template.render(Context(names))
    except NoReverseMatch as nowhere:
        return str(nowhere)


@pytest.mark.parametrize("source", CONSTANT)
def test_what_never_changes_is_text_once_loaded(source):
    nodes = fold(read(f"a{source}b")).nodelist
    assert [type(node) for node in nodes] == [TextNode]


@pytest.mark.parametrize("source", CHANGING)
def test_what_changes_is_asked_again(source):
    assert any(type(node) is not TextNode for node in fold(read(source)).nodelist)


def test_a_page_is_folded_in_the_language_of_who_reads_it():
    for language, word in (("fr", "Confort"), ("en", "Comfort"), ("fr", "Confort")):
        with override(language):
            panel = engines["django"].engine.get_template("_comfort.html")
            assert f"</svg> {word}</summary>" in panel.render(Context())


def test_an_address_is_asked_once(monkeypatch):
    asked = []
    reverse = folded_templates.reverse
    monkeypatch.setattr(folded_templates, "reverse", lambda *a, **k: asked.append(a) or reverse(*a, **k))
    folded_templates._address.cache_clear()
    for slug in ("a", "b", "a"):
        page = fold(read("{% url 'posts:timeline' slug %}")).render(Context({"slug": slug}))
        assert page == f"/classes/{slug}/"
    assert len(asked) == 2
    with override_settings(ROOT_URLCONF="bench.floor"), pytest.raises(NoReverseMatch):
        fold(read("{% url 'posts:timeline' slug %}")).render(Context({"slug": "a"}))


def test_an_address_that_is_nowhere_is_an_error():
    with pytest.raises(NoReverseMatch):
        fold(read("{% url 'nowhere' %}"))
    with pytest.raises(TemplateSyntaxError):
        read("{% url %}")
