"""No page scrolls sideways on a small phone or at twice the size; what one touches is large; nothing complains."""

import pytest

from tests.browser.pages import VISITS, named

pytestmark = pytest.mark.browser

DOUBLE = """() => {
    document.documentElement.style.setProperty("--zoom", "2");
    document.documentElement.dataset.spacing = "wide";
}"""
SIDEWAYS = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) { return []; }
    return [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > wide + 1)
        .map(one => one.outerHTML.slice(0, 120)).slice(0, 4).concat(document.documentElement.scrollWidth + " px");
}"""
# WCAG 2.5.5's size; a link inside a sentence is exempt there too. A box that a label holds is as large as its label.
TOO_SMALL = """least =>
    [...document.querySelectorAll("button, summary, select, textarea, input, a[href]")].filter(one => {
    if (one.matches("a:not(.button)") && one.closest("p, li > span, .card-text, blockquote, dd, td, th")) {
        return false;
    }
    if (one.matches(".column-radio")) { return false; }  // its tab is its label
    const touched = one.matches("input") && one.closest("label") || one;
    const box = touched.getBoundingClientRect();
    const shown = one.checkVisibility({visibilityProperty: true}) && box.width > 2 && !one.closest(".hidden-text");
    return shown && one.type !== "hidden" && (box.height < least - 0.5 || box.width < least - 0.5);
}).map(one => { const box = one.getBoundingClientRect();
    return Math.round(box.width) + "x" + Math.round(box.height) + " " + one.outerHTML.slice(0, 140); })"""
UNFOLD = (
    """() => document.querySelectorAll("details:not(.help):not(.menu)").forEach(one => { one.open = true })"""
)
LEAST = 44  # CSS pixels


@pytest.mark.parametrize("visit", VISITS, ids=named)
def test_a_page_fits_a_small_phone_and_a_double_size(visitors, visit):
    page, visitor = visit
    walker = visitors(visitor)
    walker.tab.set_viewport_size({"width": 320, "height": 640})
    tab = walker.go(page)
    tab.evaluate(UNFOLD)
    assert tab.evaluate(SIDEWAYS) == []
    small = tab.evaluate(TOO_SMALL, LEAST)
    tab.set_viewport_size({"width": 640, "height": 640})
    tab.evaluate(DOUBLE)
    assert tab.evaluate(SIDEWAYS) == []
    assert small == []
    assert walker.complaints == []
