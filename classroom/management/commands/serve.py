"""The product, for a school: one command, one port."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from classroom.making_ready import NotReady, checkpoint, make_ready
from classroom.provisioning.set_up import first_run_link
from classroom.serving import Address, cannot_listen, refusals, run


class Command(BaseCommand):
    help = "Serves Ardoise to a school. Settings come from the environment (README, configuration)."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="the address to listen on (default: this machine only)"
        )
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--cert", default="", help="TLS certificate, a file in PEM")
        parser.add_argument("--key", default="", help="its key, a file in PEM")
        parser.add_argument("--behind-proxy", action="store_true", help="a proxy on this network speaks TLS")
        parser.add_argument("--workers", type=int, default=1, help="processes that answer (default 1)")

    def handle(self, **options: Any) -> None:
        proxied = options["behind_proxy"] or bool(settings.SECURE_PROXY_SSL_HEADER)
        address = Address(options["host"], options["port"], options["cert"], options["key"], proxied)
        if reasons := refusals(address):
            raise CommandError("\n".join(reasons))
        if said := cannot_listen(address):  # before a first-run link takes the place of the one in use
            raise CommandError(said)
        try:
            make_ready(self.stderr.write)
        except NotReady as why:
            raise CommandError(str(why)) from None
        base = address.url(settings.ALLOWED_HOSTS[0].lstrip("."))
        if link := first_run_link(base):
            self.stdout.write(
                f"Nobody lives here yet. Open this address once to set up the school:\n\n  {link}\n"
            )
        self.stdout.write(f"Ardoise answers at {base}/ (Ctrl-C stops it).")
        self.stdout.flush()
        run(address, workers=options["workers"])
        checkpoint()
