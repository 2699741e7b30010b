"""Everything by keyboard alone: no mouse is played here. The board's own keys have their tests with the board."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import VISITS, named

pytestmark = pytest.mark.browser

TOO_MANY = 150  # Tab presses: more is a trap
FOCUSED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    if (one === document.body) { return null; }
    const ringed = [one, one.parentElement, one.closest("label")].filter(Boolean).some(each => {
        const look = getComputedStyle(each);
        return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 3;
    });
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {html: one.outerHTML.slice(0, 160), ringed, seen};
}"""
# One of each kind of screen: long ones, forms, tables, the board.
SEEN = """pupil-posts:timeline pupil-posts:mine pupil-posts:draft unsigned-charter:signature anonymous-words_door
teacher-moderation:queue teacher-members:list teacher-members:import teacher-charter:draft admin-school:home
anonymous-account_login pupil-lexicon:entry"""
KINDS = [visit for visit in VISITS if named(visit) in SEEN.split()]


def reach(tab: Page, css: str) -> None:
    """Tab until what ``css`` says holds the focus."""
    for _ in range(TOO_MANY):
        tab.keyboard.press("Tab")
        if tab.evaluate("css => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"{css} is out of the keyboard's reach on {tab.url}")


@pytest.mark.parametrize("visit", KINDS, ids=named)
def test_each_stop_shows_its_ring_and_none_is_a_trap(visitors, visit):
    page, visitor = visit
    tab = visitors(visitor).go(page)
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0) }")
    stops = []
    for _ in range(TOO_MANY):
        tab.keyboard.press("Tab")
        here = tab.evaluate(FOCUSED)
        if here is None or here["html"] in stops[:1]:
            break
        stops.append(here["html"])
        assert here["ringed"], here
        assert here["seen"], here
    assert len(stops) > 3


@pytest.mark.parametrize("visit", KINDS[:3], ids=named)
def test_the_first_stop_skips_to_the_content(visitors, visit):
    page, visitor = visit
    tab = visitors(visitor).go(page)
    tab.evaluate("() => document.activeElement.blur()")
    tab.keyboard.press("Tab")
    skip = tab.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_a_menu_opens_and_escape_closes_it_where_it_was_opened(visitors, town):
    tab = visitors("pupil").tab
    tab.goto(f"{town.url}/help/")
    reach(tab, ".comfort-panel > summary")
    tab.keyboard.press("Enter")
    expect(tab.locator(".comfort-panel .menu-body")).to_be_visible()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    expect(tab.locator(".comfort-panel .menu-body")).to_be_hidden()
    expect(tab.locator(".comfort-panel > summary")).to_be_focused()


def test_a_pupil_comes_in_signs_and_writes_and_a_teacher_sends_back(visitors, town):
    pupil, address = visitors("anonymous").tab, f"{town.url}/classes/{town.facts['small_slug']}/"
    _comes_in(pupil, town)
    pupil.goto(f"{address}charter/signature/")
    reach(pupil, "#name")
    pupil.keyboard.type("zoe")
    pupil.keyboard.press("Enter")
    expect(pupil.locator("#messages .good, .sign-line.signed").first).to_be_visible()
    pupil.goto(address)
    reach(pupil, "#text")
    pupil.keyboard.type("Au clavier, sans souris.")
    reach(pupil, "[data-composer-submit]")
    pupil.keyboard.press("Enter")
    expect(pupil.locator(".card.own.is-waiting", has_text="sans souris")).to_be_visible()
    _sends_back(visitors("small_teacher").tab, f"{address}moderation/")


def _comes_in(tab: Page, town) -> None:
    tab.goto(town.url)
    for step in ("/door/", "/words/"):
        reach(tab, f"main a[href*='{step}']")
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"**{step}")
    reach(tab, "[name=code]")
    tab.keyboard.type(town.facts["signer_code"])
    reach(tab, "[name=name]")
    tab.keyboard.type("zoé")
    for word in town.facts["signer_words"].split():
        reach(tab, "[name=words]")
        tab.keyboard.type(word)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/classes/**")


def _sends_back(tab: Page, board: str) -> None:
    """Without the board's keys: a teacher may have switched them off."""
    tab.goto(board)
    reach(tab, "[data-case] [data-key=r]")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-panel] [data-article='1']")).to_be_focused()
    tab.keyboard.press("Space")
    reach(tab, "[data-panel] textarea[name=message]")
    tab.keyboard.type("Recommence.")
    reach(tab, "[data-panel] [data-decide]")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-case]")).to_have_count(0)
    tab.goto(board.replace("moderation/", "moderation/decisions/"))
    expect(tab.get_by_text("M. Petit").first).to_be_visible()
