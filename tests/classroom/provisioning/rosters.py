"""Lists to import, a browser's walk through the preview, and what must never be kept of them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from classroom.models import ClassSpace, Membership
from classroom.provisioning.roster import PupilRow, Roster

SAMPLES = Path(__file__).parents[1] / "rosters"
_HIDDEN = re.compile(r'<input type="hidden" name="(roster|digest)" value="([^"]*)"')


def roster_of(*names: str, class_name: str = "", level: str = "", first_line: int = 2) -> Roster:
    """« MARTIN Léa » and so on, in the rows of a file."""
    split = (name.rpartition(" ") for name in names)
    rows = (
        PupilRow(line, surname, first, class_name, level)
        for line, (surname, _space, first) in enumerate(split, first_line)
    )
    return Roster(tuple(rows), (), "onde")


def together(*rosters: Roster) -> Roster:
    """One file of several classes; rows are numbered anew."""
    rows = [row for roster in rosters for row in roster.rows]
    numbered = (
        PupilRow(line, row.surname, row.first_name, row.class_name, row.level)
        for line, row in enumerate(rows, 2)
    )
    return Roster(tuple(numbered), (), "onde")


def statuses(plan: Any) -> list[str]:
    return [str(line.status) for line in plan.lines]


def shown_in(space: ClassSpace) -> list[str]:
    """The names that the class sees, pupils who are in it only."""
    pupils = Membership.objects.active().pupils().filter(space=space).order_by("id")
    return [pupil.display_name for pupil in pupils]


class Import:
    """The import's two screens, driven as a browser without scripts does."""

    def __init__(self, client: Client, space: ClassSpace) -> None:
        self.client = client
        self.here = reverse("members:import", args=[space.slug])
        self.accounts = reverse("members:accounts", args=[space.slug])

    def send(self, name: str, data: bytes) -> Any:
        return self.client.post(self.here, {"file": SimpleUploadedFile(name, data)})

    def paste(self, names: str) -> Any:
        return self.client.post(self.here, {"names": names})

    def confirm(self, preview: Any, answers: dict[str, str] | None = None, **headers: str) -> Any:
        """Presses the button of this preview."""
        return self.client.post(self.accounts, hidden(preview) | (answers or {}), headers=headers)


def hidden(preview: Any) -> dict[str, str]:
    return dict(_HIDDEN.findall(preview.content.decode()))


def fields(preview: Any, prefix: str) -> Sequence[str]:
    """The names of the choices that a preview offers."""
    return sorted(set(re.findall(rf'name="({prefix}-[^"]*)"', preview.content.decode())))


def everybody_else(preview: Any) -> dict[str, str]:
    """Each homonym is somebody else."""
    return dict.fromkeys(fields(preview, "row"), "new")


def secrets_of(data: bytes) -> Iterable[str]:
    """INE, streets, birth dates of a sample, as they may be found anywhere."""
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "latin-1")
    yield from set(re.findall(r"\b\d{9,10}[A-Z]{2}\b|\d+ rue des \w+|\b\d{2}/\d{2}/\d{4}\b|CYCLE III", text))
