"""What an article is about, and the picture that goes with it, in a teacher's words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS = {
    "": _("another subject"),
    "adult": _("an adult is near"),
    "length": _("the length of a message"),
    "respect": _("respect"),
    "privacy": _("personal data"),
    "audience": _("who will read"),
    "reviewed": _("reading before publishing"),
    "image": _("images"),
    "alert": _("whom to tell"),
    "reread": _("rereading one’s text (always an advice)"),
    "consent": _("asking for consent"),
    "shock": _("a shocking image"),
    "trace": _("what is kept"),
    "consequences": _("what happens otherwise"),
    "identity": _("digital identity"),
    "pseudonym": _("pseudonyms"),
    "harassment": _("harassment"),
    "rights": _("right of reply and of erasure"),
    "sources": _("sources"),
    "law": _("the law"),
    "expression": _("freedom of expression"),
    "copyright": _("copyright"),
    "representing": _("speaking for the school"),
}
TOPICS = tuple(topic for topic in LABELS if topic)

PICTOGRAMS = {
    "heart-handshake": pgettext_lazy("pictogram", "heart"),
    "lock": pgettext_lazy("pictogram", "padlock"),
    "eye": pgettext_lazy("pictogram", "eye"),
    "image": pgettext_lazy("pictogram", "image"),
    "life-buoy": pgettext_lazy("pictogram", "life buoy"),
    "hand": pgettext_lazy("pictogram", "hand"),
    "megaphone": pgettext_lazy("pictogram", "megaphone"),
    "ruler": pgettext_lazy("pictogram", "ruler"),
    "scale": pgettext_lazy("pictogram", "scales"),
    "book-open": pgettext_lazy("pictogram", "book"),
    "pencil": pgettext_lazy("pictogram", "pencil"),
    "spell-check": pgettext_lazy("pictogram", "spelling"),
    "users": pgettext_lazy("pictogram", "group"),
    "message-circle": pgettext_lazy("pictogram", "speech bubble"),
    "search": pgettext_lazy("pictogram", "magnifying glass"),
    "fingerprint": pgettext_lazy("pictogram", "fingerprint"),
    "drama": pgettext_lazy("pictogram", "masks"),
    "history": pgettext_lazy("pictogram", "clock"),
    "alert-triangle": pgettext_lazy("pictogram", "warning"),
    "shield": pgettext_lazy("pictogram", "shield"),
    "copyright": pgettext_lazy("pictogram", "copyright"),
    "school": pgettext_lazy("pictogram", "school"),
    "lightbulb": pgettext_lazy("pictogram", "light bulb"),
    "smile": pgettext_lazy("pictogram", "smile"),
}
