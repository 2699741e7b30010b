"""What happens to a text: a pupil writes, the teacher reads, the class sees it."""

import time
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from tests.browser.loop.walk import Walk

IN_TIME = 12  # seconds: the five of a verdict that can be undone, and a slow machine's


def card_of(page: Page, kind: str, post: str) -> Locator:
    """A text's card, its author's (own) or its reader's (case)."""
    return page.locator(f"#{kind}-{post}, #{kind}-{UUID(post).hex}")


class Pupil:
    """Comes in by the card's address where scripts run, else by its words."""

    def __init__(self, walk: Walk, printed: dict, *, scans: bool = True, outsider: bool = False) -> None:
        self.walk, self.name = walk, printed["name"]
        self.page = walk.opened() if outsider else walk.tab()
        if walk.scripts and scans:
            self._scans(printed)
        else:
            self._types(printed)
        self.page.wait_for_url("**/classes/**")

    def _scans(self, printed: dict) -> None:
        self.page.goto(printed["link"])
        self.page.wait_for_url("**/door/you/")
        self.walk.look(self.page)
        self.walk.press(self.page, "Yes, it is me")

    def _types(self, printed: dict) -> None:
        page = self.page
        page.goto(f"{self.walk.house.url}/door/words/")
        page.locator("[name=code]").fill(printed["code"])
        page.locator("[name=name]").fill(printed["name"])
        for place, word in enumerate(printed["words"]):
            page.locator("[name=words]").nth(place).fill(word)
        self.walk.press(page, "Come in")

    def cannot_send_before_signing(self) -> None:
        page = self.page
        page.goto(self.walk.at(""))
        page.locator("summary", has_text=self.walk.say("Begin a draft")).click()
        page.locator("#text").fill("Avant de signer")
        page.locator("[data-composer-submit]").click()
        told = page.get_by_role("alert").get_by_role("link", name=self.walk.say("Read and sign the charter"))
        expect(told).to_be_visible()

    def signs(self) -> None:
        self.page.goto(self.walk.at("charter/signature/"))
        self.page.locator("#name").fill(f" {self.name.upper()}")
        self.walk.press(self.page, "I sign")
        expect(self.page.locator("#messages .good, .sign-line.signed").first).to_be_visible()

    def writes(self, text: str) -> str:
        """Sent to be read: who wrote it sees it wait; its number."""
        self.page.goto(self.walk.at(""))
        own = self._sends(text)
        expect(own.locator(".state")).to_contain_text(self.walk.say("Waiting"))
        return str(UUID((own.get_attribute("id") or "").removeprefix("own-")))

    def _sends(self, text: str) -> Locator:
        self.page.locator("#text").fill(text)
        self.page.locator("[data-composer-submit]").click()
        own = self.page.locator(".card.own.is-waiting", has_text=text).first
        expect(own).to_be_visible()
        return own

    def reads_why(self, post: str) -> None:
        own = card_of(self.page, "own", post).and_(self.page.locator(".is-returned"))
        mine = self.walk.at("posts/mine/")
        until = time.monotonic() + IN_TIME
        self.page.goto(mine)
        while not own.count() and time.monotonic() < until:
            self.page.wait_for_timeout(500)
            self.page.goto(mine)
        expect(own.locator(".state")).to_contain_text(self.walk.say("To rework"))
        expect(own.locator("mark")).to_have_text("ai crié !")
        expect(own.locator(".cited")).to_contain_text("2")
        expect(own.locator(".said")).to_contain_text("Et la chouette ?")

    def sends_again(self, first: str, text: str) -> None:
        self.walk.follow(self.page, "Rework my text")
        expect(self.page.locator("#text")).to_have_value(first)
        self.page.locator("[data-composer-submit]").click()
        expect(self.page.locator("[role=alert]").first).to_be_visible()  # the same words again: refused
        self._sends(text)

    def never_sees(self, text: str) -> None:
        for path in ("", "posts/mine/"):
            self.page.goto(self.walk.at(path))
            assert text not in self.page.content()

    def sees(self, text: str) -> None:
        """Once the time to undo is over; where scripts run, without a reload."""
        card = self.page.locator("#timeline .card", has_text=text)
        self.page.goto(self.walk.at(""))
        until = time.monotonic() + IN_TIME
        while not card.count() and time.monotonic() < until:
            self.page.wait_for_timeout(500)
            if not self.walk.scripts:
                self.page.reload()
        expect(card).to_have_count(1)


class Teacher:
    def __init__(self, walk: Walk, desk: Page) -> None:
        self.walk, self.desk = walk, desk

    def has_nothing_of(self, text: str) -> None:
        self.desk.goto(self.walk.at("moderation/"))
        assert text not in self.desk.content()

    def finds(self, post: str) -> Locator:
        self.desk.goto(self.walk.at("moderation/"))
        case = card_of(self.desk, "case", post)
        expect(case).to_be_visible()
        return case

    def sends_back(self, post: str) -> None:
        """An article, the words marked (by hand where scripts run), a message."""
        case, desk = self.finds(post), self.desk
        case.get_by_role("link", name=self.walk.say("Send back…")).click()
        panel = desk.locator("form.send-back")
        panel.locator("[name=articles]").nth(1).check(force=True)
        if self.walk.scripts:
            self._marks(panel)
        else:
            panel.locator("[name=passages]").fill("ai crié !")
        panel.locator("[name=message]").fill("Et la chouette ?")
        panel.locator("[data-decide]").click()
        expect(case).to_have_count(0)

    def _marks(self, panel: Locator) -> None:
        """With the keyboard, once the page has taken note of the click: keys overtake its timers."""
        desk = self.desk
        panel.locator("[data-mark]").click()
        desk.evaluate("() => new Promise(done => setTimeout(done, 0))")
        desk.keyboard.press("Control+End")
        desk.keyboard.down("Shift")
        for _ in "ai crié !":
            desk.keyboard.press("ArrowLeft")
        desk.keyboard.up("Shift")
        expect(panel.locator("mark")).to_have_text("ai crié !")

    def publishes_the_difference(self, post: str) -> None:
        case = self.finds(post)
        expect(case.locator(".versions del")).not_to_have_count(0)
        expect(case.locator(".versions ins")).not_to_have_count(0)
        case.get_by_role("button", name=self.walk.say("Publish")).click()
        expect(case).to_have_count(0)
