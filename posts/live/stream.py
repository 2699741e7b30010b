"""``GET /live/?class=<slug>``: the bell of a class as server-sent events, in plain ASGI (a page of Django's would cost
230 KiB of memory while it stays open; this, a tenth)."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse

from posts.live import rights
from posts.live.hub import STILL, Hub, Stream

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
SLUG = re.compile(r"[-\w]{1,60}", re.ASCII)
RETRY = b"retry: 3000\n"  # milliseconds after which a page whose stream was cut comes back
NOT_OURS = {"content-length", "content-type", "vary"}
HEADERS = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")]


class Live:
    """The ASGI application; ``handler`` is Django's."""

    def __init__(self, handler: WSGIHandler) -> None:
        self.handler = handler
        self.hub: Hub | None = None

    def start(self) -> None:
        self.hub = Hub()
        self.hub.start()

    async def stop(self) -> None:
        if self.hub:
            await self.hub.stop()
            self.hub = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        asked = parse_qs(scope["query_string"].decode("latin1")).get("class", [""])[0]
        hub = self.hub
        if scope["method"] != "GET" or hub is None:
            await _answer(send, HttpResponse(status=405 if hub else 503))
            return
        slug = asked if SLUG.fullmatch(asked) else "-"
        response, admitted = await hub.ask(rights.ask_django, self.handler, scope, slug)
        if admitted is None:
            await _answer(send, response)
            return
        await _ring(hub, response, Stream(admitted, send), receive)


async def _ring(hub: Hub, response: HttpResponse, stream: Stream, receive: Receive) -> None:
    """Holds the stream open until its page is left."""
    headers = HEADERS + _headers(response)
    await stream.say({"type": "http.response.start", "status": 200, "headers": headers})
    await stream.tell(RETRY + STILL)
    await hub.add(stream)
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        hub.remove(stream)


def _headers(response: HttpResponse) -> list[tuple[bytes, bytes]]:
    """What every answer says to browsers, this one too."""
    said = ((name.lower(), value) for name, value in response.items())
    return [(name.encode(), value.encode("latin1")) for name, value in said if name not in NOT_OURS]


async def _answer(send: Send, response: HttpResponse) -> None:
    headers = [(b"content-type", response.get("Content-Type", "text/plain").encode()), *_headers(response)]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": response.content})
