"""A body that comes slowly, or never, keeps no thread from the others; half of one is never taken for the whole."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from classroom import arriving
from classroom.arriving import FORM, Arriving


class Page:
    """An application that reads its body to the end, as a thread would, and says what it read."""

    def __init__(self):
        self.read, self.inside, self.broken = [], 0, []

    async def __call__(self, scope, receive, send):
        self.inside += 1
        body = b""
        try:
            while True:
                message = await receive()
                body += message.get("body", b"")
                if not message.get("more_body"):
                    break
        except OSError as cut:
            self.broken.append(cut)
        else:
            self.read.append(body)
        self.inside -= 1


class Browser:
    """Sends these messages, then nothing more."""

    def __init__(self, *bodies, size=None, cut=False):
        total = sum(map(len, bodies)) if size is None else size
        self.scope = {"type": "http", "headers": [(b"content-length", b"%d" % total)]}
        self.waiting = [
            {"type": "http.request", "body": body, "more_body": n < len(bodies) or size is not None}
            for n, body in enumerate(bodies, 1)
        ] + ([{"type": "http.disconnect"}] if cut else [])
        self.told = []

    async def receive(self):
        if self.waiting:
            return self.waiting.pop(0)
        return await asyncio.Event().wait()

    async def send(self, message):
        self.told.append(message)

    def asks(self, app):
        return asyncio.create_task(app(self.scope, self.receive, self.send))


def play(scene, most=1):
    page = Page()

    async def played():
        return await asyncio.wait_for(scene(Arriving(page, most), page), 5)

    # In a thread of its own: a browser test before this one may have left a loop running in ours.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(played())).result()
    return page


def a_while():
    return asyncio.sleep(0.02)


def test_a_page_without_a_body_is_made_at_once():
    async def scene(app, page):
        got = Browser(b"")
        got.scope["headers"] = []
        await got.asks(app)

    assert play(scene).read == [b""]


def test_a_form_arrives_whole():
    async def scene(app, page):
        await Browser(b"text=Bon", b"jour").asks(app)

    assert play(scene).read == [b"text=Bonjour"]


def test_a_form_that_stops_halfway_holds_nobody():
    async def scene(app, page):
        for _ in range(50):
            Browser(b"text=Bon", size=FORM).asks(app)
        await Browser(b"text=Bonjour").asks(app)
        assert page.inside == 0

    assert play(scene).read == [b"text=Bonjour"]


def test_a_form_that_is_cut_is_not_read():
    async def scene(app, page):
        cut = Browser(b"text=Bon", size=1000, cut=True)
        await cut.asks(app)
        assert cut.told == []

    assert play(scene).read == []


def test_a_form_that_takes_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(arriving, "PATIENCE", 0.01)

    async def scene(app, page):
        slow = Browser(b"text=Bon", size=1000)
        await slow.asks(app)
        assert slow.told[0]["status"] == 408

    assert play(scene).read == []


def test_long_bodies_wait_for_each_other_and_not_the_forms():
    async def scene(app, page):
        long = [Browser(b"names=", size=FORM + 1).asks(app) for _ in range(5)]
        await a_while()
        assert page.inside == 2
        await Browser(b"text=Bonjour").asks(app)
        assert page.read == [b"text=Bonjour"]
        for each in long:
            each.cancel()

    play(scene, most=2)


@pytest.mark.parametrize("cut", [True, False])
def test_a_long_body_that_is_cut_or_never_ends_breaks(monkeypatch, cut):
    monkeypatch.setattr(arriving, "LONGER", 0.01)

    async def scene(app, page):
        await Browser(b"names=", size=FORM + 1, cut=cut).asks(app)
        await Browser(b"x" * (FORM + 1)).asks(app)

    page = play(scene)
    assert len(page.broken) == 1
    assert page.read == [b"x" * (FORM + 1)], "the next one has its place"


def test_a_size_that_is_no_number_is_a_long_one():
    async def scene(app, page):
        odd = Browser(b"text")
        odd.scope["headers"] = [(b"transfer-encoding", b"chunked")]
        await odd.asks(app)

    assert play(scene).read == [b"text"]
