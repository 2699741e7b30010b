"""A real Chromium, started by the launch arguments of tests/conftest.py."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.browser.house import PRODUCTION, UNLOCKED, House

expect.set_options(timeout=15_000)  # two cores, all busy


class Town(NamedTuple):
    url: str
    facts: dict[str, Any]
    sessions: dict[str, str]


@pytest.fixture
def chromium_page(page: Page) -> Iterator[Page]:
    """A blank page in a context of its own; an error in a script fails the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors


@pytest.fixture(scope="session")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Tables made and static files collected, nobody inside, never opened: to copy."""
    house = House(tmp_path_factory.mktemp("houses") / "empty", PRODUCTION).open()
    house.close()
    return house


@pytest.fixture(scope="session")
def town(empty_house: House) -> Iterator["Town"]:
    """The seeded school, open; its sessions and its facts."""
    house = empty_house.copied_to(empty_house.data.with_name("town"), UNLOCKED)
    told = house.told("tests.browser.seeding")
    yield Town(house.open().url, told["facts"], told["sessions"])
    house.close()


@pytest.fixture(scope="module")
def visitors(browser: Browser, town: Town) -> Iterator[Callable[..., "Visitor"]]:
    """``visitors("pupil", "en")``: a tab of that person's, kept for the module."""
    known: dict[tuple, Visitor] = {}

    def of(name: str, language: str = "fr", comfort: str = "") -> Visitor:
        key = (name, language, comfort)
        if key not in known:
            known[key] = Visitor(browser, town, *key)
        return known[key]

    yield of
    for visitor in known.values():
        visitor.tab.context.close()


class Visitor:
    """A tab, and all that it complained of since the last page."""

    def __init__(self, browser: Browser, town: Town, name: str, language: str, comfort: str) -> None:
        context = browser.new_context(locale=language, reduced_motion="reduce")
        cookies = {"session": town.sessions.get(name, ""), "language": language, "comfort": comfort}
        context.add_cookies([{"name": k, "value": v, "url": town.url} for k, v in cookies.items() if v])
        self.town, self.tab, self.complaints = town, context.new_page(), []
        self.tab.set_default_timeout(15_000)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("console", self._hear)
        self.tab.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.location.get("url") != self.tab.url:
            self.complaints.append(f"{message.type}: {message.text}")
        elif "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.town.url, "data:", "blob:")):
            self.complaints.append(f"asked elsewhere: {request.url}")

    def go(self, page: Any) -> Page:
        """Opens a page of tests/browser/pages.py, which must answer what it says."""
        self.complaints.clear()
        path = page.path(self.town.facts)
        answer = self.tab.goto(self.town.url + path)
        assert answer
        assert answer.status == page.status
        assert answer.request.redirected_from is None, f"{path} leads to {answer.url}"
        return self.tab
