"""The embedded server: what is checked and made ready before it answers, and how it starts and stops.

``serve`` is for a school, ``demo`` for looking around: both end in ``run``.
"""

import ipaddress
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from django.conf import settings
from django.utils.crypto import get_random_string

GRACE = 3  # seconds that requests under way are given when the server stops
SHORTEST_SECRET = 50


@dataclass(frozen=True)
class Address:
    """Where the server listens, and whether it speaks TLS itself (``cert`` and ``key`` are files)."""

    host: str = "127.0.0.1"
    port: int = 8000
    cert: str = ""
    key: str = ""
    behind_proxy: bool = False

    @property
    def is_loopback(self) -> bool:
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def scheme(self) -> str:
        return "https" if self.cert or self.behind_proxy else "http"

    def url(self, name: str = "") -> str:
        """What people type; behind a proxy, its own port."""
        shown = name or ("localhost" if self.is_loopback else self.host)
        return f"{self.scheme}://{shown}" + ("" if self.behind_proxy else f":{self.port}")


def refusals(address: Address) -> list[str]:
    """Why this must not serve a school as it is set: sentences for the operator, none when all is well."""
    said = _ill_set()
    if bool(address.cert) != bool(address.key):
        said.append("A certificate goes with its key: give both --cert and --key.")
    elif address.cert and (why := _unreadable(address)):
        said.append(
            f"The certificate and its key do not open: {why}. Check both files, and who may read them."
        )
    if not (address.cert or address.behind_proxy or address.is_loopback):
        said.append(
            f"Plain HTTP on {address.host} would send passwords in clear: give --cert and --key, or listen on"
            " 127.0.0.1 behind Caddy with --behind-proxy."
        )
    return said


def _ill_set() -> list[str]:
    """What the environment asks that no school should have."""
    said = []
    if settings.DEBUG:
        said.append(
            "ARDOISE_DEBUG is on: it shows the inside of the program to whoever makes an error. Take it away."
        )
    if not settings.PRODUCTION:
        said.append(
            "This is a demonstration or a development setting (ARDOISE_DEMO, ARDOISE_DEBUG): use ./run demo."
        )
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        said.append(
            f"ARDOISE_SECRET is too short: give it {SHORTEST_SECRET} random characters that stay the same."
        )
    if any(len(former) < SHORTEST_SECRET for former in settings.SECRET_KEY_FALLBACKS):
        said.append(
            "ARDOISE_OLD_SECRETS holds one that is too short for a secret of ours: whoever guesses it can forge."
            " Write each former secret whole, with commas between them."
        )
    if "redis" in settings.CACHES["default"]["BACKEND"]:
        said.append("CACHE_URL asks for Redis, which Ardoise does not come with yet: take CACHE_URL away.")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        said.append(
            "ARDOISE_HOSTS is missing: give it the name that browsers type, such as ardoise.ecole.fr."
        )
    return said


def _unreadable(address: Address) -> str:
    """Why TLS cannot be spoken with these two files; "" when it can."""
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(address.cert, address.key)
    except OSError as error:  # ssl.SSLError is one
        return error.strerror or str(error)
    return ""


def cannot_listen(address: Address) -> str:
    """Why nothing can answer there (taken, forbidden, not of this machine); "" when it can. uvicorn would not say."""
    host = address.host.strip("[]")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, address.port))
        except OSError as error:
            why = error.strerror or str(error)
            return f"Nothing can listen on {address.host}:{address.port}: {why}. Is Ardoise running already?"
    return ""


class Server(uvicorn.Server):
    """Open pages are let go before the requests under way are waited for: a stream alone would hold the door open."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from classroom.asgi import live

        await live.stop()
        await super().shutdown(sockets)


def configuration(address: Address, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        "classroom.asgi:application",
        host=address.host.strip("[]"),
        port=address.port,
        ssl_certfile=address.cert or None,
        ssl_keyfile=address.key or None,
        workers=workers,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=30,
    )


def run(address: Address, *, workers: int = 1) -> None:
    """Answers until SIGTERM or Ctrl-C, with a worker for the tasks beside it."""
    if address.behind_proxy:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        os.environ["ARDOISE_BEHIND_PROXY"] = "1"  # for the processes that this one starts
    config = configuration(address, workers)
    server = Server(config)
    with _quiet_end(), task_worker():
        if workers > 1:
            from uvicorn.supervisors import Multiprocess

            Multiprocess(config, sockets=[config.bind_socket()]).run()
        else:
            server.run()


@contextmanager
def _quiet_end() -> Iterator[None]:
    """uvicorn raises the signal again once it has stopped: what follows must still be done."""
    before: Any = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def task_worker() -> Iterator[None]:
    """Runs tasks in a thread of this process while the block lasts; one that breaks the worker does not stop it."""
    if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db"):
        yield
        return
    over = threading.Event()
    workers: list[Any] = []
    thread = threading.Thread(target=_work, args=(over, workers.append), name="tasks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        for worker in workers:
            worker.running = False
        busy = any(worker.running_task for worker in workers)
        thread.join(timeout=GRACE if busy else 0.1)  # one that waits for work has nothing to finish


def _work(over: threading.Event, begun: Callable[[Any], None]) -> None:
    import logging

    from django_tasks_db.management.commands.db_worker import Worker

    while not over.is_set():
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=1.0,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        begun(worker)
        try:
            worker.run()
        except Exception:
            logging.getLogger("ardoise.tasks").exception("tasks")
            over.wait(2)
