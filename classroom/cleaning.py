"""The one pipeline of every door (form, JSON, CSV), and how long a text is. Text comes out, never HTML."""

import unicodedata
from typing import Any

import regex
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# The longest emoji that Unicode recommends (a kiss, two skin tones) takes 35 bytes: a text of nothing else
# still fits, so the number that the pupil sees is never contradicted by a weight that nobody sees.
BYTES_A_CHARACTER = 36
EXACT = 40_000  # code points: more than the longest text that is taken (500 characters) can hold
MARKS_A_BASE = 4  # Vietnamese takes 2, vowelled Hebrew and Arabic 3 or 4; more is «zalgo»
CODE_POINTS_A_CHARACTER = 24  # that kiss takes 10, the longest conjuncts of Devanagari about as many

_NEWLINES = regex.compile(r"\r\n|[\r\u2028\u2029]")
_CONTROL = regex.compile(r"(?!\n)\p{Cc}|\p{Noncharacter_Code_Point}")
_SURROGATE = regex.compile(r"\p{Cs}")
_BIDI = regex.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ZALGO = regex.compile(rf"\p{{M}}{{{MARKS_A_BASE + 1}}}")
# Invisible characters go, but those that make one emoji of several, choose its drawing, or shape the letters
# of a script that joins them. static/js/composer.js holds the same expression.
_JOINED = (
    r"\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}"
    r"\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}"
)
EMOJI = (
    r"\U0001F3F4[\U000E0020-\U000E007E]{1,6}\U000E007F"
    r"|\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)*"
    r"|\p{Emoji}[\uFE0E\uFE0F]"
)
_JOINING = (
    r"\p{Script=Han}[\uFE00-\uFE02\U000E0100-\U000E01EF]"
    rf"|[{_JOINED}][\u200C\u200D](?=[{_JOINED}])"
)
_INVISIBLE = regex.compile(rf"({EMOJI}|{_JOINING})|\p{{Default_Ignorable_Code_Point}}")
_SPACES = (
    " \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800"
)
_BLANK_LINES = regex.compile(r"\n{4,}")
# Flags first: \X alone counts back over all flags before each one, which takes quadratic time.
_GRAPHEME = regex.compile(
    r"[\U0001F1E6-\U0001F1FF]{2}[\p{Grapheme_Extend}\p{Emoji_Modifier}\p{GCB=SM}\u200D]*|\X"
)

_SENTENCES: dict[str, Promise] = {
    "too_long": ngettext_lazy(
        "Your text is %(over)d character too long. Nothing is lost: shorten it a little.",
        "Your text is %(over)d characters too long. Nothing is lost: shorten it a little.",
        "over",
    ),
    "far_too_long": _("Your text is much too long. Nothing is lost: keep only the most important."),
    "control": _("Your text holds a character that cannot be shown, %(where)s. Erase it and type it again."),
    "bidi": _(
        "Your text holds a hidden mark that turns the reading around, %(where)s. Erase it and type it again."
    ),
    "surrogate": _("Your text holds half a character, %(where)s. Erase it and type it again."),
    "marks": _("Too many accents are piled up on one letter, %(where)s. Keep one or two."),
    "stack": _("Too many signs are stuck together in one character, %(where)s. Keep only a few."),
}


class TextRefused(ValueError):
    """Why a text cannot be taken: `code` for machines, `message` for the pupil.

    str() gives the code only: a text never slips into a log.
    """

    def __init__(self, code: str, **details: Any):
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def message(self) -> str:
        """One sentence; it says where, by quoting the letters just before."""
        before = self.details.get("before")
        where = _("after “%(before)s”") % {"before": before} if before else _("at the beginning")
        return str(_SENTENCES[self.code] % {**self.details, "where": where})


def clean(raw: str, *, limit: int) -> str:
    """The text as it is kept: NFC, «\\n» for line breaks, nothing invisible. Nothing to see gives "".

    `limit` is in graphemes, 36 bytes each on average at most. Raises TextRefused. Twice is the same as once.
    """
    if len(raw) > 2 * BYTES_A_CHARACTER * limit:
        raise TextRefused("far_too_long")
    text = _NEWLINES.sub("\n", raw).replace("\t", " ")
    _refuse(_SURROGATE, "surrogate", text)
    _refuse(_CONTROL, "control", text)
    _refuse(_BIDI, "bidi", text)
    text = _seen(text)
    _refuse(_ZALGO, "marks", text)  # before NFC, which takes quadratic time over piled marks, and after it
    text = _trimmed(unicodedata.normalize("NFC", text))
    _refuse(_ZALGO, "marks", text)
    count = 0
    for grapheme in _GRAPHEME.finditer(text):
        count += 1
        if grapheme.end() - grapheme.start() > CODE_POINTS_A_CHARACTER:
            raise _refusal("stack", text, grapheme.start())
    if count > limit:
        raise TextRefused("too_long", over=count - limit)
    if len(text.encode()) > BYTES_A_CHARACTER * limit:
        raise TextRefused("far_too_long")
    return text


def length(text: str) -> int:
    """Graphemes (extended clusters of UAX 29, Indic conjuncts as one); a line break is 1."""
    return sum(1 for _grapheme in _GRAPHEME.finditer(text))


def measure(raw: str) -> int:
    """The length of a text still being typed, once cleaned; never refuses. For browsers that can't count.

    Past ``EXACT`` code points, which no limit comes near, the rest counts as it comes: 3 MB would take five seconds.
    """
    raw, beyond = raw[:EXACT], max(0, len(raw) - EXACT)
    text = _seen(_NEWLINES.sub("\n", raw).replace("\t", " "))
    return beyond + length(_trimmed(text if _ZALGO.search(text) else unicodedata.normalize("NFC", text)))


def _seen(text: str) -> str:
    return _INVISIBLE.sub(lambda match: match[1] or "", text)


def _trimmed(text: str) -> str:
    """Without spaces at the ends of lines nor blank lines around; at most two of them in a row inside."""
    lines = "\n".join(line.rstrip(_SPACES) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n\n", lines.strip("\n"))


def _refuse(pattern: "regex.Pattern[str]", code: str, text: str) -> None:
    if found := pattern.search(text):
        raise _refusal(code, text, found.start())


def _refusal(code: str, text: str, place: int) -> TextRefused:
    return TextRefused(code, before="".join(text[:place].split()[-1:])[-20:])
