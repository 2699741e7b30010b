"""A spreadsheet file is a zip of XML. Both are opened here and nowhere else, within bounds.

We read them with the standard library: native readers build a dense grid, so that a file of
5 KB with two cells in opposite corners aborts the whole process.
"""

import io
import struct
import zipfile
import zlib
from typing import Protocol
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from .roster import RosterRefused

MAX_UNPACKED = 20 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_ELEMENTS = 600_000
MAX_DEPTH = 100
# Real sheets pack 10 to 60 times; past this, it was made to be large.
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
_ENCRYPTED = 0x1

# What the standard library raises on a damaged archive, entry by entry.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, RuntimeError, OverflowError, KeyError),
)


class Listener(Protocol):
    """Hears one XML document, element by element; names and attributes come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class Archive:
    """A zip in memory whose directory was judged before anything was unpacked. Raises RosterRefused."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise damaged() from error
        entries = self._zip.infolist()
        self.names = frozenset(entry.filename for entry in entries)
        self._left = MAX_UNPACKED
        self._elements_left = MAX_ELEMENTS
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise _bomb()
        if any(_swollen(entry) for entry in entries):
            raise _bomb()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise locked()

    def read(self, name: str) -> bytes:
        """One entry, b"" when there is none. What the directory says of its size is not believed."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as entry:
                content = entry.read(self._left + 1)
        except _DAMAGED as error:
            raise damaged() from error
        self._left -= len(content)
        if self._left < 0:
            raise _bomb()
        return content

    def walk(self, name: str, listener: Listener) -> None:
        """Lets the listener hear one XML entry; an absent one has nothing to say."""
        document = self.read(name)
        if document:
            walk = _Walk(listener, self._elements_left)
            walk.over(document)
            self._elements_left = walk.left


def _swollen(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def damaged() -> RosterRefused:
    """The file is broken, or pretends."""
    return RosterRefused(
        _("This spreadsheet is damaged. Nothing was imported. Save it again as XLSX or CSV.")
    )


def locked() -> RosterRefused:
    """A password is on it."""
    return RosterRefused(_("This file has a password. Nothing was imported. Save a copy without a password."))


def _bomb() -> RosterRefused:
    return RosterRefused(
        _(
            "This spreadsheet is too large once opened. Nothing was imported. "
            "Keep only the pupil list, save it again."
        )
    )


class _Walk:
    """No DTD, so no entity of anybody's making; elements and depth are counted."""

    def __init__(self, listener: Listener, elements: int) -> None:
        self.left = elements
        self._listener, self._depth = listener, 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = listener.text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def over(self, document: bytes) -> None:
        try:
            self._parser.Parse(document, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise damaged() from error

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        self._depth += 1
        if self.left < 0 or self._depth > MAX_DEPTH:
            raise _bomb()
        self._listener.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def _close(self, name: str) -> None:
        self._depth -= 1
        self._listener.end(_local(name))

    def _doctype(self, *_declared: object) -> None:
        raise RosterRefused(
            _(
                "This spreadsheet defines its own entities (a DTD). Nothing was imported. "
                "Save it again as XLSX or CSV."
            )
        )


def _local(name: str) -> str:
    return name.rpartition(":")[2]
