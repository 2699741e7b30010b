"""One cell of a roster: what comes in is cleaned, what goes out to a spreadsheet is made harmless."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from .roster import Sentence

MAX_LENGTH = 100

# Not `\s`: it would also swallow the control characters 0x1c–0x1f and 0x85, which must be seen.
_SPACES = re.compile("[ \\t\\r\\n\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# Left behind by copying from a web page or a word processor; they mean nothing and show nothing.
_NOTHING = re.compile("[\u00ad\u115f\u1160\u200b\u2060\u2800\u3164\ufeff\uffa0]")
_JOINERS = "\u200c\u200d"  # Persian and Indic names need them
_APOSTROPHES = re.compile("(?<=[^\\W\\d_])['`\u00b4\u02bc\u2018\u2019\u2032\uff07](?=[^\\W\\d_])")
_PILED_MARKS = 5
_FOLDS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th"})
# OWASP, "CSV injection", and the full-width forms that spreadsheets read alike.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class Unreadable(Exception):
    """This cell cannot be taken; `sentence` says why without quoting it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def clean(cell: str) -> str:
    """Gives the cell as NFC on one line, spaces single, apostrophes between letters typographic (’).

    Raises Unreadable for hidden or lost characters, piles of marks, and more than 100 characters.
    """
    if len(cell) > 10 * MAX_LENGTH:
        raise Unreadable(_("This cell is too long: 100 characters at most."))
    text = _NOTHING.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", cell))).strip(" ")
    if not text.strip(_JOINERS):
        return ""
    _refuse_hidden(text)
    if len(text) > MAX_LENGTH:
        raise Unreadable(_("This cell is too long: 100 characters at most."))
    return _APOSTROPHES.sub("’", text)


def _refuse_hidden(text: str) -> None:
    marks = 0
    for char in text:
        kind = unicodedata.category(char)
        if char == "\ufffd":
            raise Unreadable(_("A letter was lost before the file came here. Type it again in the file."))
        if kind in ("Cc", "Cf", "Cs", "Co") and char not in _JOINERS:
            raise Unreadable(_("This cell holds a hidden character. Type the cell again in the file."))
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks == _PILED_MARKS:
            raise Unreadable(_("This cell piles up accents on one letter. Type the cell again in the file."))


def fold(text: str) -> str:
    """For matching only: no case, no accents, œ as oe, anything but letters and digits as one space."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDS))
    letters = "".join(" " if not c.isalnum() else c for c in plain if unicodedata.category(c) != "Mn")
    return " ".join(letters.split())


def has_letter(text: str) -> bool:
    """True when the text can be somebody's name at all."""
    return any(char.isalpha() for char in text)


def misread(text: str) -> bool:
    """True when accents were decoded twice on their way here: "LÃ©a" for "Léa"."""
    if text.isascii():
        return False
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False


def neutralise(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula: for every CSV that leaves the house."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text
