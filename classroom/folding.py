"""Reading past appearances, for matching and search only: what is folded is never stored as content.

«Été» and «ETE» fold to the same letters; so do an «а» borrowed from Cyrillic and a full-width «ａ».
"""

import unicodedata
from functools import lru_cache

import regex

_INVISIBLE = regex.compile(r"[\p{M}\p{Default_Ignorable_Code_Point}\p{Cc}--[\n\t]]", regex.V1)


def _pairs(odd: str, plain: str) -> dict[int, str]:
    return dict(zip(map(ord, odd), plain, strict=True))


# Our own small table. Alphabets are read by their shape, always in lower case so that «Н» and «н» agree.
_LOOK_ALIKES = (
    _pairs("авеёіїјкмнорстухѕԁһӏԛԝьүғ", "abeeiijkmhopctyxsdhlqwbyf")
    | _pairs("αβεηικμνορτυχζ", "abehikmnoptyxz")
    | _pairs("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
    | _pairs("øłđħıŧɑɡɩ", "oldhitagi")
    | {0x153: "oe", 0xE6: "ae", 0xFE: "th", 0xF0: "d", 0xDF: "ss"}
    | dict.fromkeys(map(ord, "’‘‛ʼʹ′`´＇"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹣－⁃"), "-")
    | dict.fromkeys(map(ord, "“”„«»″"), '"')
)


def fold(text: str) -> str:
    """One shape for capitals, ligatures, look-alikes, apostrophes, hyphens; no accent, nothing invisible."""
    return "".join(map(_fold_character, text))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters its place in `text`; len(text) closes the places."""
    folded, places = [], []
    for place, character in enumerate(text):
        letters = _fold_character(character)
        folded.append(letters)
        places.extend([place] * len(letters))
    return "".join(folded), [*places, len(text)]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """One character at a time keeps the places; on until nothing changes, twice is the same as once."""
    before = None
    letters = character
    while letters != before:
        before = letters
        letters = unicodedata.normalize("NFKD", letters.translate(_LOOK_ALIKES)).casefold()
        letters = _INVISIBLE.sub("", letters.translate(_LOOK_ALIKES))
    return letters
