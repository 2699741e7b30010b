"""The whole main job in a real Chromium, on `serve` as a school runs it: from an empty house to a class that reads.

Scripts on and off, in French and in English, nothing prepared: each account, card and charter is made on the screen.
Nobody but the browser's user, the second factor and the QR code (read from the printed card) is played.
"""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.base import AXE_SCRIPT
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import PRODUCTION, ROOT, House
from tests.browser.scanning import scanned

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "trois mésanges à midi"
FIRST, SECOND = "Une chouette dort au grenier, j'ai crié !", "Une chouette dort au grenier, sans bruit."
NOWHERE = "01a20000-0000-7000-8000-000000000000"
LONGEST = 15_000  # milliseconds


@pytest.fixture
def house(empty_house: House, request):
    name = re.sub(r"\W", "-", request.node.name)
    house = empty_house.copied_to(empty_house.data.with_name(name), PRODUCTION).open()
    yield house
    house.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_from_an_empty_house_to_a_class_that_reads(browser, house, language, scripts):
    school = School(browser, house, language, scripts)
    secret = school.moves_in()
    school.opens_a_class()
    school.adopts_a_charter()
    school.keeps_the_class_open()
    cards = school.prints_cards()
    school.signs_out_and_comes_back(secret)
    strangers = school.opens_another_class()
    pupil, mate = school.comes_in(cards[0]), school.comes_in(cards[1])
    school.outsiders = (school.comes_in(strangers[0], card=False), school.opened())
    school.is_closed_to_outsiders(
        "", "posts/mine/", "charter/", "charter/signature/", "moderation/", "members/"
    )

    school.cannot_send_before_signing(pupil)
    school.signs(pupil, cards[0]["name"])
    post = school.writes(pupil, FIRST)
    school.never_shows(FIRST, mate)
    school.sends_back(post)
    school.reads_why(pupil, post)
    school.never_shows(FIRST, mate)
    school.sends_again(pupil, SECOND)
    school.publishes_the_difference(post)
    school.never_shows(SECOND, mate)
    school.is_read(mate, SECOND)
    school.is_closed_to_outsiders(f"posts/{post}/", f"posts/{post}/story/", f"moderation/{post}/")
    assert not school.complaints


def code(secret: str, later: int = 0) -> str:
    """The six digits of now, or of the half-minutes after."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + later))


class School:
    """What its people do, each in a browser of their own; ``desk`` is the teacher's, who administers too."""

    def __init__(self, browser: Browser, house: House, language: str, scripts: bool) -> None:
        self.browser, self.house, self.language, self.scripts = browser, house, language, scripts
        self.complaints: list[str] = []
        self.outsiders: tuple[Page, ...] = ()
        self.slug = ""
        self.desk = self.opened()

    def opened(self) -> Page:
        context = self.browser.new_context(locale=self.language, java_script_enabled=self.scripts)
        page = context.new_page()
        page.set_default_timeout(LONGEST)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)
        return page

    def _watch(self, request) -> None:
        if not request.url.startswith((self.house.url, "data:")):
            self.complaints.append(request.url)

    def say(self, words: str, context: str = "") -> str:
        """The words of the screen, in the language of this walk."""
        with override(self.language):
            return pgettext(context, words) if context else gettext(words)

    def press(self, page: Page, words: str) -> None:
        page.locator("main").get_by_role("button", name=self.say(words)).first.click()

    def follow(self, page: Page, words: str) -> None:
        page.locator("main").get_by_role("link", name=self.say(words)).first.click()

    def at(self, path: str) -> str:
        return f"{self.house.url}/classes/{self.slug}/{path}"

    def look(self, page: Page) -> None:
        """axe on the pages that only this walk meets."""
        assert page.locator("html").get_attribute("lang") == self.language
        if self.scripts:
            page.evaluate(AXE_SCRIPT + ";undefined")
            found = page.evaluate(
                "async () => (await axe.run()).violations.map(one => [one.id, one.nodes[0].html])"
            )
            assert found == []

    # -- the house ---------------------------------------------------------------------------------------------
    def moves_in(self) -> str:
        """From the link that `serve` prints to a second proof; the key of the latter."""
        desk, stranger = self.desk, self.opened()
        desk.goto(self.house.link)
        self.look(desk)
        desk.locator("[name=name]").fill("Collège des Tilleuls")
        desk.locator("[name=zone]").first.check()
        desk.locator(f"input[name=language][value={self.language}]").check()
        self.press(desk, "Go on")
        self.look(desk)
        said = {"first_name": "Anne", "last_name": "Roy", "username": "anne.roy", "password": PASSWORD}
        for name, value in (said | {"again": PASSWORD}).items():
            desk.locator(f"[name={name}]").fill(value)
        self.press(desk, "Go on")
        assert "/account/" in desk.url  # nothing opens before the second proof
        self.follow(desk, "Set it up")
        secret = (desk.locator(".secret").text_content() or "").strip()
        desk.locator("[name=code]").fill(code(secret))
        self.press(desk, "Set it up")
        expect(desk.locator(".recovery-codes li")).to_have_count(10)
        assert stranger.goto(self.house.link).status == 302 or "/account/login/" in stranger.url
        stranger.context.close()
        return secret

    def opens_a_class(self) -> None:
        """Its pupils come from a Pronote file in French, from pasted names in English."""
        desk = self.desk
        desk.goto(f"{self.house.url}/school/first-steps/")
        desk.locator("[name=name]").fill("5e B")
        desk.locator("[name=level]").select_option("college")
        desk.locator("[name=shown]").fill("Mme Roy")
        self.press(desk, "Create the class")
        self.look(desk)
        self.follow(desk, "I have a file from my school software")
        self.slug = desk.url.split("/classes/")[1].split("/")[0]
        if self.language == "fr":
            desk.locator("[name=file]").set_input_files(ROOT / "demo/rosters/pronote-5e-b.csv")
        else:
            desk.locator("[name=names]").fill("Léa Martin\nNoé Dupont\nInès O'Neil")
        self.press(desk, "See what it says")
        expect(desk.locator("tr.row-new").first).to_be_visible()
        self.look(desk)
        desk.locator("#import .button.main").click()
        desk.wait_for_url("**/members/")

    def adopts_a_charter(self) -> None:
        desk = self.desk
        desk.goto(self.at("charter/"))
        self.press(desk, "Start from this template")
        self.follow(desk, "Read the changes and adopt")
        self.press(desk, "Adopt this version")
        expect(desk.locator(".articles-list .article").nth(7)).to_be_attached()

    def keeps_the_class_open(self) -> None:
        """This test runs at any hour of any day."""
        desk = self.desk
        desk.goto(self.at("members/settings/"))
        desk.locator("[name=always_open]").check()
        assert desk.locator("[name=undo_seconds]").input_value() == "5"
        self.press(desk, "Save")
        expect(desk.locator("#messages .good")).to_be_visible()

    def prints_cards(self) -> list[dict]:
        """(class code, name, words and address to scan) of each card, as a pupil reads it on paper."""
        desk = self.desk
        desk.goto(self.at("members/cards/"))
        self.press(desk, "Make them, as a page to print")
        sheet = desk.locator(".sign-card")
        expect(sheet.first).to_be_visible()
        self.look(desk)
        return [self._read(sheet.nth(n)) for n in range(min(2, sheet.count()))]

    def _read(self, card) -> dict:
        picture = card.locator(".sign-card-qr svg")
        side = int(picture.get_attribute("viewBox").split()[-1])
        return {
            "code": card.locator(".sign-card-class strong").inner_text(),
            "name": card.locator(".sign-card-name").inner_text().split(" ")[0],
            "words": card.locator(".sign-card-words li").all_inner_texts(),
            "link": scanned(picture.locator("path").get_attribute("d"), side),
        }

    def signs_out_and_comes_back(self, secret: str) -> None:
        desk = self.desk
        desk.goto(f"{self.house.url}/sign-out/")
        desk.locator("main form button").first.click()
        desk.goto(f"{self.house.url}/account/login/")
        desk.locator("[name=login]").fill("anne.roy")
        desk.locator("[name=password]").fill(PASSWORD)
        self.press(desk, "Come in")
        self.look(desk)
        desk.locator("[name=code]").fill(code(secret, later=1))
        self.press(desk, "Come in")
        self.look(desk)
        self.press(desk, "No, ask each time")

    def opens_another_class(self) -> list[dict]:
        desk, mine = self.desk, self.slug
        desk.goto(f"{self.house.url}/school/classes/")
        desk.locator("[name=name]").fill("5e C")
        desk.locator("[name=level]").select_option("college")
        desk.locator("[name=mine]").check()
        self.press(desk, "Create the class")
        self.slug = desk.url.split("/classes/")[1].split("/")[0]
        desk.goto(self.at("members/import/"))
        desk.locator("[name=names]").fill("Tom Durand")
        self.press(desk, "See what it says")
        desk.locator("#import .button.main").click()
        desk.wait_for_url("**/members/")
        self.keeps_the_class_open()
        cards, self.slug = self.prints_cards(), mine
        return cards

    # -- the door ----------------------------------------------------------------------------------------------
    def comes_in(self, printed: dict, *, card: bool = True) -> Page:
        """By the card's address where scripts run, else by its words."""
        page = self.opened()
        if self.scripts and card:
            page.goto(printed["link"])
            page.wait_for_url("**/door/you/")
            self.look(page)
            self.press(page, "Yes, it is me")
        else:
            page.goto(f"{self.house.url}/door/words/")
            page.locator("[name=code]").fill(printed["code"])
            page.locator("[name=name]").fill(printed["name"])
            for place, word in enumerate(printed["words"]):
                page.locator("[name=words]").nth(place).fill(word)
            self.press(page, "Come in")
        page.wait_for_url("**/classes/**")
        return page

    def is_closed_to_outsiders(self, *paths: str) -> None:
        """A pupil of the other class is answered what never existed is; who is not signed in meets the door."""
        stranger, anybody = self.outsiders
        for path in paths:
            refused = stranger.context.request.get(self.at(path))
            nowhere = stranger.context.request.get(self.at(path).replace(self.slug, "5e-z-22222222"))
            assert refused.status == nowhere.status == 404, path
            assert refused.body() == nowhere.body(), path
            met = anybody.context.request.get(self.at(path))
            assert met.url.startswith(f"{self.house.url}/?next="), path
            assert self.slug not in met.text().replace(f"/classes/{self.slug}/{path}", "")

    # -- a text ------------------------------------------------------------------------------------------------
    def cannot_send_before_signing(self, pupil: Page) -> None:
        pupil.goto(self.at(""))
        pupil.locator("summary", has_text=self.say("Begin a draft")).click()
        pupil.locator("#text").fill("Avant de signer")
        pupil.locator("[data-composer-submit]").click()
        told = pupil.get_by_role("alert").get_by_role("link", name=self.say("Read and sign the charter"))
        expect(told).to_be_visible()
        self.desk.goto(self.at("moderation/"))
        assert "Avant de signer" not in self.desk.content()

    def signs(self, pupil: Page, name: str) -> None:
        pupil.goto(self.at("charter/signature/"))
        pupil.locator("#name").fill(f" {name.upper()}")
        self.press(pupil, "I sign")
        expect(pupil.locator("#messages .good, .sign-line.signed").first).to_be_visible()

    def writes(self, pupil: Page, text: str) -> str:
        """Sent to be read: who wrote it sees it wait; its number."""
        pupil.goto(self.at(""))
        pupil.locator("#text").fill(text)
        pupil.locator("[data-composer-submit]").click()
        own = pupil.locator(".card.own.is-waiting", has_text=text)
        expect(own).to_be_visible()
        expect(own.locator(".state")).to_contain_text(self.say("Waiting"))
        hexed = own.get_attribute("id").removeprefix("own-")
        return re.sub(r"(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", hexed)

    def never_shows(self, text: str, mate: Page) -> None:
        for path in ("", "posts/mine/"):
            mate.goto(self.at(path))
            assert text not in mate.content()

    def sends_back(self, post: str) -> None:
        """An article, the words marked (by hand where scripts run), a message."""
        desk = self.desk
        desk.goto(self.at("moderation/"))
        case = desk.locator(f"#case-{post.replace('-', '')}")
        case.get_by_role("link", name=self.say("Send back…")).click()
        panel = desk.locator("form.send-back")
        panel.locator("[name=articles]").nth(1).check(force=True)
        if self.scripts:
            panel.locator("[data-mark]").click()
            desk.keyboard.press("Control+End")
            desk.keyboard.down("Shift")
            for _ in "ai crié !":
                desk.keyboard.press("ArrowLeft")
            desk.keyboard.up("Shift")
            expect(panel.locator("mark")).to_have_text("ai crié !")
        else:
            panel.locator("[name=passages]").fill("ai crié !")
        panel.locator("[name=message]").fill("Et la chouette ?")
        panel.locator("[data-decide]").click()
        expect(case).to_have_count(0)

    def reads_why(self, pupil: Page, post: str) -> None:
        own = pupil.locator(f"#own-{post.replace('-', '')}.is-returned")
        until = time.monotonic() + 12
        while not own.count() and time.monotonic() < until:  # the five seconds in which it can be undone
            pupil.goto(self.at("posts/mine/"))
            pupil.wait_for_timeout(500)
        expect(own.locator(".state")).to_contain_text(self.say("To rework"))
        expect(own.locator("mark")).to_have_text("ai crié !")
        expect(own.locator(".cited")).to_contain_text("2")
        expect(own.locator(".said")).to_contain_text("Et la chouette ?")
        own.get_by_role("link", name=self.say("Rework my text")).click()

    def sends_again(self, pupil: Page, text: str) -> None:
        expect(pupil.locator("#text")).to_have_value(FIRST)
        pupil.locator("[data-composer-submit]").click()
        expect(pupil.locator("[role=alert]").first).to_be_visible()  # the same words again: refused
        pupil.locator("#text").fill(text)
        pupil.locator("[data-composer-submit]").click()
        expect(pupil.locator(".card.own.is-waiting", has_text=text).first).to_be_visible()

    def publishes_the_difference(self, post: str) -> None:
        desk = self.desk
        desk.goto(self.at("moderation/"))
        case = desk.locator(f"#case-{post.replace('-', '')}")
        expect(case.locator(".versions del")).not_to_have_count(0)
        expect(case.locator(".versions ins")).not_to_have_count(0)
        case.get_by_role("button", name=self.say("Publish")).click()
        expect(case).to_have_count(0)

    def is_read(self, mate: Page, text: str) -> None:
        """Once the time to undo is over; where scripts run, without a reload."""
        card = mate.locator("#timeline .card", has_text=text)
        mate.goto(self.at(""))
        until = time.monotonic() + 12
        while not card.count() and time.monotonic() < until:
            mate.wait_for_timeout(500)
            if not self.scripts:
                mate.reload()
        expect(card).to_have_count(1)
