"""Two browsers in one class, a real server: what one does shows at the other's without a reload."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.faults.conftest import living

pytestmark = pytest.mark.browser
HOLD = 5_000  # milliseconds


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    yield from living({}, tmp_path_factory)


@pytest.fixture
def space(school):
    return school.tell("prepare")


@pytest.fixture
def opened(browser, school, space):
    """``opened("pupil1", "posts/mine/")``: that page, as that person, with the bell already heard."""
    contexts, errors = [], []

    def of(name, path="", *, bell=True):
        context = browser.new_context(locale="fr-FR")
        contexts.append(context)
        context.add_cookies(
            [{"name": "session", "value": space["people"][name]["cookie"], "url": school.url}]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if not bell:
            page.route("**/live/**", lambda route: route.abort())
        with page.expect_response(re.compile(r"/news/")):
            page.goto(f"{school.url}/classes/{space['slug']}/{path}")
        page.evaluate("window.stillHere = true")
        return page

    yield of
    for context in contexts:
        context.close()
    assert not errors


def ids(space):
    return {name: one["id"] for name, one in space["people"].items()}


def not_reloaded(page):
    return page.evaluate("window.stillHere === true")


def test_from_a_pupils_text_to_the_class_without_a_reload(opened, school, space):
    who = ids(space)
    board, author, reader = opened("teacher", "moderation/"), opened("pupil1"), opened("pupil2")
    author.locator("#text").fill("J'ai vu un héron")
    author.get_by_role("button", name="Faire relire").click()
    card = board.locator("#list-waiting").get_by_text("J'ai vu un héron")
    expect(card).to_be_visible()
    expect(board.locator("#count-waiting")).to_have_text("1")
    expect(board.locator("#nav-count")).to_have_text("1")
    expect(board.locator(".decided")).to_have_count(0)  # nobody has decided yet
    expect(author.locator("#tray")).to_contain_text("En attente")
    board.locator("[data-key=p]").first.click()
    expect(board.locator("#list-published")).to_contain_text("J'ai vu un héron")
    shown = reader.locator("#timeline").get_by_text("J'ai vu un héron")
    expect(shown).not_to_be_visible(timeout=100)
    expect(shown).to_be_visible(timeout=HOLD + 3_000)
    expect(reader.locator("[data-live-said]")).to_have_text("1 nouveau message")
    expect(author.locator("#timeline")).to_contain_text("J'ai vu un héron")
    expect(author.locator("#tray")).to_be_hidden()
    assert all(not_reloaded(page) for page in (board, author, reader))
    post = reader.locator("#timeline .card").first.get_attribute("id").removeprefix("post-")
    school.tell("take_down", post=post, by=who["teacher"])
    expect(shown).to_have_count(0)


def test_an_author_reads_what_was_said_when_the_hold_is_over(opened, school, space):
    who = ids(space)
    post = school.tell("submit", by=who["pupil1"], text="Il a manger")["post"]
    timeline, mine = opened("pupil1"), opened("pupil1", "posts/mine/")
    timeline.locator("#text").fill("Je suis en train d'écrire")
    timeline.locator("#text").focus()
    school.tell("send_back", post=post, by=who["teacher"])
    expect(timeline.locator("#tray")).to_contain_text("En attente", timeout=1_000)
    expect(timeline.locator("#tray")).to_contain_text("À reprendre", timeout=HOLD + 3_000)
    expect(mine.locator("#mine")).to_contain_text("À reprendre")
    assert timeline.locator("#text").input_value() == "Je suis en train d'écrire"
    assert timeline.evaluate("document.activeElement.id") == "text"


def test_a_colleagues_verdict_greys_the_card_and_names_them(opened, school, space):
    who = ids(space)
    posts = [school.tell("submit", by=who["pupil1"], text=f"Texte {n}")["post"] for n in (1, 2)]
    board = opened("teacher", "moderation/")
    school.tell("publish", post=posts[0], by=who["colleague"])
    card = board.locator(f"#case-{posts[0]}")
    expect(card).to_have_class(re.compile("decided"))
    expect(card).to_contain_text("Mme Roy")
    expect(board.locator("#count-waiting")).to_have_text("1")
    expect(card).to_have_count(0, timeout=9_000)
    expect(board.locator(f"#case-{posts[1]}")).to_be_visible()


def test_the_board_over_all_my_classes_follows_too(opened, school, space):
    """Without a bell, which is a class's: it asks now and then."""
    who = ids(space)
    board = opened("teacher", "../../reading/")
    post = school.tell("submit", by=who["pupil1"], text="J’ai vu un héron")["post"]
    card = board.locator("#list-waiting .card", has_text="J’ai vu un héron")
    expect(card).to_be_visible(timeout=15_000)
    expect(board.locator("#count-waiting")).to_have_text("1")
    school.tell("publish", post=post, by=who["colleague"])
    expect(card).to_have_class(re.compile("decided"), timeout=15_000)
    expect(card).to_contain_text("Mme Roy")
    expect(card).to_have_count(0, timeout=9_000)
    expect(board.locator("#list-published")).to_contain_text("J’ai vu un héron")
    assert not_reloaded(board)


def test_a_reader_further_down_is_offered_what_came(opened, school, space):
    who = ids(space)
    for n in range(8):
        school.tell(
            "show", by=who["pupil1"], teacher=who["teacher"], text=f"Message {n}\n\n\n\n{'long ' * 20}"
        )
    time.sleep(HOLD / 1000 + 0.2)
    reader = opened("pupil2")
    reader.set_viewport_size({"width": 375, "height": 600})
    reader.locator("#timeline .card").nth(5).scroll_into_view_if_needed()
    before = reader.evaluate("window.scrollY")
    school.tell("show", by=who["pupil1"], teacher=who["teacher"], text="Tout neuf")
    offer = reader.get_by_role("button", name="1 nouveau message")
    expect(offer).to_be_visible(timeout=HOLD + 3_000)
    expect(offer).to_be_in_viewport()
    assert reader.evaluate("window.scrollY") == before
    expect(reader.get_by_text("Tout neuf")).to_have_count(0)
    offer.click()
    expect(reader.locator("#timeline .card").first).to_contain_text("Tout neuf")
    expect(reader.locator("#timeline .card").first).to_be_focused()


def test_without_a_stream_the_page_asks_now_and_then(opened, school, space):
    who = ids(space)
    reader = opened("pupil2", bell=False)
    school.tell("show", by=who["pupil1"], teacher=who["teacher"], text="Par les questions")
    expect(reader.locator("#timeline")).to_contain_text("Par les questions", timeout=HOLD + 9_000)


def test_a_page_outlives_the_server(opened, school, space):
    who = ids(space)
    reader = opened("pupil2")
    school.kill()
    school.tell("show", by=who["pupil1"], teacher=who["teacher"], text="Pendant la panne")
    school.start()
    expect(reader.locator("#timeline")).to_contain_text("Pendant la panne", timeout=25_000)
    assert not_reloaded(reader)


def test_who_is_suspended_is_led_to_the_door(opened, school, space):
    reader = opened("pupil2")
    school.tell("suspend", who=ids(space)["pupil2"])
    reader.wait_for_url(f"{school.url}/", timeout=15_000)
