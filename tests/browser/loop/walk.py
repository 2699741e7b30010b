"""One walk through the product: in one language, with scripts or without, each person in a browser of their own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import Browser, Page, Request

from tests.browser.house import House
from tests.browser.loop.outsiders import Outsiders
from tests.browser.loop.trail import Trail

LONGEST = 15_000  # milliseconds
AXE = "async () => (await axe.run()).violations.map(one => [one.id, one.nodes[0].html])"


class Walk:
    """``slug`` is the class's, once it is open; ``complaints`` are errors of scripts and requests to other hosts."""

    def __init__(self, browser: Browser, house: House, language: str, scripts: bool) -> None:
        self.browser, self.house, self.language, self.scripts = browser, house, language, scripts
        self.slug = ""
        self.complaints: list[str] = []
        self.tabs: list[Page] = []
        self.trail = Trail(house.url)
        self.outsiders: Outsiders | None = None

    # -- steps -------------------------------------------------------------------------------------------------
    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Once it is made, outsiders ask for every address that it has made or shown."""
        yield
        for tab in self.tabs:
            self.trail.read(tab.content())
        if self.outsiders:
            wrong = self.outsiders.let_in(self.trail.taken(self.slug), self.slug)
            assert not wrong, f"After « {name} »:\n" + "\n".join(wrong)

    # -- people's browsers -------------------------------------------------------------------------------------
    def tab(self) -> Page:
        """Somebody of the class: what they see is what outsiders will ask for."""
        page = self.opened()
        page.on("request", self.trail.note)
        self.tabs.append(page)
        return page

    def opened(self) -> Page:
        context = self.browser.new_context(locale=self.language, java_script_enabled=self.scripts)
        page = context.new_page()
        page.set_default_timeout(LONGEST)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)
        return page

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.house.url, "data:")):
            self.complaints.append(request.url)

    # -- screens -----------------------------------------------------------------------------------------------
    def say(self, words: str, context: str = "") -> str:
        """The words of the screen, in the language of this walk."""
        with override(self.language):
            return pgettext(context, words) if context else gettext(words)

    def press(self, page: Page, words: str) -> None:
        self.trail.read(page.content())
        page.locator("main").get_by_role("button", name=self.say(words)).first.click()

    def follow(self, page: Page, words: str) -> None:
        self.trail.read(page.content())
        page.locator("main").get_by_role("link", name=self.say(words)).first.click()

    def at(self, path: str) -> str:
        return f"{self.house.url}/classes/{self.slug}/{path}"

    def look(self, page: Page) -> None:
        """axe on the pages that only this walk meets."""
        self.trail.read(page.content())
        assert page.locator("html").get_attribute("lang") == self.language
        if self.scripts:
            page.evaluate(AXE_SCRIPT + ";undefined")
            assert page.evaluate(AXE) == []


def slug_in(url: str) -> str:
    return re.split(r"/classes/", url)[1].split("/")[0]
