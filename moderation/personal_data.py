"""What the room of reading keeps of people: what the automatic checks saw in their texts."""

from django.utils.translation import gettext_lazy as _

from classroom.personal_data import WITH_THE_CLASS, keep, spare

keep(
    "moderation.Checked",
    "seen",
    purpose=_("So that the teacher who reads a text sees what the automatic checks saw in it."),
    until=WITH_THE_CLASS,
)
spare("moderation.Checked", "not_run", why="names of checks")
keep(
    "moderation.WatchedWord",
    "pattern",
    "key",
    "reason",
    "replacement",
    purpose=_("So that a text that holds one of these words is seen by a teacher."),
    until=_("Until it is taken out of the list, or the class is erased."),
)
spare("moderation.WatchedWord", "entry", why="the name of an entry of the lexicon")
