"""What the room of texts keeps of people: their words, and who did what with them."""

from django.utils.translation import gettext_lazy as _

from classroom.personal_data import READ_FIRST, THEIRS_ALONE, TO_ANSWER, WITH_THE_CLASS, keep, spare

keep(
    "posts.Draft",
    "text",
    purpose=_("What its author is writing."),
    until=_("Until it is sent or thrown away."),
    by_pupils=THEIRS_ALONE,
)
keep(
    "posts.Revision",
    "text",
    "search_text",
    purpose=_("What was sent to be read, and what shows."),
    until=WITH_THE_CLASS,
    by_pupils=READ_FIRST,
)
keep(
    "posts.Revision",
    "made_by",
    "author_ids",
    "mentions",
    "reply_to_id_hex",
    purpose=_("To know who wrote it, and whom it names."),
    until=WITH_THE_CLASS,
)
keep(
    "posts.Post",
    "author",
    "decider",
    purpose=_("To know whose text it is, and who reads it."),
    until=WITH_THE_CLASS,
)
keep(
    "posts.Transition",
    "actor",
    "actor_role",
    purpose=TO_ANSWER,
    until=_("As long as the journal; it holds no words and no name."),
)
keep(
    "posts.Note",
    "text",
    "marks",
    purpose=_("What a teacher says about a text, for its author."),
    until=WITH_THE_CLASS,
)
spare("posts.Revision", "salt", "digest", why="a seal")
spare("posts.Note", "salt", why="a seal")
spare("posts.Publication", "digest", why="a seal")
spare(
    "posts.Transition",
    "move",
    "revision_digest",
    "note_digest",
    "previous",
    "digest",
    "articles",
    why="the chain: seals, and ids of articles",
)
