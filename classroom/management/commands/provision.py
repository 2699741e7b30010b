"""`manage.py provision SCHOOL FILE`: the import, for administrators who script. Same plan, same preview, same hand."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from classroom.models import ClassSpace, School
from classroom.models.spaces import Level
from classroom.provisioning.classes import class_key, level_of, open_class, school_year
from classroom.provisioning.creation import NotWritten, apply
from classroom.provisioning.destinations import NEW, OUT
from classroom.provisioning.lines import SKIP
from classroom.provisioning.plan import Plan, plan
from classroom.provisioning.readers import Roster, RosterRefused, read_file
from classroom.provisioning.roster import MAX_BYTES
from classroom.provisioning.scope import scope_of_school
from classroom.provisioning.sentences import sentence_of, told
from classroom.provisioning.terminal import preview

HOMONYMS = {"another": NEW, "same": SKIP}


class DryRun(Exception):
    """Everything was tried; nothing is kept."""


class Command(BaseCommand):
    help = (
        "Brings pupils in from a roster file. Nothing is written with --dry-run, or when something stops it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("school", help="the school's name or id")
        parser.add_argument("file", type=Path, help="CSV, XLSX, ODS or a list of names")
        parser.add_argument(
            "--class", dest="class_name", default="", help="only this class, and rows without one"
        )
        parser.add_argument("--create", action="store_true", help="create the school when there is none")
        parser.add_argument("--dry-run", action="store_true", help="show the preview, write nothing")
        parser.add_argument(
            "--skip-unreadable", action="store_true", help="leave the rows that cannot be read"
        )
        parser.add_argument(
            "--homonyms", choices=HOMONYMS, help="who every homonym is; else they stop the import"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        roster = self._read(options["file"])
        try:
            with transaction.atomic():
                self._provision(roster, options)
        except DryRun:
            self.stdout.write(_("Nothing was written: this was a rehearsal."))

    def _provision(self, roster: Roster, options: dict[str, Any]) -> None:
        school = _school(options["school"], create=options["create"])
        made = _planned(school, roster, options["class_name"], HOMONYMS.get(options["homonyms"], ""))
        self.stdout.write("\n".join(preview(made)))
        if made.unreadable and not options["skip_unreadable"]:
            raise CommandError(
                _("Some rows cannot be read. Nothing was written. Correct them, or add --skip-unreadable.")
            )
        if made.undecided:
            raise CommandError(
                _("Some rows are homonyms. Nothing was written. Add --homonyms another or same.")
            )
        if options["dry_run"]:
            self.stdout.write(sentence_of(made))
            raise DryRun
        try:
            self.stdout.write(self.style.SUCCESS(told(apply(made))))
        except NotWritten as changed:
            raise CommandError(
                _("The school changed meanwhile. Nothing was written. Try again.")
            ) from changed

    def _read(self, path: Path) -> Roster:
        try:
            with path.open("rb") as file:
                return read_file(path.name, file.read(MAX_BYTES + 1))
        except (OSError, RosterRefused) as error:
            raise CommandError(str(error)) from error


def _school(said: str, *, create: bool) -> School:
    """By id or by name. Raises CommandError for none, and for two of the same name."""
    try:
        found = list(School.objects.filter(pk=UUID(said)))
    except ValueError:
        found = list(School.objects.filter(name=said))
    if not found and create:
        return School.objects.create(name=said)
    if len(found) != 1:
        raise CommandError(
            _("Several schools have this name. Give the id of one.")
            if found
            else _("There is no such school. Check its name, or add --create.")
        )
    return found[0]


def _planned(school: School, roster: Roster, class_name: str, homonyms: str) -> Plan:
    """With a class named, that one takes the rows without a class, and the other classes are left out."""
    space = _space(school, class_name, roster) if class_name else None
    routes = {}
    if space:
        keys = {class_key(row.class_name) for row in roster.rows}
        routes = dict.fromkeys(keys - {"", class_key(class_name)}, OUT)
    made = plan(scope_of_school(school, space), roster, routes=routes)
    answers = {line.row.line: homonyms for line in made.lines if line.undecided and homonyms}
    return plan(made.scope, roster, routes=routes, answers=answers) if answers else made


def _space(school: School, name: str, roster: Roster) -> ClassSpace:
    found = scope_of_school(school).named(class_key(name))
    levels = [row.level for row in roster.rows if class_key(row.class_name) in ("", class_key(name))]
    level = level_of(levels, level_of([name], Level.COLLEGE))
    return found or open_class(school, name, level, year=school_year())
