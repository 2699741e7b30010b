"""Which column is what, in the headers that school software really writes."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .cells import Unreadable, clean, fold
from .roster import RosterRefused, Sentence, Table

# A title or "sep=;" may stand above the header; a header further down is not one.
HEADER_WITHIN = 10

# Folded (see cells.fold): no accent, no case, apostrophes and brackets as spaces. The first one listed wins.
PUPIL_HEADERS: dict[str, tuple[str, ...]] = {
    "usage": ("nom d usage eleve", "nom d usage de l eleve", "nom d usage", "nom usage", "nom usuel"),
    "surname": (
        "nom eleve", "nom de famille", "nom de famille eleve", "nom de l eleve", "nom famille",
        "nom de naissance", "nom legal", "nom", "surname", "last name", "lastname", "family name",
    ),
    "first_name": (
        "prenom eleve", "prenom de l eleve", "prenom usuel", "prenom d usage", "prenom 1", "1er prenom",
        "prenom", "prenoms", "prenom s", "first name", "firstname", "given name",
    ),
    "full": (
        "eleves", "eleve", "nom prenom", "nom et prenom", "nom prenoms", "nom et prenoms", "nom prenom eleve",
        "nom et prenom eleve", "nom prenom de l eleve", "nom et prenom de l eleve", "nom complet",
        "full name", "name", "pupil", "pupils", "student", "students",
    ),
    "class": (
        "libelle classe", "lib structure", "lib classe", "classe", "division", "classe de rattachement",
        "class", "class name", "code structure",
    ),
    "level": ("niveau", "niveau de classe", "lib mef", "level", "grade", "year group"),
    "kind": ("type structure",),
}  # fmt: skip
TEACHER_HEADERS: dict[str, tuple[str, ...]] = {
    "last_name": (
        "nom", "nom de famille", "nom d usage", "nom usuel", "last name", "lastname", "surname",
        "family name",
    ),
    "first_name": ("prenom", "prenom usuel", "first name", "firstname", "given name"),
    "full": (
        "name", "full name", "nom prenom", "nom et prenom", "nom complet", "enseignant", "enseignante",
        "enseignants", "professeur", "professeurs", "teacher", "teachers",
    ),
    "email": (
        "courriel", "e mail", "email", "mail", "adresse e mail", "adresse mail", "adresse courriel",
        "adresse de courriel", "adresse electronique", "courrier electronique", "email address",
        "e mail address",
    ),
    "classes": ("classes", "classe", "class", "espaces de classe"),
    "shown": (
        "nom que voient les eleves", "nom vu par les eleves", "nom affiche", "name that the pupils see",
        "shown name", "display name",
    ),
    "title": ("civilite", "titre", "title"),
}  # fmt: skip


@dataclass(frozen=True)
class Columns:
    """Where each kind of cell stands in a row, and the words of the header for the reader."""

    places: dict[str, int]
    labels: dict[str, str]
    folded: frozenset[str]
    width: int

    def cell(self, kind: str, cells: tuple[str, ...]) -> str:
        """The raw cell, or "" when the file has no such column or the row stops before it."""
        at = self.places.get(kind)
        return cells[at] if at is not None and at < len(cells) else ""

    def label(self, kind: str) -> str:
        """The header as the file writes it; the plain word when the file has no such column."""
        return self.labels.get(kind, "")

    def first_missing(self, length: int, optional: Collection[str] = ()) -> str:
        """The label of the first column that a row of this length does not reach, or ""."""
        beyond = [(at, kind) for kind, at in self.places.items() if at >= length and kind not in optional]
        return self.labels[min(beyond)[1]] if beyond else ""


Recognise = Callable[[Iterable[str]], Columns | None]


def pupil_columns(header: Iterable[str]) -> Columns | None:
    """The columns of a pupil list, or None when this row is not its header."""
    columns = _match(header, PUPIL_HEADERS)
    places = columns.places
    if "surname" in places and "first_name" not in places:
        _whole_names(columns, "surname")
    if "first_name" in places:
        places.pop("full", None)
    return columns if "first_name" in places or "full" in places else None


def _whole_names(columns: Columns, kind: str) -> None:
    """ "Nom;Classe": the one name column holds the whole name."""
    if kind in columns.places:
        columns.places.setdefault("full", columns.places.pop(kind))
        columns.labels.setdefault("full", columns.labels[kind])


def teacher_columns(header: Iterable[str]) -> Columns | None:
    """The columns of `teachers.csv`: an e-mail and a name at least; None when this row is not its header."""
    columns = _match(header, TEACHER_HEADERS)
    if "first_name" not in columns.places:
        _whole_names(columns, "last_name")
    named = "last_name" in columns.places or "full" in columns.places
    return columns if named and "email" in columns.places else None


def _match(header: Iterable[str], known: dict[str, tuple[str, ...]]) -> Columns:
    cells = list(header)
    folded = [fold(cell[:80]) for cell in cells]
    places: dict[str, int] = {}
    for kind, words in known.items():
        found = next((folded.index(word) for word in words if word in folded), None)
        if found is not None:
            places[kind] = found
    labels = {kind: _label(cells[at], folded[at]) for kind, at in places.items()}
    return Columns(places, labels, frozenset(folded), len(cells))


def _label(cell: str, folded: str) -> str:
    """What the file calls this column; its folded words when it hides something."""
    try:
        return clean(cell)
    except Unreadable:
        return folded


def shape_of(columns: Columns) -> str:
    """Which software wrote this header."""
    if {"nom eleve", "prenom eleve"} & columns.folded:
        return "onde"
    if columns.folded & {"code structure", "lib structure", "code mef", "lib mef", "id national"}:
        return "siecle"
    return "pronote" if "full" in columns.places else "spreadsheet"


def no_roster() -> RosterRefused:
    """The refusal of what has no header that we know: it names the columns looked for."""
    return RosterRefused(
        _(
            "This is not a pupil list that Ardoise can read. Nothing was imported. "
            "It looks for a row with the columns “Nom élève” and “Prénom élève” (ONDE), "
            "“Nom de famille” and “Prénom 1” (SIECLE), “Élèves” (Pronote), or “Nom”, “Prénom” and “Classe”."
        )
    )


def no_teachers() -> RosterRefused:
    """The same for `teachers.csv`."""
    return RosterRefused(
        _(
            "This is not a teacher list that Ardoise can read. Nothing was imported. "
            "It looks for a row with the columns “nom”, “prénom”, “courriel” and “classes”."
        )
    )


def length_problem(
    columns: Columns, length: int, *, extra: bool, optional: Collection[str] = ()
) -> tuple[str, Sentence] | None:
    """(column, sentence) when a CSV row stops before a column that is needed, or runs past the header."""
    missing = columns.first_missing(length, optional)
    if missing:
        text = _("The row stops after {length} columns out of {width}. Complete it in the file.")
        return missing, format_lazy(text, length=length, width=columns.width)
    if extra:
        return "", _(
            "The row has more cells than the header: one of them holds a separator. Put it in quotes."
        )
    return None


def header_of(table: Table, recognise: Recognise) -> tuple[int, Columns] | None:
    """(index in the table's rows, columns) of the first row that is a header, near the top."""
    for index, (_line, cells) in enumerate(table.rows[:HEADER_WITHIN]):
        columns = recognise(cells)
        if columns:
            return index, columns
    return None
