"""Cards on paper: what a card says, its QR code as a picture, and the A4 sheets of a PDF (ten cards, marks to cut)."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import segno
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import WrapMode

from classroom.models import Membership
from classroom.signing_in.cards import Issued

FONTS = Path(__file__).resolve().parent / "fonts"
A_SHEET = 10
CARD = (95.0, 55.0)  # mm: width, height
MARGIN = (10.0, 11.0)  # mm: left, top; two columns and five rows fill what is left of A4
QR_SIDE = 28.0  # mm
BLACK, GREY = 20, 90

logging.getLogger("fontTools").setLevel(logging.WARNING)  # forty lines a PDF otherwise


@dataclass(frozen=True)
class PrintedCard:
    """All that one card says; it is shown once and kept nowhere."""

    name: str
    first_name: str  # what one types at the door; empty when the name says it already
    class_name: str
    code: str
    address: str  # what one types, without the scheme: «ardoise.ecole.fr»
    link: str  # what the QR code opens; the token is in its fragment, which no server is sent
    words: tuple[str, ...]

    @cached_property
    def squares(self) -> list[tuple[int, int, int]]:
        """The black runs of the QR code, as (x, y, length) in modules."""
        return list(_runs(self._code))

    @property
    def side(self) -> int:
        """Modules on a side, the quiet zone (2) counted."""
        return len(self._code.matrix) + 4

    @property
    def path(self) -> str:
        """The same runs as the `d` of an SVG path."""
        return "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in self.squares)

    @cached_property
    def _code(self) -> segno.QRCode:
        # One mask for all: looking for the best of eight doubles the time of a school's cards, and any is read.
        return segno.make(self.link, error="m", micro=False, mask=3)


def _runs(code: segno.QRCode) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(code.matrix, 2):
        x = 2
        for black, run in groupby(row):
            length = len(list(run))
            if black:
                yield x, y, length
            x += length


def printed(
    issued: Sequence[Issued], members: Sequence[Membership], *, address: str, door: str
) -> list[PrintedCard]:
    """The cards of these members, in their order; ``door`` is the address that scans open."""
    seats = {member.user_id: member for member in members}
    return [_card(each, seats[each.card.user_id], address, door) for each in issued]


def _card(issued: Issued, member: Membership, address: str, door: str) -> PrintedCard:
    first_name = member.user.first_name
    return PrintedCard(
        name=member.name,
        first_name="" if member.name.startswith(first_name) else first_name,
        class_name=member.space.name,
        code=member.space.code,
        address=address,
        link=f"{door}#{issued.token}",
        words=issued.words,
    )


def sheets(cards: Sequence[PrintedCard]) -> list[Sequence[PrintedCard]]:
    return [cards[start : start + A_SHEET] for start in range(0, len(cards), A_SHEET)]


def pdf(cards: Sequence[PrintedCard]) -> bytes:
    """A4 pages, ten cards on each."""
    paper = _Paper()
    for sheet in sheets(cards):
        paper.add_page()
        paper.cutting_lines()
        for place, card in enumerate(sheet):
            paper.card(card, MARGIN[0] + place % 2 * CARD[0], MARGIN[1] + place // 2 * CARD[1])
    return bytes(paper.output())


class _Paper(FPDF):
    """Millimetres; the top left corner is 0, 0."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_title(_("Sign-in cards"))
        for family in ("atkinson-next", "lexend"):
            self.add_font(family, "", FONTS / f"{family}-400.ttf")
            self.add_font(family, "B", FONTS / f"{family}-700.ttf")
        self.set_fallback_fonts(["lexend"], exact_match=False)

    def cutting_lines(self) -> None:
        (left, top), (width, height) = MARGIN, CARD
        self.set_draw_color(140)
        self.set_line_width(0.15)
        self.set_dash_pattern(dash=1, gap=1.5)
        for column in range(3):
            self.line(left + column * width, top - 5, left + column * width, top + 5 * height + 5)
        for row in range(6):
            self.line(left - 5, top + row * height, left + 2 * width + 5, top + row * height)
        self.set_dash_pattern()

    def card(self, card: PrintedCard, x: float, y: float) -> None:
        inside = CARD[0] - 10  # 5 mm on each side
        beside = inside - QR_SIDE - 3
        x, y = x + 5, y + 4
        self.say(" · ".join(filter(None, (card.class_name, card.first_name))), x, y, beside, 9, colour=GREY)
        self.say(card.name, x, y + 5, beside, 17, bold=True)
        self.address(card.address, x, y + 13, beside)
        self.say(_("Class code"), x, y + 23.2, 20, 8, colour=GREY)
        self.say(card.code, x + 20, y + 22.2, beside - 20, 12.5, bold=True)
        self.qr(card, x + inside - QR_SIDE, y - 1)
        self.set_draw_color(GREY)
        self.line(x, y + 29, x + inside, y + 29)
        for place, word in enumerate(card.words):
            self.word(place + 1, word, x + place % 3 * inside / 3, y + 31 + place // 3 * 6.5)
        self.say(_("Do not lose it: it is yours."), x, y + 44.5, inside, 8, colour=GREY)

    def say(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        colour: int = BLACK,
    ) -> None:
        """One line in ``width`` mm; letters shrink (to 7 points at least) rather than spill."""
        self.set_text_color(colour)
        size = self.fit(text, width, size, 7, bold=bold)
        self.set_xy(x, y)
        self.cell(width, size * 0.45, text)

    def fit(self, text: str, width: float, size: float, least: float, *, bold: bool) -> float:
        """Sets the largest size (points) from ``size`` to ``least`` in which the text stands on one line."""
        self.set_font("atkinson-next", "B" if bold else "", size)
        while size > least and self.get_string_width(text) > width:
            size -= 0.5
            self.set_font_size(size)
        return size

    def address(self, text: str, x: float, y: float, width: float) -> None:
        """On one line in letters of 13 to 9 points; a longer one goes on below."""
        self.set_text_color(BLACK)
        self.fit(text, width, 13, 9, bold=True)
        self.set_xy(x, y)
        self.multi_cell(width, 4.6, text, wrapmode=WrapMode.CHAR, align="L")

    def word(self, number: int, word: str, x: float, y: float) -> None:
        self.say(str(number), x, y + 1.2, 3, 7.5, colour=GREY)
        self.say(word, x + 3, y, CARD[0] / 3 - 6, 12.5, bold=True)

    def qr(self, card: PrintedCard, x: float, y: float) -> None:
        module = QR_SIDE / card.side
        self.set_fill_color(0)
        for column, row, length in card.squares:
            self.rect(x + column * module, y + row * module, length * module, module, style="F")
