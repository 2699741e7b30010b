"""The embedded server's door: the bell of open pages is plain ASGI, everything else is Django's WSGI application.

Django's own ASGI handler would hop between threads for each page and cost five times as much.
"""

import gc
import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
wsgi_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - after set-up
from django.utils.module_loading import import_string  # noqa: E402

from classroom.arriving import Arriving  # noqa: E402

pages: Any = WSGIMiddleware(wsgi_application, workers=settings.THREADS)  # type: ignore[arg-type]  # same PEP 3333
arriving = Arriving(pages, most=max(1, settings.THREADS // 2))
live = import_string("posts.live.stream.Live")(wsgi_application)
gc.freeze()  # what was loaded stays: the collector need not walk through it again and again


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live/":
        await live(scope, receive, send)
    else:
        await arriving(scope, receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            live.start()
        else:
            await live.stop()
            pages.executor.shutdown(wait=False)
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
