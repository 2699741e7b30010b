"""A school that lives as long as a file's tests: its server, its hand, its addresses."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
START = 40.0  # seconds, on a busy machine


class Living:
    """``tell`` an order; ``start`` and ``kill`` the server; ``listen`` to a bell."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("ARDOISE_", "DATABASE_"))} | env
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.server: subprocess.Popen | None = None
        self.hand = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.school"],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.hand.stdout
        assert json.loads(self.hand.stdout.readline())["ready"]

    def tell(self, do: str, **order: Any) -> dict[str, Any]:
        assert self.hand.stdin
        assert self.hand.stdout
        self.hand.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self.hand.stdin.flush()
        return json.loads(self.hand.stdout.readline())

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.faults.school", "serve", str(self.port)]
        with Path(self.env["ARDOISE_DATA"]).joinpath("server.log").open("a") as log:
            self.server = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        until = time.monotonic() + START
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=0.2):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def stop(self) -> float:
        """How many seconds it took."""
        assert self.server
        began = time.monotonic()
        self.server.terminate()
        self.server.wait(timeout=15)
        return time.monotonic() - began

    def kill(self) -> None:
        assert self.server
        self.server.kill()
        self.server.wait(timeout=15)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, cookie: str = "") -> tuple[int, http.client.HTTPMessage]:
        """The status and the headers; what follows is not waited for."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        asked.request("GET", path, headers={"Cookie": f"session={cookie}"} if cookie else {})
        answer = asked.getresponse()
        answer.close()
        asked.close()
        return answer.status, answer.headers

    def listen(self, slug: str, cookie: str) -> "Bell":
        return Bell(self.port, slug, cookie)


class Bell:
    """An open stream, read line by line."""

    def __init__(self, port: int, slug: str, cookie: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        request = f"GET /live/?class={slug} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={cookie}\r\n\r\n"
        self.socket.sendall(request.encode())
        self.heard = b""
        self.ended = False
        self.until(b"event: beat")
        self.heard = b""

    def until(self, words: bytes, within: float = 10.0) -> float:
        """Seconds until ``words`` were heard. AssertionError when they are not, or the stream ends first."""
        began = time.monotonic()
        while words not in self.heard:
            left = within - (time.monotonic() - began)
            assert left > 0, f"nothing of {words!r} in {within} s: {self.heard!r}"
            assert self._read(left), f"the stream ended: {self.heard!r}"
        return time.monotonic() - began

    def rings(self, within: float) -> bool:
        """Whether it rings within so many seconds. What was heard is forgotten."""
        try:
            self.until(b"event: news", within)
        except AssertionError:
            return False
        finally:
            self.heard = b""
        return True

    def ends(self, within: float) -> float:
        """Seconds until the server has ended it."""
        began = time.monotonic()
        while not self.ended:
            left = within - (time.monotonic() - began)
            assert left > 0, f"still open after {within} s"
            self._read(left)
        return time.monotonic() - began

    def _read(self, within: float) -> bool:
        self.socket.settimeout(max(within, 0.01))
        try:
            came = self.socket.recv(65536)
        except TimeoutError:
            return True
        self.heard += came
        self.ended = self.ended or not came or self.heard.endswith(b"0\r\n\r\n")
        return not self.ended

    def close(self) -> None:
        self.socket.close()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    """On SQLite."""
    yield from living({}, tmp_path_factory)


def living(env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    data = tmp_path_factory.mktemp("school")
    here = Living({"ARDOISE_DATA": str(data), "ARDOISE_DEBUG": "1", "ARDOISE_SECOND_FACTOR": "0", **env})
    here.start()
    yield here
    for process in (here.server, here.hand):
        if process and process.poll() is None:
            process.terminate()
            process.wait(timeout=15)
    for pipe in (here.hand.stdin, here.hand.stdout):
        if pipe:
            pipe.close()
