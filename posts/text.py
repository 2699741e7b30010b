"""Plain text to safe HTML: the only file that imports bleach or marks a string as safe.

What people write is stored as text, never as HTML. All that is done to a text can be imported from here.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import bleach
import regex
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from classroom.cleaning import EMOJI, TextRefused, clean, length, measure
from classroom.differences import Change, diff
from classroom.folding import fold, fold_with_places

from .folding import Mention, Tag, find_mentions, hashtags
from .links import Link, destination, find_links

__all__ = [
    "Change", "Link", "Mention", "Tag", "TextRefused", "clean", "destination", "diff", "find_links",
    "find_mentions", "fold", "fold_with_places", "hashtags", "hidden_places", "length", "measure", "raw_view", "render",
]  # fmt: skip

MOST_LINKS = 20  # in one text; the others stay plain text


class _Piece(NamedTuple):
    start: int
    end: int
    html: str


# A second wall behind the escaping, for the only pieces that hold an address that somebody typed.
_WALL = bleach.Cleaner(
    tags={"a", "span"},
    attributes={"a": ["class", "href", "rel"], "span": ["class"]},
    protocols={"http", "https"},
)


def render(
    text: str,
    *,
    links: Literal["held", "live"] = "held",
    tag_url: Callable[[str], str] | None = None,
    leaving_url: Callable[[str], str] | None = None,
    mentions: Iterable[Mention | Mapping[str, Any]] = (),
    names: Mapping[Any, str] | None = None,
) -> SafeString:
    """A cleaned text as HTML: <br>, tags as links, members by their name of today, addresses with their host.

    links="held" shows addresses; links="live" leads to `leaving_url(address)`, a page of ours that shows the
    host once more. `tag_url(key)` gives the page of a tag. `names` maps members' ids to names;
    who is not in it has left.
    """
    leading = leaving_url if links == "live" else None
    pieces = [_link_piece(link, text, leading) for link in find_links(text)[:MOST_LINKS]]
    if tag_url:
        pieces += [
            _Piece(
                tag.start,
                tag.end,
                f'<a class="tag" href="{escape(tag_url(tag.key))}">#{escape(tag.shown)}</a>',
            )
            for tag in hashtags(text)
        ]
    pieces += _mention_pieces(text, mentions, names or {})
    html, place = [], 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if piece.start >= place:
            html += [_lines(text[place : piece.start]), piece.html]
            place = piece.end
    return mark_safe("".join([*html, _lines(text[place:])]))  # noqa: S308 - each piece is escaped


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _link_piece(link: Any, text: str, leaving_url: Callable[[str], str] | None) -> _Piece:
    typed, host = (
        escape(text[link.start : link.end]),
        f' <span class="link-host">({escape(link.host)})</span>',
    )
    if leaving_url is None:
        html = f'<span class="link-held">{typed}{host}</span>'
    else:
        rel = "nofollow noopener noreferrer ugc"
        html = f'<a class="link-live" href="{escape(leaving_url(link.url))}" rel="{rel}">{typed}</a>{host}'
    return _Piece(link.start, link.end, _WALL.clean(html))


def _mention_pieces(text: str, mentions: Iterable[Any], names: Mapping[Any, str]) -> list[_Piece]:
    """Spans that fit the text only: a stored one never makes a page fail."""
    today = {str(member): name for member, name in names.items()}
    pieces = []
    for stored in mentions:
        mention = (
            stored if isinstance(stored, Mention) else Mention(stored["id"], stored["start"], stored["end"])
        )
        if 0 <= mention.start < mention.end <= len(text) and text[mention.start] == "@":
            name = today.get(str(mention.id)) or _("a former member")
            pieces.append(_Piece(mention.start, mention.end, f'<span class="mention">@{escape(name)}</span>'))
    return pieces


_RTL = r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\U00010800-\U00010FFF\U0001E800-\U0001EFFF]"
_BORROWED = r"[\p{Cyrillic}\p{Greek}]"
_REVEALED = regex.compile(
    rf"(?P<emoji>{EMOJI})"
    rf"|(?P<rtl>{_RTL}(?:[^\S\n]*{_RTL})*)"
    r"|(?P<hidden>(?!\n)[\p{Default_Ignorable_Code_Point}\p{C}\u2800\u3000\u2000-\u200A\u2028\u2029])"
    rf"|(?P<borrowed>{_BORROWED}[\p{{M}}\p{{Cyrillic}}\p{{Greek}}]*)"
)
JOINERS = ("\u200c", "\u200d")  # cleaning keeps them where they shape a letter, and there alone
_LATIN = regex.compile(r"\p{Latin}")


def raw_view(text: str, marks: Iterable[tuple[int, int]] = ()) -> SafeString:
    """For the teacher: invisible characters, runs from right to left and borrowed letters, boxed and named.

    A Cyrillic or Greek letter is borrowed when it touches a Latin one: «рaypal». ``marks``: places to underline.
    """
    text = text.replace("\r\n", "\n")
    boxes = {match.start(): match for match in _revealed(text)}
    whole = {place for box in boxes.values() for place in range(box.start() + 1, box.end())}
    marked = {place for start, end in marks for place in range(start, min(end, len(text)))}
    edges = {0, len(text), *boxes, *(box.end() for box in boxes.values())}
    edges |= {n for n in marked if n - 1 not in marked} | {n + 1 for n in marked if n + 1 not in marked}
    html = []
    for start, end in pairwise(sorted(edges - whole)):
        run = _box(boxes[start]) if start in boxes else _lines(text[start:end])
        html.append(f'<mark class="found">{run}</mark>' if start in marked else run)
    return mark_safe("".join(html))  # noqa: S308 - each piece is escaped


def hidden_places(text: str) -> Iterator[tuple[int, int]]:
    """Where letters hide: invisible ones that join nothing, and borrowed ones. Another script is no disguise."""
    hides = (match for match in _revealed(text) if match["hidden"] or match["borrowed"])
    return (match.span() for match in hides if match[0] not in JOINERS)


def _revealed(text: str) -> Iterator["regex.Match[str]"]:
    for match in _REVEALED.finditer(text):
        if not match["emoji"] and not (match["borrowed"] and not _touches_latin(text, *match.span())):
            yield match


def _touches_latin(text: str, start: int, end: int) -> bool:
    return bool(_LATIN.search(text[max(start - 1, 0) : start] + text[end : end + 1]))


def _box(match: "regex.Match[str]") -> str:
    if match["hidden"]:
        return f'<mark class="hidden-char">{_name(match[0])}</mark>'
    words = _("from right to left") if match["rtl"] else ", ".join(map(_name, match[0][:3]))
    return f'<mark class="hidden-char">{escape(words)}</mark><bdi class="hidden-run">{escape(match[0])}</bdi>'


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
