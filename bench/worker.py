"""A process that makes one kind of request over and over and says what CPU it took.

``python -m bench.worker floor|ardoise``: reads ``<request> <times>`` a line, answers the CPU seconds of them all
(user + system, time.process_time). Requests go through the whole WSGI application, with no socket in between.
"""

import os
import sys
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults


class Browser:
    """The least that keeps a session: cookies, a CSRF token, GET and POST."""

    def __init__(self, application: Callable) -> None:
        self.application, self.cookies, self.status, self.body = application, {}, "", b""

    def get(self, path: str, **headers: str) -> bytes:
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> bytes:
        token = next((value for name, value in self.cookies.items() if "csrf" in name), "")
        body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        return self._ask("POST", path, body, headers)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        path, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
        }
        environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), "wsgi.url_scheme": "https"}
        environ |= {"CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_REFERER": "https://localhost/"}
        environ |= {"HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **headers}
        setup_testing_defaults(environ)
        answer = self.application(environ, self._start)
        self.body = b"".join(answer)
        answer.close()
        return self.body

    def _start(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        self.status = status
        for name, value in headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value


def serve(requests: dict[str, Callable[[], object]]) -> None:
    """Answers the harness until it closes the line."""
    for line in sys.stdin:
        name, times = line.split()
        began = time.process_time()
        for _ in range(int(times)):
            requests[name]()
        print(time.process_time() - began, flush=True)


if __name__ == "__main__":
    which = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.floor" if which == "floor" else "classroom.settings"
    if which == "floor":
        from bench.floor import requests
    else:
        from bench.ardoise import requests
    serve(requests())
