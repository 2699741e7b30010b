"""Templates are loaded without their indents; nothing that a reader sees goes with them."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template

from classroom.tight_templates import tight

TEMPLATES = settings.BASE_DIR / "templates"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<ul>\n    <li>a</li>\n\n    <li>b</li>\n</ul>\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("a\n{% if b %}\n  b\n{% endif %}\nc", "a\n{% if b %}b\n{% endif %}c"),
        ("{% if a %}{% if b %}\nc\n{% endif %}{% endif %}\n", "{% if a %}{% if b %}c\n{% endif %}{% endif %}"),
        ("a {% if b %}b{% endif %}\nc", "a {% if b %}b{% endif %}\nc"),
        ("{% comment %}Why.{% endcomment %}\n{% load tz %}\n<p>", "{% comment %}Why.{% endcomment %}{% load tz %}<p>"),
        ("{% url 'x' y as z %}\n{% url 'x' y %}\n<p>", "{% url 'x' y as z %}{% url 'x' y %}\n<p>"),
        ('{% translate "a" as b %}\n{% translate "a" %}\n<p>', '{% translate "a" as b %}{% translate "a" %}\n<p>'),
        ('{% include "c" %}\n<p>', '{% include "c" %}\n<p>'),
        ("<textarea>\n{{ text }}</textarea>", "<textarea>\n{{ text }}</textarea>"),
    ],
)  # fmt: skip
def test_a_line_break_stays_where_there_was_space_but_after_silent_lines(source, said):
    assert tight(source) == said


def test_the_templates_of_the_house_are_loaded_so():
    source = get_template("base.html").template.source
    assert source == tight((TEMPLATES / "base.html").read_text("utf-8"))
    assert not re.search(r"\n[ \t]", source)


def test_no_message_spans_lines_for_its_translation_would_not_be_found():
    spans = re.compile(r"\{% blocktranslate(?:(?!endblocktranslate).)*\n", re.DOTALL)
    for page in TEMPLATES.rglob("*.html"):
        pieces = re.findall(r"\{% blocktranslate.*?endblocktranslate %\}", page.read_text("utf-8"), re.DOTALL)
        assert not [piece for piece in pieces if spans.match(piece)], page
