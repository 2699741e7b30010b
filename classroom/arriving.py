"""What browsers send is taken here, without a thread: who sends slowly, or stops halfway, holds nobody up.

A page's thread reads a body by waiting for it. Without this, eight telephones that stop in the middle of a form
would be eight threads, and the whole school would wait; and a form cut halfway would be read as a whole one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

FORM = 64 * 1024  # bytes: any form but a roster's; it is taken whole before a thread is
PATIENCE = 20.0  # seconds for a form to arrive
LONGER = 60.0  # seconds for a roster, which streams into its thread


class Arriving:
    """Hands ``app`` requests whose body is here; of the longer ones, ``most`` at a time."""

    def __init__(self, app: App, most: int) -> None:
        self.app, self.longer = app, asyncio.Semaphore(most)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        size = headers.get(b"content-length", b"")
        if not size and b"transfer-encoding" not in headers:
            await self.app(scope, receive, send)
        elif size.isdigit() and int(size) <= FORM:
            await self._form(scope, receive, send)
        else:
            async with self.longer:
                await self.app(scope, _within(LONGER, receive), send)

    async def _form(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            body = await asyncio.wait_for(_whole(receive), PATIENCE)
        except ConnectionResetError:
            return  # nobody is there to be answered
        except TimeoutError:
            await _too_slow(send)
            return
        await self.app(scope, _again(body, receive), send)


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError
        body += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives ``body`` as one message, then whatever comes."""
    told = [{"type": "http.request", "body": body, "more_body": False}]

    async def tell() -> Message:
        return told.pop() if told else await receive()

    return tell


def _within(seconds: float, receive: Receive) -> Receive:
    """What arrives in this time. Then, and when the line is cut, an OSError: half a body is no body."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds

    async def tell() -> Message:
        message = await asyncio.wait_for(receive(), max(0.0, end - loop.time()))
        if message["type"] == "http.disconnect":
            raise ConnectionResetError
        return message

    return tell


async def _too_slow(send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
