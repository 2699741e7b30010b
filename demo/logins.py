"""Who may look around, and with what: kept in the clear beside the demonstration's database, and printed."""

import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from classroom.models import Membership
from classroom.signing_in.cards import issue_many
from demo.seeding import PASSWORD

FILE = "logins.json"
STAFF = (
    ("roussel", "M. Roussel", _("teacher of 5e B and 5e C")),
    ("benali", "Mme Benali", _("teacher of 5e B")),
    ("lefevre", "Mme Lefèvre", _("teacher of CM1-CM2")),
    ("principale", "Mme Garnier", _("head of the collège, school admin")),
    ("directeur", "M. Colin", _("head of the école, school admin")),
)
# (class, first name, what to see with this pupil)
PUPILS = (
    ("5e B", "Léa", _("one text waiting, one published")),
    ("5e B", "Tom", _("one text to rework")),
    ("5e B", "Manon", _("has not signed the charter")),
    ("CM1-CM2", "Basile", _("one text to rework")),
    ("5e C", "Camille", _("the class is closed at this hour")),
)


@dataclass(frozen=True)
class Pupil:
    name: str
    class_name: str
    code: str
    words: str
    token: str
    why: str


@dataclass(frozen=True)
class Logins:
    pupils: tuple[Pupil, ...]

    @classmethod
    def drawn(cls) -> "Logins":
        """New cards for these pupils, and the file that remembers them."""
        seats = [
            Membership.objects.select_related("user", "space").get(space__name=space, user__first_name=name)
            for space, name, _why in PUPILS
        ]
        issued = issue_many([seat.user for seat in seats])
        pupils = tuple(
            Pupil(name, space, seat.space.code, " ".join(card.words), card.token, why)
            for (space, name, why), seat, card in zip(PUPILS, seats, issued, strict=True)
        )
        (settings.DATA_DIR / FILE).write_text(json.dumps([asdict(pupil) for pupil in pupils]), "utf-8")
        return cls(pupils)

    @classmethod
    def kept(cls) -> "Logins":
        """Those of the last start; new cards when their file is lost."""
        try:
            kept = json.loads((settings.DATA_DIR / FILE).read_text("utf-8"))
        except (OSError, ValueError):
            return cls.drawn()
        return cls(tuple(Pupil(**pupil) for pupil in kept))


def told(base: str, logins: Logins) -> str:
    """What the terminal says: addresses first."""
    adults = gettext("Adults")
    pupils = gettext("Pupils: class code, first name, five words, or the address of the card")
    lines = ["", f"Ardoise : {base}/", "", f"{adults} : {base}/account/login/   {PASSWORD}"]
    lines += [f"  {username:12}{name:14}{gettext(what)}" for username, name, what in STAFF]
    lines += ["", f"{pupils} : {base}/door/"]
    for pupil in logins.pupils:
        why = gettext(pupil.why)
        lines.append(f"  {pupil.code}  {pupil.name}  {pupil.words}   ({pupil.class_name} : {why})")
        lines.append(f"      {base}/door/card/#{pupil.token}")
    lines += [
        "",
        gettext("In ./run serve adults need a second factor as well. Ctrl-C stops the demonstration."),
        "",
    ]
    return "\n".join(lines)
