"""The embedded server's door: the bell of open pages is plain ASGI, everything else is Django's WSGI application.

Django's own ASGI handler would hop between threads for each page and cost five times as much.
"""

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
wsgi_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - after set-up
from django.utils.module_loading import import_string  # noqa: E402

pages = WSGIMiddleware(wsgi_application, workers=settings.THREADS)
live = import_string("posts.live.stream.Live")(wsgi_application)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live/":
        await live(scope, receive, send)
    else:
        await pages(scope, receive, send)


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
