"""What the adult does who sets the house up, and teaches in it."""

import time

from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Locator, expect

from tests.browser.house import ROOT
from tests.browser.loop.walk import Walk, slug_in
from tests.browser.scanning import scanned

PASSWORD = "trois mésanges à midi"


def code(secret: str, later: int = 0) -> str:
    """The six digits of now, or of the half-minutes after."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + later))


class Office:
    def __init__(self, walk: Walk) -> None:
        self.walk, self.desk, self.secret = walk, walk.tab(), ""

    def moves_in(self) -> None:
        """From the link that `serve` prints to a second proof."""
        desk, walk, late = self.desk, self.walk, self.walk.opened()
        desk.goto(walk.house.link)
        walk.look(desk)
        desk.locator("[name=name]").fill("Collège des Tilleuls")
        desk.locator("[name=zone]").first.check()
        desk.locator(f"input[name=language][value={walk.language}]").check()
        walk.press(desk, "Go on")
        walk.look(desk)
        said = {"first_name": "Anne", "last_name": "Roy", "username": "anne.roy", "password": PASSWORD}
        for name, value in (said | {"again": PASSWORD}).items():
            desk.locator(f"[name={name}]").fill(value)
        walk.press(desk, "Go on")
        assert "/account/" in desk.url  # nothing opens before the second proof
        walk.follow(desk, "Set it up")
        self.secret = (desk.locator(".secret").text_content() or "").strip()
        desk.locator("[name=code]").fill(code(self.secret))
        walk.press(desk, "Set it up")
        expect(desk.locator(".recovery-codes li")).to_have_count(10)
        late.goto(walk.house.link)
        assert "/account/login/" in late.url  # the link has served
        late.context.close()

    def opens_a_class(self) -> None:
        desk, walk = self.desk, self.walk
        desk.goto(f"{walk.house.url}/school/first-steps/")
        desk.locator("[name=name]").fill("5e B")
        desk.locator("[name=level]").select_option("college")
        desk.locator("[name=shown]").fill("Mme Roy")
        walk.press(desk, "Create the class")
        walk.look(desk)
        walk.follow(desk, "I have a file from my school software")
        walk.slug = slug_in(desk.url)

    def opens_another_class(self) -> tuple[str, dict]:
        """The class next door: its slug, and the card of its only pupil."""
        desk, walk, mine = self.desk, self.walk, self.walk.slug
        desk.goto(f"{walk.house.url}/school/classes/")
        desk.locator("[name=name]").fill("5e C")
        desk.locator("[name=level]").select_option("college")
        desk.locator("[name=mine]").check()
        walk.press(desk, "Create the class")
        walk.slug = slug_in(desk.url)
        desk.goto(walk.at("members/import/"))
        desk.locator("[name=names]").fill("Tom Durand")
        self._imports()
        self.keeps_the_class_open()
        (card,), other, walk.slug = self.prints_cards(), walk.slug, mine
        return other, card

    def brings_pupils_in(self) -> None:
        """From a Pronote file in French, from pasted names in English."""
        desk = self.desk
        desk.goto(self.walk.at("members/import/"))
        if self.walk.language == "fr":
            desk.locator("[name=file]").set_input_files(ROOT / "demo/rosters/pronote-5e-b.csv")
        else:
            desk.locator("[name=names]").fill("Léa Martin\nNoé Dupont\nInès O'Neil")
        self._imports()

    def _imports(self) -> None:
        desk = self.desk
        self.walk.press(desk, "See what it says")
        expect(desk.locator("tr.row-new").first).to_be_visible()
        self.walk.look(desk)
        desk.locator("#import .button.main").click()
        desk.wait_for_url("**/members/")

    def adopts_a_charter(self) -> None:
        desk = self.desk
        desk.goto(self.walk.at("charter/"))
        self.walk.press(desk, "Start from this template")
        self.walk.follow(desk, "Read the changes and adopt")
        self.walk.press(desk, "Adopt this version")
        expect(desk.locator(".articles-list .article").nth(7)).to_be_attached()

    def keeps_the_class_open(self) -> None:
        """This walk is taken at any hour of any day."""
        desk = self.desk
        desk.goto(self.walk.at("members/settings/"))
        desk.locator("[name=always_open]").check()
        assert desk.locator("[name=undo_seconds]").input_value() == "5"
        self.walk.press(desk, "Save")
        expect(desk.locator("#messages .good")).to_be_visible()

    def prints_cards(self) -> list[dict]:
        """(class code, name, words and address to scan) of the first cards, as a pupil reads them on paper."""
        desk = self.desk
        desk.goto(self.walk.at("members/cards/"))
        self.walk.press(desk, "Make them, as a page to print")
        sheet = desk.locator(".sign-card")
        expect(sheet.first).to_be_visible()
        self.walk.look(desk)
        return [_printed(sheet.nth(n)) for n in range(min(2, sheet.count()))]

    def signs_out_and_comes_back(self) -> None:
        desk, walk = self.desk, self.walk
        desk.goto(f"{walk.house.url}/sign-out/")
        desk.locator("main form button").first.click()
        desk.goto(f"{walk.house.url}/account/login/")
        desk.locator("[name=login]").fill("anne.roy")
        desk.locator("[name=password]").fill(PASSWORD)
        walk.press(desk, "Come in")
        walk.look(desk)
        desk.locator("[name=code]").fill(code(self.secret, later=1))
        walk.press(desk, "Come in")
        walk.look(desk)
        walk.press(desk, "No, ask each time")


def _printed(card: Locator) -> dict:
    picture = card.locator(".sign-card-qr svg")
    side = int((picture.get_attribute("viewBox") or "").split()[-1])
    return {
        "code": card.locator(".sign-card-class strong").inner_text(),
        "name": card.locator(".sign-card-name").inner_text().split(" ")[0],
        "words": card.locator(".sign-card-words li").all_inner_texts(),
        "link": scanned(picture.locator("path").get_attribute("d") or "", side),
    }
