"""Who is not of the class asks for what is: a pupil next door, a pupil of another school, and nobody in particular."""

import http.client
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

from tests.browser.loop.trail import Asked

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
NEVER = "01a20000-0000-7000-8000-000000000000"
NO_CLASS = "5e-z-22222222"
# The hour, the random length of a compressed page, one's own session (once a minute it is noted that one is there).
TRANSPORT = {"date", "content-length", "x-pad", "set-cookie", "vary"}
DRESS = {
    "page": {},
    "htmx": {"HX-Request": "true"},
    "script": {"X-Requested-With": "fetch", "Accept": "application/json"},
}


class Outsider(NamedTuple):
    name: str
    context: BrowserContext
    slug: str  # of their own class


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One connection with the cookies of a browser: a thousand questions in a few seconds."""

    def __init__(self, url: str, context: BrowserContext) -> None:
        context.request.get(
            url
        )  # for the form's token: a form is refused for what it asks, not for want of one
        held = context.cookies(url)
        self.token = next((c["value"] for c in held if c["name"].endswith("csrf")), "")
        self.cookies = "; ".join(f"{c['name']}={c['value']}" for c in held)
        self.held = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)

    def ask(self, asked: Asked) -> Answer:
        headers = DRESS[asked.by] | {"Cookie": self.cookies}
        if asked.method == "POST":
            headers["X-CSRFToken"] = self.token
        self.held.request(asked.method, asked.path, headers=headers)
        answer = self.held.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, said, answer.read())


class Outsiders:
    """``pupils`` are signed in, elsewhere; ``nobody`` is not."""

    def __init__(self, url: str, pupils: Iterable[Outsider], nobody: BrowserContext) -> None:
        self.pupils = [(pupil, Line(url, pupil.context)) for pupil in pupils]
        self.nobody = Line(url, nobody)
        self._nothing: dict[tuple[str, Asked], tuple] = {}

    def let_in(self, addresses: Iterable[Asked], slug: str) -> list[str]:
        """What is answered otherwise than what never existed; to who is not signed in, otherwise than by the doors."""
        return [wrong for asked in addresses for wrong in self._wrongs(asked, slug)]

    def _wrongs(self, asked: Asked, slug: str) -> Iterator[str]:
        for pupil, line in self.pupils:
            tries = [asked]
            if UUID.search(
                asked.path
            ):  # the class's things are not found under another class's address either
                tries.append(asked._replace(path=asked.path.replace(slug, pupil.slug)))
            for one in tries:
                told, nothing = _told(line.ask(one)), self._told_of_nothing(pupil, line, one, slug)
                if told != nothing or (one is asked and told[0] != 404):
                    yield f"{pupil.name} is told of {' '.join(one)}: {told[0]}, not as of nothing"
        if not self._meets_the_doors(asked):
            yield f"who is not signed in does not meet the doors: {' '.join(asked)}"

    def _told_of_nothing(self, pupil: Outsider, line: Line, asked: Asked, slug: str) -> tuple:
        """The answer about an address of the same form at which there has never been anything."""
        path = UUID.sub(NEVER, asked.path.replace(slug, NO_CLASS))
        if path == asked.path:
            path = f"/nowhere{path}"
        nothing = asked._replace(path=path)
        if (pupil.name, nothing) not in self._nothing:
            self._nothing[pupil.name, nothing] = _told(line.ask(nothing))
        return self._nothing[pupil.name, nothing]

    def _meets_the_doors(self, asked: Asked) -> bool:
        answer = self.nobody.ask(asked)
        told = answer.status, answer.headers.get("hx-redirect"), answer.headers.get("location", "")[:7]
        doors = {"page": (302, None, "/?next="), "htmx": (204, "/", ""), "script": (401, None, "")}
        return told == doors[asked.by] and not answer.body


def _told(answer: Answer) -> tuple:
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in TRANSPORT)
    return answer.status, headers, answer.body
