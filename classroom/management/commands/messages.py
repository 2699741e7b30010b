"""Update, check or compile the French catalogues."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from classroom import catalogues


class Command(BaseCommand):
    help = "Updates locale/fr/<app>.po from the code and compiles them; --check only tells what is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail when a catalogue is incomplete"
        )
        parser.add_argument("--compile", action="store_true", help="only compile, and only what has changed")

    def handle(self, *, check: bool, compile: bool, **options: Any) -> None:
        if check:
            self.check_catalogues()
        elif compile:
            with catalogues.alone():
                catalogues.compile_messages()
        else:
            self.update_catalogues()

    def update_catalogues(self) -> None:
        with catalogues.alone():
            kept, dropped = catalogues.update()
            catalogues.compile_messages(always=True)
        for msgid in dropped:
            self.stdout.write(f"dropped: {msgid!r}")
        self.stdout.write(f"{kept} messages. Untranslated ones: manage.py messages --check")

    def check_catalogues(self) -> None:
        lines = catalogues.gaps().lines()
        for line in lines:
            self.stderr.write(line)
        if lines:
            raise CommandError(f"The French is incomplete: {len(lines)} to settle.")
        self.stdout.write("Every message has its French.")
