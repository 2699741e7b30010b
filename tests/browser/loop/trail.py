"""Every address that a class's people were shown or asked for, and how."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import Request

CLOSED = (
    "/classes/",
    "/school/",
    "/reading/",
    "/live/",
)  # the rest is everybody's, or an adult's own account
OF_A_KIND = 2  # one of thirty pupils' pages tells what the others would
OF_A_POST = {
    (
        "GET",
        "page",
    ): """posts:post posts:story posts:draft posts:revision posts:removal_request moderation:case
        moderation:taking_down moderation:restoration""",
    ("POST", "page"): """posts:draft posts:draft_removal posts:revision posts:withdrawal posts:removal_request
        moderation:decision moderation:reversal moderation:taking_down moderation:restoration""",
    ("GET", "htmx"): "moderation:case",
    ("POST", "htmx"): "posts:draft posts:revision moderation:decision",
}
WRITTEN = {"data-draft-url", "data-count-url"}  # what scripts post to


class Asked(NamedTuple):
    """``by``: by a page (links and forms), by htmx, by another script."""

    method: str
    by: str
    path: str

    @property
    def route(self) -> str:
        path = self.path.partition("?")[0]
        return "live" if path == "/live/" else resolve(path).view_name


class Trail:
    def __init__(self, house: str) -> None:
        self.house, self.post, self.routes = house, "", set[str]()
        self._met: dict[Asked, None] = {}  # in the order in which it was met

    def note(self, request: Request) -> None:
        """A request of somebody's, as it was made."""
        by = "page"
        if "hx-request" in request.headers:
            by = "htmx"
        elif "x-requested-with" in request.headers or request.resource_type == "eventsource":
            by = "script"
        self._meet(request.method, by, request.url)

    def read(self, html: str) -> None:
        """A page as somebody sees it: its links, its forms, what its scripts would ask for."""
        for asked in _addresses(html):
            self._meet(*asked)

    def _meet(self, method: str, by: str, address: str) -> None:
        parts = urlsplit(address.removeprefix(self.house))
        if not parts.netloc and parts.path.startswith(CLOSED):
            query = f"?{parts.query}" if parts.query else ""
            self._met[Asked(method, by, parts.path + query)] = None

    def taken(self, slug: str) -> list[Asked]:
        """What was met in this class and the office since last time, and all that speaks of the class's text."""
        met = [one for one in self._met if not re.search(rf"(/classes/|class=)(?!{slug}\b)[^/&]", one.path)]
        self._met.clear()
        kinds: Counter[tuple[str, ...]] = Counter()
        taken: dict[Asked, None] = dict.fromkeys(_of(self.post, slug) if self.post else ())
        for one in met:
            kinds[one.method, one.by, one.route] += 1
            if kinds[one.method, one.by, one.route] <= OF_A_KIND:
                taken[one] = None
        self.routes |= {one.route for one in taken}
        return list(taken)


def _of(post: str, slug: str) -> Iterator[Asked]:
    for (method, by), routes in OF_A_POST.items():
        for route in routes.split():
            yield Asked(method, by, reverse(route, kwargs={"slug": slug, "post_id": post}))
    yield Asked("GET", "script", reverse("posts:cards", args=[slug]) + f"?post={post}")
    yield Asked("GET", "script", reverse("posts:news", args=[slug]))
    yield Asked("GET", "page", reverse("posts:timeline", args=[slug]))


class _Reader(HTMLParser):
    """Collects what ``Asked`` holds from links, forms and what scripts are told."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Asked] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        form = "POST" if said.get("method", "").lower() == "post" else "GET"
        ways = {"href": ("GET", "page"), "src": ("GET", "page"), "action": (form, "page")}
        ways |= {"formaction": ("POST", "page"), "hx-get": ("GET", "htmx"), "hx-post": ("POST", "htmx")}
        ways |= dict.fromkeys(WRITTEN, ("POST", "script"))
        for name, address in said.items():
            if name in ways:
                self.found.append(Asked(*ways[name], address))
            elif name.startswith("data-") and name.endswith("-url"):
                self.found.append(Asked("GET", "script", address))


def _addresses(html: str) -> list[Asked]:
    reader = _Reader()
    reader.feed(html)
    return reader.found
