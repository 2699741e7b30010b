"""The board in a real Chromium: by keyboard alone, by selection, and without a script at all."""

from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from posts.models import Note, Post
from tests.world import make_pupil, make_space, make_teacher, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXTS = ("Premier texte", "Deuxième 🦊 texte", "Troisième texte")


@pytest.fixture
def desk(live_server):
    """A teacher with three texts to read, and the address of the board."""
    space = make_space()
    posts = [submitted(make_pupil(space), text) for text in TEXTS]
    board = live_server.url + reverse("moderation:queue", args=[space.slug])
    return make_teacher(space, "M. Petit"), posts, board


def come_in(context, teacher, address):
    visitor = Client()
    visitor.force_login(teacher.user)
    here = urljoin(address, "/")  # the cookie goes to the whole house, not to the board alone
    context.add_cookies([{"name": "session", "value": visitor.cookies["session"].value, "url": here}])


@pytest.fixture
def board(page, context, desk):
    """The board, open; an error in a script or against the page's policy fails the test."""
    teacher, _posts, address = desk
    come_in(context, teacher, address)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.set_default_timeout(10_000)
    page.goto(address)
    yield page
    assert not wrong


def status_of(post):
    return Post.objects.get(pk=post.pk).status


def current(board):
    return board.locator(".case.current [data-text]")


def test_j_and_k_move_and_p_publishes_then_the_next_is_said(board, desk):
    board.keyboard.press("j")
    board.keyboard.press("j")
    expect(current(board)).to_have_text(TEXTS[1])
    board.keyboard.press("k")
    expect(current(board)).to_have_text(TEXTS[0])
    board.keyboard.press("p")
    expect(current(board)).to_have_text(TEXTS[1])
    expect(board.locator("#said")).to_contain_text(TEXTS[1])
    expect(board.locator("#count-waiting")).to_have_text("2")
    assert status_of(desk[1][0]) == "published"


def test_r_a_digit_and_ctrl_enter_send_back_and_u_undoes(board, desk):
    board.keyboard.press("j")
    board.keyboard.press("r")
    expect(board.locator("[data-panel]")).to_be_visible()
    board.keyboard.press("Digit2")
    expect(board.locator("[data-article='2']")).to_be_checked()
    board.keyboard.press("Control+Enter")
    expect(current(board)).to_have_text(TEXTS[1])
    assert status_of(desk[1][0]) == "returned"
    board.keyboard.press("u")
    expect(current(board)).to_have_text(TEXTS[0])
    assert status_of(desk[1][0]) == "pending"


TWELVE = """list => {
    while (list.children.length < 12) { list.append(list.firstElementChild.cloneNode(true)); }
    list.querySelectorAll("input").forEach((box, place) => { box.dataset.article = place + 1; });
}"""


def send_back(board):
    """Opens the panel, and waits for the page to have put the focus in it."""
    board.keyboard.press("r")
    expect(board.locator("[data-article]").first).to_be_focused()


def test_two_digits_are_one_number_only_where_an_article_bears_it(board):
    send_back(board)
    board.locator("[data-panel] .articles").evaluate(TWELVE)
    ticked = board.locator("[data-article]:checked")
    for digit in "213":  # no article 21; 13 neither
        board.keyboard.press(f"Digit{digit}")
    expect(ticked).to_have_count(3)
    assert [box.get_attribute("data-article") for box in ticked.all()] == ["1", "2", "3"]
    for key in ("Digit1", "Digit2", "Enter"):
        board.keyboard.press(key)
    expect(ticked).to_have_count(4)
    expect(board.locator("[data-article='12']")).to_be_checked()


@pytest.mark.parametrize("status", [500, 507])
def test_a_server_that_breaks_is_said_beside_what_was_pressed_and_the_text_stays(board, desk, status):
    board.keyboard.press("j")
    board.keyboard.press("c")
    board.locator("[data-composer-text]").fill("Corrigé")
    board.route("**/moderation/**", lambda route: route.fulfill(status=status, body="broken"))
    board.locator("[data-decide]").click()
    said = board.locator(".case.current [role=alert]")
    expect(said).to_contain_text("Nothing was changed, and the text is still here")
    expect(board.locator("[data-composer-text]")).to_have_value("Corrigé")
    board.unroute("**/moderation/**")
    board.locator("[data-decide]").click()
    expect(board.locator("#count-published")).to_have_text("1")
    expect(board.get_by_text("Nothing was changed")).to_have_count(0)


def test_words_are_marked_by_shift_and_arrows_in_code_points(board, desk):
    board.keyboard.press("j")
    board.keyboard.press("j")
    send_back(board)
    board.locator("[data-mark]").focus()
    board.keyboard.press("Control+Home")
    for _step in range(len("Deuxième ")):
        board.keyboard.press("ArrowRight")
    board.keyboard.down("Shift")
    for _step in range(len("🦊 texte")):
        board.keyboard.press("ArrowRight")
    board.keyboard.up("Shift")
    expect(board.locator("[data-mark] mark")).to_have_text("🦊 texte")
    board.keyboard.type("rien ne change")
    expect(board.locator("[data-mark]")).to_have_text(TEXTS[1])
    board.locator("[data-article='1']").check(force=True)
    board.locator("[data-decide]").click()
    expect(board.locator("#count-returned")).to_have_text("1")
    assert Note.objects.get().marks == [[9, 16]]


def test_c_corrects_and_escape_closes(board, desk):
    board.keyboard.press("j")
    board.keyboard.press("c")
    expect(board.locator("[data-composer-text]")).to_be_focused()
    board.keyboard.press("Escape")
    expect(board.locator("[data-panel]")).to_have_count(0)
    board.keyboard.press("c")
    expect(board.locator("[data-composer-text]")).to_be_focused()
    board.keyboard.type("jpruz ")
    assert status_of(desk[1][0]) == "pending", "letters typed in a field are letters"
    board.keyboard.press("Control+Enter")
    expect(board.locator("#count-published")).to_have_text("1")


def test_z_shows_one_text_at_a_time_and_the_question_mark_all_keys(board):
    board.keyboard.press("z")
    expect(board.locator("[data-case]:visible")).to_have_count(1)
    board.keyboard.press("z")
    expect(board.locator("[data-case]:visible")).to_have_count(3)
    board.keyboard.press("?")
    expect(board.locator("#keys")).to_be_visible()
    board.keyboard.press("Escape")
    expect(board.locator("#keys")).to_be_hidden()


def test_a_key_with_a_modifier_or_switched_off_decides_nothing(board, desk):
    board.keyboard.press("j")
    board.keyboard.press("Alt+p")
    board.evaluate("document.getElementById('board').dataset.keys = 'off'")
    board.keyboard.press("p")
    board.wait_for_timeout(300)
    assert status_of(desk[1][0]) == "pending"


def test_all_is_read_without_a_script(browser, desk):
    teacher, posts, address = desk
    context = browser.new_context(java_script_enabled=False)
    come_in(context, teacher, address)
    page = context.new_page()
    page.goto(address)
    page.locator("[data-case]").first.locator("button.main").click()
    page.locator("[data-case] a[data-key=r]").first.click()
    page.locator("[data-article='3']").check(force=True)
    page.locator("[name=passages]").fill("deuxieme")
    page.locator("[data-decide]").click()
    page.locator("[data-case] a[data-key=c]").first.click()
    page.locator("[name=text]").fill("Troisième texte, corrigé")
    page.locator("[data-decide]").click()
    expect(page.locator(".empty-board")).to_be_visible()
    context.close()
    assert [status_of(post) for post in posts] == ["published", "returned", "published"]
    assert Note.objects.get().marks == [[0, 8]]
