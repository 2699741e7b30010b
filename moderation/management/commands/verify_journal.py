"""Says whether the journal of each class still holds: ``manage.py verify_journal [--space SLUG]``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from classroom.models import ClassSpace
from moderation.verification import first_break


class Command(BaseCommand):
    help = (
        "Recomputes each class's journal; answers 1 and the first break of each journal that does not hold."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--space", metavar="SLUG", help="this class only")

    def handle(self, *args: Any, space: str | None = None, **options: Any) -> None:
        spaces = ClassSpace.objects.order_by("pk")
        if space:
            spaces = spaces.filter(slug=space)
            if not spaces.exists():
                raise CommandError(f"There is no class “{space}”.")
        broken = [found for found in spaces.iterator() if not self._holds(found)]
        if broken:
            raise CommandError(f"{len(broken)} journal(s) do not hold.")

    def _holds(self, space: ClassSpace) -> bool:
        found = first_break(space)
        said = f"BROKEN: {found}" if found else f"OK, {space.journal_length} moves"
        self.stdout.write(f"{space.slug}: {said}")
        return not found
