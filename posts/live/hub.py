"""All the streams of this process, and what makes them ring: the bus, the clock, and rights that are asked again."""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connections
from django.utils import timezone

from posts import bus
from posts.due import due_in
from posts.live import moments, rights

log = logging.getLogger("ardoise.live")
HEARTBEAT = 15.0  # seconds; proxies cut what is silent
RIGHTS = 5.0  # seconds between two readings of everybody's rights: a stream outlives them by no more
MOST = 3  # streams a session: browsers open six connections to a host, and pages need some
STILL = b"event: beat\ndata: .\n\n"  # a comment would not be heard by the page's script
LEAVE = b"event: poll\ndata: {}\n\n"  # another page of this session took the place: ask now and then instead
Say = Callable[[dict[str, Any]], Awaitable[None]]


class Stream:
    """One open page. It keeps ids and a way to speak, nothing else."""

    __slots__ = ("admitted", "say", "busy")

    def __init__(self, admitted: rights.Admitted, say: Say) -> None:
        self.admitted, self.say, self.busy = admitted, say, False

    async def tell(self, line: bytes, *, more: bool = True) -> None:
        """Drops the line when the page has not taken the one before: the next one says the same."""
        if self.busy and more:
            return
        self.busy = True
        with contextlib.suppress(OSError):
            await self.say({"type": "http.response.body", "body": line, "more_body": more})
        self.busy = not more  # after the last word, none


class Hub:
    def __init__(self) -> None:
        self.streams: dict[UUID, dict[Stream, None]] = {}  # by space, the oldest first
        self.heads: dict[UUID, moments.Head] = {}
        self.due: dict[tuple[UUID, UUID | None], datetime] = {}
        self.struck = timezone.now()  # what was due until then has rung
        self.sooner = asyncio.Event()  # the clock's list has changed
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.tasks: list[asyncio.Task] = []

    # --- life -----------------------------------------------------------------------------------------------------
    def start(self) -> None:
        loops = (self._follow_bus, self._follow_clock, self._follow_rights, self._beat)
        self.tasks = [asyncio.create_task(self._forever(loop)) for loop in loops]

    async def stop(self) -> None:
        """Ends every stream; their pages come back to whoever answers next."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.end(list(self._all()))
        await self.ask(connections.close_all)
        self.thread.shutdown(wait=False)

    async def _forever(self, loop: Callable[[], Awaitable[None]]) -> None:
        """A database that is away for a moment must not silence the bell for good."""
        while True:
            try:
                await loop()
            except Exception:
                log.exception("live")
            await asyncio.sleep(1)

    async def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        """Asks the database in the one thread that does so for all streams."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, partial(_asked, question, *args))

    # --- who listens ------------------------------------------------------------------------------------------------
    async def add(self, stream: Stream) -> None:
        space, mine = stream.admitted.space, stream.admitted.session
        same = [other for other in self._all() if other.admitted.session == mine]
        for other in same[: max(0, len(same) + 1 - MOST)]:
            await other.tell(LEAVE)
            await self.end([other])
        self.streams.setdefault(space, {})[stream] = None
        if space not in self.heads:
            self.heads |= await self.ask(moments.heads_of, [space])
            await self._look_ahead([space])

    def remove(self, stream: Stream) -> None:
        here = self.streams.get(stream.admitted.space, {})
        here.pop(stream, None)
        if not here:
            self.streams.pop(stream.admitted.space, None)
            self.heads.pop(stream.admitted.space, None)

    async def end(self, streams: Iterable[Stream]) -> None:
        for stream in streams:
            self.remove(stream)
            asyncio.create_task(stream.tell(b"", more=False)).add_done_callback(_forget)

    def _all(self) -> Iterable[Stream]:
        return (stream for here in list(self.streams.values()) for stream in list(here))

    # --- what rings ---------------------------------------------------------------------------------------------------
    async def ring(self, space: UUID, for_whom: moments.Ring) -> None:
        """Rings for those concerned whose rights still stand."""
        concerned = [
            stream
            for stream in self.streams.get(space, ())
            if for_whom.everybody or stream.admitted.teaches or stream.admitted.member in for_whom.members
        ]
        data = {"space": space.hex} | ({"shown": for_whom.shown} if for_whom.shown else {})
        line = b"event: news\ndata: %s\n\n" % json.dumps(data).encode()
        for stream in await self._still_in(concerned):
            asyncio.create_task(stream.tell(line)).add_done_callback(_forget)

    async def _still_in(self, streams: list[Stream]) -> list[Stream]:
        """Those whose rights stand; the others end here."""
        if not streams:
            return []
        standing = await self.ask(rights.standing_of, {stream.admitted.member for stream in streams})
        sessions = await self.ask(rights.living, {stream.admitted.session for stream in streams})
        kept, out = [], []
        for stream in streams:
            who = stream.admitted
            stands = standing.get(who.member) == who.standing and who.session in sessions
            (kept if stands else out).append(stream)
        await self.end(out)
        return kept

    async def look(self, spaces: Iterable[UUID]) -> None:
        """Rings where the journal has grown, or a freeze began or ended."""
        known = {space: self.heads[space] for space in spaces if space in self.heads}
        if not known:
            return
        heads = await self.ask(moments.heads_of, known)
        moved = {space: head for space, head in heads.items() if head != known[space]}
        self.heads |= {space: head for space, head in moved.items() if space in self.heads}
        if moved:
            await self._look_ahead(moved)
        for space, head in moved.items():
            await self.ring(space, await self.ask(moments.ring_for, space, known[space], head))

    async def _look_ahead(self, spaces: Iterable[UUID]) -> None:
        """Reads anew at what hours these classes' bells ring; nobody listens in a class without a head."""
        due = await self.ask(due_in, [space for space in spaces if space in self.heads], self.struck)
        self.due = {key: at for key, at in self.due.items() if key[0] not in spaces} | due
        self.sooner.set()

    # --- the four loops -----------------------------------------------------------------------------------------------
    async def _follow_bus(self) -> None:
        async for moved in bus.watch():
            await self.look(list(self.heads) if moved is None else moved)

    async def _follow_clock(self) -> None:
        while True:
            self.sooner.clear()
            now = timezone.now()
            wait = min(((at - now).total_seconds() for at in self.due.values()), default=3600.0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.sooner.wait(), max(0.0, min(wait, 3600.0)) + 0.005)
            await self._strike()

    async def _strike(self) -> None:
        self.struck = now = timezone.now()
        struck = [key for key, at in self.due.items() if at <= now]
        for space, author in struck:
            del self.due[space, author]
            await self.ring(space, await self.ask(moments.striking, space, author))
        if struck:
            await self._look_ahead({space for space, _ in struck})

    async def _follow_rights(self) -> None:
        while True:
            await asyncio.sleep(RIGHTS * 0.8)
            await self._still_in(list(self._all()))
            await self.look(list(self.heads))  # what the bus may have missed

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            for stream in self._all():
                asyncio.create_task(stream.tell(STILL)).add_done_callback(_forget)


def _asked(question: Callable[..., Any], *args: Any) -> Any:
    close_old_connections()
    return question(*args)


def _forget(task: asyncio.Task) -> None:
    if not task.cancelled() and task.exception():
        log.error("live", exc_info=task.exception())
