"""axe finds nothing: on any page, for any visitor, in both languages, on paper and on slate, wide and narrow."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import URLPattern, get_resolver

from tests.browser.pages import ELSEWHERE, PAGES, POST_ONLY, VISITS, named

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a theme can change is its colours and nothing else; what a language can change is its words. So in French every
# rule runs on both widths, and the colours of both themes on both; in English every rule runs once.
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LOOKS = (
    ("light", 1280, EVERYTHING),
    ("slate", 1280, COLOURS),
    ("slate", 375, EVERYTHING),
    ("light", 375, COLOURS),
)
RUN = """async (options) => (await axe.run(document, {...options, resultTypes: ["violations"]})).violations
    .map(fault => [fault.id, fault.nodes.map(one => one.html.slice(0, 200) + " " + one.any.map(why => why.message))])"""
UNFOLD = (
    """() => document.querySelectorAll("details:not(.help):not(.menu)").forEach(one => { one.open = true })"""
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("visit", VISITS, ids=named)
def test_axe_finds_nothing(visitors, visit, language):
    page, visitor = visit
    walker = visitors(visitor, language)
    walker.tab.set_viewport_size({"width": 1280, "height": 900})
    tab = walker.go(page)
    assert tab.locator("html").get_attribute("lang") == language
    tab.evaluate(AXE_SCRIPT + ";undefined")
    tab.evaluate(UNFOLD)
    found = {}
    for theme, width, rules in LOOKS if language == "fr" else LOOKS[:1]:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        if faults := tab.evaluate(RUN, rules):
            found[theme, width] = faults
    assert found == {}


def routes(resolver=None, above=()):
    """(name with its namespace, pattern) of all that the product answers to."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            yield ":".join([*above, each.name]), each
        else:
            yield from routes(each, (*above, each.namespace) if each.namespace else above)


def test_each_route_is_a_page_looked_at_or_says_why_not():
    acts, pages = set(POST_ONLY.split()), {page.route for page in PAGES}
    known = pages | acts | set(ELSEWHERE)
    named_routes = {name for name, _pattern in routes()}
    assert named_routes - known == set(), "routes that no test of looks visits: tests/browser/pages.py"
    assert known - named_routes == set(), "routes that are no more"
    assert not acts & pages
