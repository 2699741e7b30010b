"""The sixteen competences of the French framework of digital skills (CRCN, decree of 30 August 2019), by number."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COMPETENCES: dict[str, Promise] = {
    "1.1": _("Search for information and keep watch"),
    "1.2": _("Manage data"),
    "1.3": _("Process data"),
    "2.1": _("Interact"),
    "2.2": _("Share and publish"),
    "2.3": _("Work together"),
    "2.4": _("Find one's place in the digital world"),
    "3.1": _("Write text documents"),
    "3.2": _("Make multimedia documents"),
    "3.3": _("Fit documents to their purpose"),
    "3.4": _("Program"),
    "4.1": _("Secure the digital environment"),
    "4.2": _("Protect personal data and private life"),
    "4.3": _("Protect health, well-being and the environment"),
    "5.1": _("Solve technical problems"),
    "5.2": _("Move about in a digital environment"),
}
