"""What a page weighs on a school's line, measured by Chromium itself, as `serve` sends it."""

from collections import defaultdict

import pytest

from tests.browser.pages import of_class

pytestmark = pytest.mark.browser

TIMELINE = of_class("posts:timeline", "pupil")
# Once the page is there, the bell is rung apart: a stream that carries ids, and what is new since (204: nothing).
BELL = ("/live/", "/news/")


class Scale:
    """Bytes on the wire (headers included) of each thing that a tab asks for."""

    def __init__(self, page) -> None:
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("Network.enable")
        self.cdp.on("Network.requestWillBeSent", self._ask)
        self.cdp.on("Network.loadingFinished", self._end)
        self.cdp.on("Network.requestServedFromCache", lambda said: self.cached.add(said["requestId"]))
        self.cdp.on("Network.responseReceived", self._answer)
        self.empty()

    def empty(self) -> None:
        self.asked: dict[str, str] = {}
        self.bytes: dict[str, int] = defaultdict(int)
        self.cached: set[str] = set()

    def _ask(self, said) -> None:
        self.asked[said["requestId"]] = said["request"]["url"]

    def _answer(self, said) -> None:
        if said["response"].get("fromDiskCache"):
            self.cached.add(said["requestId"])

    def _end(self, said) -> None:
        self.bytes[said["requestId"]] = int(said["encodedDataLength"])

    @property
    def weights(self) -> dict[str, int]:
        """{address: bytes} of what came over the wire; the bell's is not the page's."""
        return {
            url: self.bytes[one]
            for one, url in self.asked.items()
            if one not in self.cached
            and not url.startswith("data:")
            and not any(word in url for word in BELL)
        }


@pytest.fixture
def weighed(visitors):
    """A pupil's tab that has seen nothing yet, on its scales."""
    walker = visitors("pupil", "fr", "theme=light")
    return walker, Scale(walker.tab)


def test_a_first_view_is_light_and_the_next_is_one_small_page(weighed):
    """Measured: 58.3 kB in 7 requests, then 4.9 kB in one. A pupil of this class has a Vietnamese name."""
    first, again = _two_views(*weighed)
    assert len(first) <= 8, first
    assert sum(first.values()) <= 60_000, first
    assert sum(url.endswith(".woff2") for url in first) == 2, "the letters count too"
    assert len(again) == 1, again
    assert sum(again.values()) <= 5_000, again


def test_a_page_of_another_kind_adds_one_sheet_of_styles(weighed):
    """What tables, boards, charters and doors look like is fetched by the first page that shows one."""
    walker, scale = weighed
    _two_views(walker, scale)
    scale.empty()
    _see(walker, of_class("charter:charter", "pupil"))
    more = [url for url in scale.weights if "/static/" in url]
    assert len(more) == 1, more
    assert "/css/more." in more[0]


def test_what_is_shared_is_kept_for_ever_and_what_is_said_is_not(weighed):
    walker, _scale = weighed
    answers = []
    walker.tab.on("response", lambda answer: answers.append(answer))
    _see(walker)
    page = answers[0]
    assert "no-store" in page.headers["cache-control"]
    shared = [one for one in answers if "/static/" in one.url]
    assert shared
    assert all("immutable" in one.headers["cache-control"] for one in shared)


def _two_views(walker, scale) -> tuple[dict[str, int], dict[str, int]]:
    walker.tab.context.new_cdp_session(walker.tab).send("Network.clearBrowserCache")
    _see(walker)
    first = scale.weights
    scale.empty()
    _see(walker)
    return first, scale.weights


def _see(walker, page=TIMELINE) -> None:
    tab = walker.go(page)
    tab.wait_for_load_state("load")
    tab.evaluate("document.fonts.ready.then(() => 0)")
    tab.wait_for_timeout(300)  # the protocol tells of an end a moment after it
