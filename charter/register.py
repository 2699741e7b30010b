"""The register: who signed which version, when and how. To verify, never to rank."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charter.models import Charter, Signature
from classroom.folding import fold
from classroom.models import Membership
from classroom.provisioning.cells import neutralise


@dataclass(frozen=True)
class Row:
    """A pupil: their signature of this version or None, their family's, and the last other version they signed."""

    member: Membership
    own: Signature | None
    guardian: Signature | None
    other: Signature | None


@dataclass(frozen=True)
class Register:
    """One version's register: a row for each pupil of the class, and for each who signed it and left."""

    charter: Charter
    rows: list[Row]
    head: Signature | None

    @property
    def signed(self) -> int:
        return sum(row.own is not None for row in self.rows)

    @property
    def left(self) -> int:
        return len(self.rows) - self.signed

    @property
    def families(self) -> int:
        return sum(row.guardian is not None for row in self.rows)


def register_of(charter: Charter) -> Register:
    """Three queries, whatever the class."""
    signatures = list(Signature.objects.in_space(charter.space).order_by("charter__version"))
    here = {(s.party, s.member_id): s for s in signatures if s.charter_id == charter.pk}
    others = {s.member_id: s for s in signatures if s.charter_id != charter.pk and s.party == "member"}
    pupils = Membership.objects.filter(space=charter.space).pupils().select_related("user")
    rows = [
        Row(pupil, here.get(("member", pupil.pk)), here.get(("guardian", pupil.pk)), others.get(pupil.pk))
        for pupil in sorted(pupils, key=_by_name)
        if (pupil.left_at is None and pupil.user.is_active) or ("member", pupil.pk) in here
    ]
    head = next((signature for (party, _who), signature in here.items() if party == "head"), None)
    return Register(charter, rows, head)


def _by_name(member: Membership) -> tuple[str, str, str]:
    return fold(member.user.last_name), fold(member.user.first_name), member.display_name


def as_csv(register: Register) -> str:
    """Semicolons and a byte order mark, as French spreadsheets read; no cell is ever a formula."""
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = [
        _("Surname"),
        _("First name"),
        _("Class name"),
        _("Version"),
        _("Signed on"),
        _("How"),
        _("Family"),
    ]
    sheet.writerow(neutralise(head) for head in [*heads, _("Digest")])
    for row in register.rows:
        sheet.writerow(neutralise(cell) for cell in _cells(register.charter, row))
    return "\ufeff" + out.getvalue()


def _cells(charter: Charter, row: Row) -> list[object]:
    user, own = row.member.user, row.own
    signed = [_day(own.signed_on), own.get_how_display()] if own else ["", ""]
    family = _day(row.guardian.signed_on) if row.guardian else ""
    return [
        user.last_name,
        user.first_name,
        row.member.name,
        charter.version,
        *signed,
        family,
        charter.digest,
    ]


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
