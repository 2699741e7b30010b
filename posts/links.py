"""Where a typed address really leads. Pure functions: nothing here ever fetches anything."""

import unicodedata
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

import regex

# A backslash ends an address: browsers read it as «/», urllib doesn't, and the host would lie.
_ADDRESS = regex.compile(r"(?<![\p{L}\p{M}\p{N}])https?://[^\s\\<>\"«»\p{C}]+", regex.IGNORECASE)
_TRAILING = ".,;:!?'’…)]}*_~"
_HOST = regex.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})")
# The letters that a French reader tells apart. Any other (Cyrillic «а», dotless «ı») is shown as punycode.
_FAMILIAR = regex.compile(r"[a-z0-9._àâäçèéêëîïñôöùûüÿæœß-]*")
_LONGEST_HOST = 253


class Link(NamedTuple):
    """An address as typed, where it stands (code points), where it leads, and the host to show."""

    start: int
    end: int
    url: str
    host: str


def find_links(text: str) -> list[Link]:
    """The http(s) addresses of a text, in order; «fin.Il» is none, nor is a bare number or «localhost»."""
    found = []
    for match in _ADDRESS.finditer(text):
        typed = _without_closing_marks(match[0])
        where = destination(typed)
        if where:
            found.append(Link(match.start(), match.start() + len(typed), *where))
    return found


def destination(typed: str) -> tuple[str, str] | None:
    """(address, host to show): host in ASCII, user name and password dropped; None for no safe link."""
    if not _ADDRESS.fullmatch(typed):
        return None
    try:
        parts = urlsplit(typed)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    host = unicodedata.normalize("NFKC", host).lower() if len(host) <= _LONGEST_HOST else ""
    ascii_host = _to_ascii(host)
    if len(ascii_host) > _LONGEST_HOST or not _HOST.fullmatch(ascii_host):
        return None
    suffix = f":{port}" if port else ""
    path, query, fragment = (quote(part, safe="/%:=&?~+!$,;'@()*[]-._") for part in parts[2:])
    shown = host if _FAMILIAR.fullmatch(host) else ascii_host
    return urlunsplit((parts.scheme, ascii_host + suffix, path, query, fragment)), shown + suffix


def _to_ascii(host: str) -> str:
    """Punycode label by label, as browsers do it (UTS 46, non-transitional: «ß» stays «ß»)."""
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in host.split(".")
    )


def _without_closing_marks(typed: str) -> str:
    """The address without the sentence's punctuation; a bracket opened inside keeps its closing one."""
    bare = typed.rstrip(_TRAILING)
    if typed[len(bare) : len(bare) + 1] == ")" and bare.count("(") > bare.count(")"):
        bare += ")"
    return bare
