"""A house that browsers visit: `serve` in production settings, as a school runs it, on a database of its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "ARDOISE_HOSTS": "localhost",
    "ARDOISE_SECRET": "for-tests-only-" * 4,
    "ARDOISE_LOG_LEVEL": "WARNING",
}
# Visitors here are handed a session, and Chromium takes no `__Host-` cookie for plain HTTP from a test's hand.
UNLOCKED = PRODUCTION | {
    "ARDOISE_SECURE": "false",
    "ARDOISE_SECOND_FACTOR": "false",
    "ARDOISE_IDLE_MINUTES": "600",
}


class House:
    """``url`` once it is opened; ``link`` is the first run's, when nobody lives there yet."""

    def __init__(self, data: Path, env: dict[str, str]) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ARDOISE_", "DATABASE_", "DJANGO_"))}
        self.data, self.env = data, kept | env | {"ARDOISE_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        self.log = data.with_suffix(".log")
        self.link = self.url = ""
        self.server: subprocess.Popen[str] | None = None

    def copied_to(self, data: Path, env: dict[str, str]) -> "House":
        """The same house elsewhere; its static files, which nobody changes, are shared."""
        shutil.copytree(self.data, data, ignore=shutil.ignore_patterns("static"))
        shutil.copytree(self.data / "static", data / "static", copy_function=os.link)
        return House(data, env)

    def told(self, module: str) -> dict[str, Any]:
        """What a module says (a line of JSON) after it has acted in this house."""
        ran = subprocess.run(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(ran.stdout.splitlines()[-1])

    def open(self) -> "House":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        with self.log.open("a") as log:
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.url = f"http://localhost:{port}"
        assert self.server.stdout
        for line in self.server.stdout:
            if found := re.search(r"http\S+/set-up/\S+", line):
                self.link = found[0]
            if "answers at" in line:
                break
        else:
            self.close()
            raise AssertionError(self.log.read_text()[-2000:])
        self._wait(port)
        return self

    def _wait(self, port: int) -> None:
        """It says that it answers a moment before it does."""
        for _ in range(400):
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=0.05):
                    return
            except OSError:
                assert self.server
                assert self.server.poll() is None
                try:
                    self.server.wait(timeout=0.05)
                except subprocess.TimeoutExpired:
                    continue
        raise AssertionError("The server never answered.")

    def close(self) -> None:
        if self.server:
            self.server.send_signal(signal.SIGTERM)
            self.server.wait(timeout=20)
            assert self.server.stdout
            self.server.stdout.close()
            self.server = None
