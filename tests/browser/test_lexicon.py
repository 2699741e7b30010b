"""The lexicon in a real Chromium: the `?` in its place, the live search, the quiz without scripts, for all eyes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from classroom.lexicon.quiz import questions
from classroom.models import ClassWord
from tests.world import make_pupil, make_space, make_teacher

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "fr-FR"}


@pytest.fixture
def lea(live_server):
    """Léa's membership, in a class with a word of its own."""
    member = make_pupil(make_space(), "Léa")
    teacher = make_teacher(member.space)
    word = ClassWord.objects.create(
        space=member.space, author=member, word="la cabane", meaning="Notre coin."
    )
    word.accept(by=teacher)
    return member


@pytest.fixture
def page(chromium_page, lea, live_server) -> Page:
    """Léa's browser, signed in."""
    sign_in(chromium_page.context, lea, live_server)
    chromium_page.set_default_timeout(10_000)
    return chromium_page


def sign_in(context, member, live_server):
    client = Client()
    client.force_login(member.user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def open_help(page: Page, name: str):
    page.locator("a.help-mark", has_text=name).first.focus()
    page.keyboard.press("Enter")
    mark = page.locator("details.help", has=page.locator("summary", has_text=name)).first
    expect(mark.locator(".entry.beside")).to_be_visible()
    return mark


def test_the_question_mark_opens_the_entry_beside_without_leaving(page, lea, live_server):
    address = f"{live_server.url}/classes/{lea.space.slug}/"
    page.goto(address)
    mark = open_help(page, "le compteur")
    expect(mark.get_by_role("heading", name="compteur")).to_be_focused()
    assert page.url == address
    page.keyboard.press("Escape")
    expect(mark.locator(".help-panel")).to_be_hidden()
    expect(mark.locator("summary")).to_be_focused()


def test_a_second_click_closes_and_a_third_moves_in_again(page, lea, live_server):
    page.goto(f"{live_server.url}/classes/{lea.space.slug}/")
    mark = open_help(page, "le compteur")
    mark.locator("summary").click()
    expect(mark.locator(".help-panel")).to_be_hidden()
    mark.locator("summary").click()
    expect(mark.get_by_role("heading", name="compteur")).to_be_focused()


def test_the_entry_beside_a_composer_leaves_the_text_alone(page, lea, live_server):
    page.goto(f"{live_server.url}/classes/{lea.space.slug}/")
    page.locator("#text").fill("Ce matin on a vu une mésange")
    open_help(page, "le compteur")
    expect(page.locator("#text")).to_have_value("Ce matin on a vu une mésange")


def test_without_scripts_the_question_mark_is_a_link(browser: Browser, lea, live_server):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    sign_in(context, lea, live_server)
    plain = context.new_page()
    plain.goto(f"{live_server.url}/classes/{lea.space.slug}/")
    plain.locator("a.help-mark", has_text="le compteur").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("compteur")
    context.close()


def test_an_entry_that_could_not_come_stays_a_link_and_comes_the_next_time(page, lea, live_server):
    page.goto(f"{live_server.url}/classes/{lea.space.slug}/")
    page.route("**/lexicon/**", lambda route: route.abort())
    page.locator("a.help-mark", has_text="le compteur").first.click()
    mark = page.locator("details.help").first
    expect(mark.get_by_role("link")).to_be_visible()
    expect(page.locator(".offline-line")).to_contain_text("La connexion est coupée")
    page.unroute("**/lexicon/**")
    mark.locator("summary").click()
    mark.locator("summary").click()
    expect(mark.locator(".entry.beside")).to_be_visible()
    expect(page.locator(".offline-line")).to_have_count(0)


def test_the_comfort_is_chosen_in_place_and_on_a_page_of_its_own_without_scripts(
    browser, lea, live_server, page
):
    address = f"{live_server.url}/classes/{lea.space.slug}/"
    page.goto(address)
    page.locator(".comfort-panel > summary").click()
    page.locator(".comfort-panel").get_by_text("Très grande").click()
    expect(page.locator("html")).to_have_attribute("data-size", "larger")
    assert page.url == address
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    sign_in(context, lea, live_server)
    plain = context.new_page()
    plain.goto(address)
    plain.locator(".comfort-panel > summary").click()
    plain.locator(".comfort-panel a").click()
    plain.get_by_label("Très grande").check()
    plain.get_by_role("button", name="Garder").click()
    assert plain.url == address
    expect(plain.locator("html")).to_have_attribute("data-size", "larger")
    context.close()


def test_the_list_follows_what_is_typed(page, live_server):
    page.goto(f"{live_server.url}/lexicon/")
    page.locator("#lexicon-q").press_sequentially("rumeur")
    expect(page.locator("#lexicon-list").get_by_role("link", name="rumeur").first).to_be_visible()
    expect(page.locator("#lexicon-list h2")).to_have_count(0)
    expect(page.locator("#lexicon-q")).to_be_focused()
    page.wait_for_url("**q=rumeur**")
    page.reload()
    expect(page.locator("#lexicon-q")).to_have_value("rumeur")


def test_the_quiz_is_played_to_its_end_without_scripts(browser: Browser, live_server):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    plain = context.new_page()
    plain.goto(f"{live_server.url}/lexicon/quiz/abc/1/")
    for question in questions("abc"):
        plain.locator(f"button[value={question.right.slug}]").click()
        expect(plain.locator(".notice.good")).to_be_visible()
        plain.locator(".button.main").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Fin du quiz")
    context.close()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (375, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(page, lea, live_server, width, theme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    right = questions("abc")[0].right.slug
    lexicon = ["", "?letter=c", "?q=mot", "?q=xyzzy", "hashtag/", "booklet/", "quiz/", "quiz/abc/1/"]
    lexicon += [f"quiz/abc/1/?answer={right}", "quiz/abc/end/"]
    found = {}
    for url in [*(f"/lexicon/{part}" for part in lexicon), f"/classes/{lea.space.slug}/words/"]:
        page.goto(live_server.url + url)
        page.evaluate("document.querySelectorAll('details.fold').forEach(fold => { fold.open = true })")
        faults = [
            (fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(("overflow", url))
        if faults:
            found[url] = faults
    assert found == {}


def test_axe_finds_nothing_in_an_open_question_mark(page, lea, live_server):
    page.goto(f"{live_server.url}/classes/{lea.space.slug}/")
    open_help(page, "le compteur")
    assert Axe().run(page).response["violations"] == []
