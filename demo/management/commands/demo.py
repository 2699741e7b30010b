"""A living school to look around in: ready in a minute, gone with its folder."""

import shutil
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from classroom.making_ready import checkpoint, make_ready
from classroom.models import School
from classroom.serving import Address, run
from demo.logins import FILE, Logins, told
from demo.seeding import seed


class Command(BaseCommand):
    help = "Starts a demonstration: two schools, three classes, texts in every state. Nothing in it is real."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="begin again from a new school")
        parser.add_argument(
            "--lan", action="store_true", help="let tablets of the local network in, in plain HTTP"
        )

    def handle(self, **options: Any) -> None:
        if not (settings.DEMO and _is_ours(settings.DATA_DIR)):
            raise CommandError(_("The demonstration never touches a real school: start it with ./run demo."))
        address = Address("0.0.0.0" if options["lan"] else "127.0.0.1", options["port"])  # noqa: S104 - asked for
        if _taken(address):
            said = _("Port %(port)d is taken. Give another one: ./run demo --port %(next)d")
            raise CommandError(said % {"port": address.port, "next": address.port + 1})
        if options["reset"]:
            shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
        make_ready(self.stderr.write)
        logins = self._logins()
        base = f"http://{_own_address() if options['lan'] else 'localhost'}:{address.port}"
        self.stdout.write(told(base, logins))
        if options["lan"]:
            self._show_codes(base, logins)
        self.stdout.flush()
        run(address)
        checkpoint()

    def _logins(self) -> Logins:
        if not School.objects.exists():
            self.stderr.write(_("Moving a school in: pupils from their lists, a charter, texts."))
            seed()
            return Logins.drawn()
        return Logins.kept()

    def _show_codes(self, base: str, logins: Logins) -> None:
        self.stdout.write(
            _(
                "On the local network, in plain HTTP: cookies go without their __Host- prefix, and anyone on this"
                " network can listen. For a look around only, never for a class."
            )
        )
        pupil = logins.pupils[0]
        for title, content in (
            (_("The address"), base),
            (_("The card of %s") % pupil.name, f"{base}/door/card/#{pupil.token}"),
        ):
            self.stdout.write(f"\n{title}: {content}\n")
            segno.make(content, micro=False).terminal(out=sys.stdout, compact=True)


def _is_ours(folder: Path) -> bool:
    """Whether a demonstration lives there, or nothing: ARDOISE_DATA may lead to a school's own folder."""
    return (folder / FILE).exists() or not (folder / "ardoise.sqlite3").exists()


def _taken(address: Address) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError:
            return True
    return False


def _own_address() -> str:
    """This machine's address on its network; nothing is sent (a datagram socket only picks a route)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737: nobody
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
