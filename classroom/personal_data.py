"""Who keeps what about a person, why, and for how long: each room declares its own in its ``personal_data.py``.

A house test walks every column: one that holds a text, a name or a person and is declared nowhere fails by name.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise

# How what a pupil makes reaches others (a rule of safety: nothing unread is shown).
READ_FIRST = "read first"  # a teacher reads these exact words
CHOSEN = "chosen"  # from a list
THEIRS_ALONE = "theirs alone"  # nobody else reads it


@dataclass(frozen=True)
class Kept:
    """Columns of one model that say something of a person. ``by_pupils``: how what they type there is shown, or ""."""

    model: str  # "posts.Draft"
    columns: tuple[str, ...]
    purpose: Sentence
    until: Sentence
    by_pupils: str = ""


@dataclass
class Registry:
    """``kept`` is personal; ``about_nobody`` says why a column of text is not: {"posts.Revision.salt": why}."""

    kept: list[Kept] = field(default_factory=list)
    about_nobody: dict[str, str] = field(default_factory=dict)

    def keep(
        self, model: str, *columns: str, purpose: Sentence, until: Sentence, by_pupils: str = ""
    ) -> None:
        self.kept.append(Kept(model, columns, purpose, until, by_pupils))

    def spare(self, model: str, *columns: str, why: str) -> None:
        """These columns hold text that says nothing of anybody."""
        self.about_nobody |= {f"{model}.{column}": why for column in columns}

    def declared(self) -> dict[str, Kept]:
        """{"posts.Draft.text": what is said of it}"""
        return {f"{kept.model}.{column}": kept for kept in self.kept for column in kept.columns}


REGISTRY = Registry()
keep, spare = REGISTRY.keep, REGISTRY.spare

TO_SIGN_IN = _("To sign in.")
TO_BE_CALLED = _("So that teachers know who writes, and the class reads a name that it knows.")
TO_BELONG = _("To know who is in the class, as what, and until when.")
WITH_THE_CLASS = _("Until the class is erased, after its school year.")
WITH_THE_ACCOUNT = _("As long as the account.")
TO_ANSWER = _("So that whoever decided can be asked why.")

# --- accounts -------------------------------------------------------------------------------------------------------
keep("classroom.User", "first_name", "last_name", "shown_name", purpose=TO_BE_CALLED, until=WITH_THE_ACCOUNT)
keep("classroom.User", "username", "password", purpose=TO_SIGN_IN, until=WITH_THE_ACCOUNT)
keep(
    "classroom.User",
    "email",
    purpose=_("To sign in and to be sent security news; adults only."),
    until=WITH_THE_ACCOUNT,
)
keep(
    "classroom.User",
    "language",
    purpose=_("To speak the language that the person chose."),
    until=WITH_THE_ACCOUNT,
    by_pupils=CHOSEN,
)
keep(
    "classroom.SignInCard", "user", "token_sha256", "words", purpose=TO_SIGN_IN, until=_("Until a new card.")
)
keep(
    "classroom.FailedTry",
    "user",
    purpose=_("To slow down whoever guesses a pupil's words."),
    until=_("Fifteen minutes."),
)
keep(
    "classroom.AccountNotice",
    "user",
    "about",
    purpose=_("So that nobody misses what concerns the safety of their account."),
    until=WITH_THE_ACCOUNT,
)
keep(
    "classroom.Invitation",
    "user",
    "by",
    "token_sha256",
    purpose=_("To give an adult their first way in."),
    until=WITH_THE_ACCOUNT,
)
keep(
    "classroom.SetUp",
    "user",
    "token_sha256",
    purpose=_("To set the school up, once."),
    until=WITH_THE_ACCOUNT,
)

# --- classes --------------------------------------------------------------------------------------------------------
keep("classroom.Membership", "user", "grade", purpose=TO_BELONG, until=WITH_THE_CLASS)
keep("classroom.Membership", "display_name", "pseudonym", purpose=TO_BE_CALLED, until=WITH_THE_CLASS)
keep(
    "classroom.Visit",
    "member",
    "page",
    purpose=_("So that teachers see when the school read their class."),
    until=WITH_THE_CLASS,
)
keep(
    "classroom.ClassWord",
    "word",
    "meaning",
    purpose=_("The class's own lexicon."),
    until=WITH_THE_CLASS,
    by_pupils=READ_FIRST,
)
keep("classroom.ClassWord", "author", "decided_by", "reason", purpose=TO_ANSWER, until=WITH_THE_CLASS)
spare("classroom.School", "name", why="a school's name")
spare("classroom.ClassSpace", "name", "slug", "code", "journal_head", why="a class's own")

# --- what the libraries keep ----------------------------------------------------------------------------------------
keep(
    "sessions.Session",
    "session_key",
    "session_data",
    purpose=_("To stay signed in from one page to the next."),
    until=_("Twelve hours at most, or signing out."),
)
keep("account.EmailAddress", "user", "email", purpose=TO_SIGN_IN, until=WITH_THE_ACCOUNT)
keep("account.EmailConfirmation", "key", purpose=TO_SIGN_IN, until=WITH_THE_ACCOUNT)
keep(
    "mfa.Authenticator",
    "user",
    "data",
    purpose=_("The second proof of an adult."),
    until=WITH_THE_ACCOUNT,
)
spare(
    "django_tasks_database.DBTaskResult",
    "args_kwargs",
    "task_path",
    "worker_ids",
    "queue_name",
    "backend_name",
    "return_value",
    "exception_class_path",
    "traceback",
    why="tasks are given ids, never words or names",
)
