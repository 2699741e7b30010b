"""The doors in a real Chromium: a scanned card, words without scripts, a second proof, and a tablet that forgets."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from classroom.signing_in import cards
from tests.world import make_pupil, make_space, make_teacher

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "trois mésanges à midi"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "fr-FR"}


@pytest.fixture
def chromium_page(chromium_page):
    chromium_page.set_default_timeout(10_000)
    return chromium_page


@pytest.fixture
def lea(live_server):
    """Léa, her card, and its address as printed."""
    member = make_pupil(make_space(), "Léa")
    issued = cards.issue(member.user)
    return member, issued, f"{live_server.url}/door/card/#{issued.token}"


@pytest.fixture
def adult(live_server):
    member = make_teacher(make_space(), "M. Petit")
    member.user.set_password(PASSWORD)
    member.user.save()
    return member


def come_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Oui, c’est moi").click()
    page.wait_for_url("**/classes/**")


def code(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def test_a_scanned_card_asks_who_it_is_and_leaves_no_token_behind(chromium_page, lea):
    member, issued, address = lea
    seen = []
    chromium_page.on("request", lambda request: seen.append(request.url))
    chromium_page.goto(address)
    expect(chromium_page.get_by_role("heading", name="C’est bien toi, Léa ?")).to_be_visible()
    assert issued.token not in chromium_page.evaluate("location.href + document.referrer")
    chromium_page.get_by_role("button", name="Oui, c’est moi").click()
    chromium_page.wait_for_url("**/classes/**")
    chromium_page.go_back()
    chromium_page.go_back()
    assert issued.token not in chromium_page.evaluate("location.href") + chromium_page.content()
    assert not [url for url in seen if issued.token in url.partition("#")[0]]


def test_another_card_scanned_on_the_same_page_is_read_too(chromium_page, lea, live_server):
    _member, _issued, address = lea
    chromium_page.goto(f"{live_server.url}/door/card/")
    chromium_page.evaluate("address => { location.href = address }", address)
    expect(chromium_page.get_by_role("heading", name="C’est bien toi, Léa ?")).to_be_visible()


def test_words_are_completed_by_their_first_letters(chromium_page, lea, live_server):
    member, issued, _address = lea
    chromium_page.goto(f"{live_server.url}/door/words/")
    chromium_page.get_by_label("Code de la classe").fill(member.space.code)
    chromium_page.get_by_label("Prénom").fill("lea")
    chromium_page.wait_for_load_state("networkidle")
    boxes = chromium_page.locator("[name=words]")
    boxes.nth(0).focus()
    for word in issued.words:
        chromium_page.keyboard.type(word[:4])
        chromium_page.keyboard.press("Space")
    assert boxes.evaluate_all("all => all.map(each => each.value)") == list(issued.words)
    chromium_page.keyboard.press("Enter")
    chromium_page.wait_for_url("**/classes/**")


def test_a_completion_never_fights_the_fingers(chromium_page, lea, live_server):
    _member, issued, _address = lea
    chromium_page.goto(f"{live_server.url}/door/words/")
    chromium_page.wait_for_load_state("networkidle")
    box = chromium_page.locator("[name=words]").first
    box.focus()
    chromium_page.keyboard.type(issued.words[0])
    assert box.input_value() == issued.words[0]
    for _ in range(8):
        chromium_page.keyboard.press("Backspace")
    assert box.input_value() == ""
    chromium_page.keyboard.type("zzzz")
    chromium_page.keyboard.press("Tab")
    expect(chromium_page.locator("[data-words-unknown]")).to_be_visible()


def test_five_words_pasted_in_one_box_fill_all_five(chromium_page, lea, live_server):
    _member, issued, _address = lea
    chromium_page.goto(f"{live_server.url}/door/words/")
    chromium_page.wait_for_load_state("networkidle")
    paste = """(box, text) => { const data = new DataTransfer(); data.setData('text', text);
        box.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }"""
    boxes = chromium_page.locator("[name=words]")
    boxes.first.evaluate(paste, " ".join(issued.words))
    assert boxes.evaluate_all("all => all.map(each => each.value)") == list(issued.words)


def test_words_open_without_a_script(browser: Browser, lea, live_server):
    member, issued, address = lea
    page = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
    page.goto(address)
    expect(page.get_by_text("les scripts sont coupés")).to_be_visible()
    page.get_by_role("link", name="J’écris mes cinq mots").click()
    page.get_by_label("Code de la classe").fill(member.space.code)
    page.get_by_label("Prénom").fill("LEA")
    for place, word in enumerate(issued.words):
        page.locator("[name=words]").nth(place).fill(word.upper())
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/classes/**")
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_adult_sets_up_a_code_and_comes_back_with_it(
    browser: Browser, adult, live_server, settings, scripts
):
    settings.SECOND_FACTOR_REQUIRED = True
    page = browser.new_context(java_script_enabled=scripts, locale="fr-FR").new_page()
    _log_in(page, live_server.url, adult)
    page.goto(f"{live_server.url}/classes/{adult.space.slug}/")
    page.get_by_role("link", name="Mettre en place").click()
    page.get_by_text("Je ne peux pas le scanner").click()
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("Code à six chiffres").fill(code(secret))
    page.get_by_role("button", name="Mettre en place").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.goto(f"{live_server.url}/sign-out/")
    page.locator("main form button").click()
    _log_in(page, live_server.url, adult)
    page.get_by_label("Le code de votre application").fill(code(secret))
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.get_by_role("button", name="Non, demander").click()
    page.wait_for_url("**/classes/**")
    page.context.close()


def _log_in(page: Page, address: str, member) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("Identifiant").fill(member.user.username)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer", exact=True).click()


def test_a_passkey_opens_alone(browser: Browser, adult, live_server, settings):
    """Chromium plays the key itself."""
    settings.ALLOWED_HOSTS = ["localhost"]
    address = live_server.url.replace("127.0.0.1", "localhost")
    page = browser.new_context(locale="fr-FR").new_page()
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"isUserVerified": True}})
    _log_in(page, address, adult)
    page.goto(f"{address}/account/passkeys/new/")
    page.get_by_text("Elle ouvre seule").click()
    page.get_by_role("button", name="L’ajouter").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.goto(f"{address}/sign-out/")
    page.locator("main form button").click()
    page.goto(f"{address}/account/login/")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    page.wait_for_url("**/classes/**")
    page.context.close()


class TestSharedTablet:
    def test_after_a_sign_out_nothing_of_the_pupil_is_left(self, chromium_page, lea, live_server):
        page, (_member, _issued, address) = chromium_page, lea
        come_in(page, address)
        for visited in ("/help/", "/sign-out/"):
            page.goto(live_server.url + visited)
        page.evaluate("() => { localStorage.setItem('draft', 'Léa'); sessionStorage.setItem('seen', 'Léa') }")
        page.locator("main form[data-sign-out] button").click()
        expect(page.get_by_role("heading", name="La porte est bien refermée")).to_be_visible()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        for _ in range(5):
            page.go_back()
            page.wait_for_load_state()
            assert "Léa" not in page.content()
        again = page.context.new_page()
        again.goto(live_server.url)
        assert "Léa" not in again.content()
        left = again.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert left in (
            "[{},{}]",
            '[{},{"htmx-current-path-for-history":"/"}]',
        )  # the address of this very page
        kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
        assert set(kept) <= {"csrf"}

    def test_the_end_of_the_session_reaches_an_open_page(self, chromium_page, lea, live_server):
        page, (member, _issued, address) = chromium_page, lea
        come_in(page, address)
        cards.end_sessions_of(member.space)
        page.reload()
        expect(page.get_by_role("heading", name="Bonjour ! Qui entre ?")).to_be_visible()

    def test_an_unused_page_warns_then_leaves(self, chromium_page, lea, live_server):
        page, (_member, _issued, address) = chromium_page, lea
        come_in(page, address)
        page.clock.install()
        page.goto(f"{live_server.url}/help/")
        page.clock.fast_forward("18:00")
        expect(page.locator("[data-idle]")).to_be_hidden()
        page.clock.fast_forward("01:10")
        expect(page.locator("[data-idle]")).to_be_visible()
        page.get_by_role("button", name="Je suis là").click()
        expect(page.locator("[data-idle]")).to_be_hidden()
        page.clock.fast_forward("19:10")
        page.clock.fast_forward("01:00")
        expect(page.get_by_role("heading", name="La porte est bien refermée")).to_be_visible()


@pytest.fixture
def walk(chromium_page, lea, adult, live_server) -> Callable:
    """Visits each page of the doors and of the account, in one theme."""

    def visit(theme: str, width: int):
        page, (_member, _issued, address) = chromium_page, lea
        page.set_viewport_size({"width": width, "height": 800})
        page.context.add_cookies([{"name": "comfort", "value": f"theme={theme}", "url": live_server.url}])
        for path in ("/", "/door/", "/door/card/", "/door/words/", "/account/login/", "/help/", "/sign-out/"):
            page.goto(live_server.url + path)
            yield page, path
        page.get_by_role("link", name="Entrer").click()
        page.goto(address)
        page.wait_for_url("**/door/you/")
        yield page, "you"
        page.goto(f"{live_server.url}/door/words/")
        page.get_by_label("Code de la classe").fill("X")
        page.get_by_label("Prénom").fill("X")
        page.locator("[name=words]").first.fill("x")
        page.get_by_role("button", name="Entrer").click()
        yield page, "wrong"
        _log_in(page, live_server.url, adult)
        for path in ("/account/", "/account/totp/", "/account/passkeys/", "/account/passkeys/new/"):
            page.goto(live_server.url + path)
            yield page, path
        for path in ("/account/password/", "/account/reauthenticate/", "/sign-out/"):
            page.goto(live_server.url + path)
            yield page, path

    return visit


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("slate", 1280), ("light", 320)])
def test_axe_finds_nothing_and_nothing_overflows(walk, theme, width):
    for page, path in walk(theme, width):
        found = Axe().run(page).response["violations"]
        assert not [(path, each["id"], [n["html"] for n in each["nodes"]][:3]) for each in found]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
