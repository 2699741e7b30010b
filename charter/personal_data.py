"""What the charter's room keeps of people: signatures, and what pupils propose."""

from django.utils.translation import gettext_lazy as _

from classroom.personal_data import READ_FIRST, TO_ANSWER, WITH_THE_CLASS, keep, spare

keep(
    "charter.Signature",
    "member",
    "entered_by",
    purpose=_("To know who signed which charter, when and how."),
    until=WITH_THE_CLASS,
)
keep(
    "charter.Proposal",
    "sentence",
    "why",
    purpose=_("What pupils propose for the charter of their class."),
    until=WITH_THE_CLASS,
    by_pupils=READ_FIRST,
)
keep("charter.Proposal", "author", "decided_by", "reason", purpose=TO_ANSWER, until=WITH_THE_CLASS)
keep("charter.Charter", "adopted_by", purpose=TO_ANSWER, until=WITH_THE_CLASS)
spare("charter.Charter", "title", "preamble", "digest", why="the class's, in words that its teachers adopted")
spare("charter.Article", "sentence", "why", "pictogram", "question", why="idem")
