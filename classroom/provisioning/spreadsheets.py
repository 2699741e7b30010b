"""Which kind of spreadsheet a file is, by what it holds and never by its name alone."""

from django.utils.translation import gettext_lazy as _

from . import ods, xlsx
from .archives import Archive, locked
from .columns import no_roster
from .roster import RosterRefused
from .sheets import Sheets

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO_NAMES = (".xlsm", ".xltm", ".xlam", ".xlsb")
# A protected XLSX is an old-style container with this stream in it, its name in UTF-16.
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def sheets_of(name: str, data: bytes) -> Sheets | None:
    """The sheets of a spreadsheet, or None when the bytes are something else. Raises RosterRefused."""
    if name.lower().endswith(_MACRO_NAMES):
        raise _macros()
    if data.startswith(_OLD_OFFICE):
        raise locked() if _LOCKED_STREAM in data else _old()
    if not data.startswith(_ZIP):
        return None
    archive = Archive(data)
    if any(_is_macro(entry) for entry in archive.names):
        raise _macros()
    if "xl/workbook.xml" in archive.names:
        return xlsx.sheets(archive)
    if archive.read("mimetype").startswith(_ODS_TYPE):
        return ods.sheets(archive)
    raise no_roster()


def _is_macro(entry: str) -> bool:
    return entry.lower().endswith(("vbaproject.bin", "xl/workbook.bin")) or entry.startswith(
        ("xl/macrosheets/", "Basic/", "Scripts/")
    )


def _macros() -> RosterRefused:
    return RosterRefused(
        _(
            "This spreadsheet can hold macros. Nothing was imported. "
            "Save it as XLSX, ODS or CSV, then send that file."
        )
    )


def _old() -> RosterRefused:
    return RosterRefused(
        _(
            "This is an old spreadsheet format (.xls). Nothing was imported. "
            "Save it as XLSX or CSV, then send that file."
        )
    )
