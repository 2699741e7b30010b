"""What the automatic checks have to say: to the pupil once, before sending; to the teacher, beside the text."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from charter.models import Article, Charter
from classroom.models import Membership
from moderation.checks import CHECKS, Around, Findings, Page, Seen, check
from moderation.models import Checked
from moderation.watched.kinds import KINDS as WATCHED
from moderation.watched.known import lists_of
from posts.models import Revision
from posts.text import clean

LATELY = timedelta(days=30)  # how far back a copy is looked for
COMPARED = 50  # texts of the author's, the last ones


class Kind(NamedTuple):
    """``topic``: that of the article it is about; ``advice``: said to the author before sending, "" for never."""

    name: Promise
    topic: str
    advice: Promise | str


KINDS = {
    "distress": Kind(_("words that worry"), "", ""),  # never an article, never a word before sending
    "unease": Kind(_("perhaps words that worry"), "", ""),
    "phone": Kind(
        _("phone number"), "privacy", _("This looks like a phone number. Keep it for those who know you.")
    ),
    "email": Kind(
        _("e-mail address"), "privacy", _("This looks like an e-mail address. It is not for a message.")
    ),
    "address": Kind(
        _("home address"), "privacy", _("This looks like an address. Where you live stays with you.")
    ),
    "birth": Kind(
        _("birth date"), "privacy", _("This looks like a birth date. It helps strangers find somebody.")
    ),
    "handle": Kind(
        _("account elsewhere"),
        "privacy",
        _("This looks like the name of an account elsewhere. It is not for the class."),
    ),
    "surname": Kind(
        _("surname of the class"),
        "privacy",
        _("This looks like somebody’s surname. Use their name in the class."),
    ),
    "place": Kind(_("name of the place"), "privacy", _("This tells where your school is. Is it needed?")),
    "insult": Kind(
        _("hurtful word"),
        "respect",
        _("This word can hurt somebody. Can you say it without attacking anyone?"),
    ),
    "shouting": Kind(
        _("capitals"),
        "respect",
        _("On a network, a text in capitals is read as shouting. Try small letters."),
    ),
    "repetition": Kind(
        _("repetition"),
        "reread",
        _("The same sign or word comes back many times. Once is enough to be heard."),
    ),
    "hidden": Kind(_("disguised letter"), "respect", ""),
    "link": Kind(
        _("web address"),
        "sources",
        _("Your text leads to another site. Your teacher will look at it before the class does."),
    ),
    "mentions": Kind(
        _("many calls"), "respect", _("You call many people at once. Who really needs to read it?")
    ),
    "duplicate": Kind(_("already sent"), "reread", _("You have already sent this text, or nearly.")),
    **{
        kind: Kind(*said) for kind, said in WATCHED.items()
    },  # what the pupil reads of these is each word's own
}


class Finding(NamedTuple):
    """One thing seen in a text, with the article that it is about, where the charter has one."""

    kind: str
    start: int
    end: int
    matched: str
    words: str  # of the text, as typed
    article: Article | None

    @property
    def underlined(self) -> bool:
        """A place in the text; not the text as a whole."""
        return self.kind not in ("shouting", "duplicate", "unease")

    @property
    def read_as(self) -> str:
        """What disguised letters were read as; nothing where only capitals, accents or apostrophes were put aside."""
        letters = unicodedata.normalize("NFKD", self.words.replace("’", "'").casefold())
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        return "" if self.matched == plain else self.matched

    @property
    def name(self) -> Promise | str:
        return KINDS[self.kind].name

    @property
    def advice(self) -> Promise | str:
        return KINDS[self.kind].advice


def examine(member: Membership, text: str) -> Findings:
    """All the checks on a cleaned text that ``member`` is about to send. Two queries, before any lock."""
    roster = Membership.objects.active().filter(space=member.space_id)
    names = list(roster.values_list("user__last_name", "user__first_name"))
    sent = Revision.objects.filter(space=member.space_id, made_by=member.pk)
    sent = sent.filter(created_at__gt=timezone.now() - LATELY).order_by("-created_at")
    earlier = frozenset(Page(text).squeezed for text in sent.values_list("text", flat=True)[:COMPARED])
    around = Around(
        surnames=tuple({last for last, _first in names if last}),
        first_names=tuple({first for _last, first in names if first}),
        places=(member.space.school.name,),
        earlier=earlier,
        watched=lists_of(member.space),
    )
    return check(text, around)


def advice_on(findings: Findings, raw: str, member: Membership) -> list[Finding]:
    """What to tell the author before sending: one thing of a kind, with its article. Nothing seen asks nothing."""
    first: dict[str, Seen] = {
        one.kind: one for one in reversed(findings.seen) if one.kind in KINDS and KINDS[one.kind].advice
    }
    if not first:
        return []
    articles = Article.objects.filter(charter=Charter.objects.in_force(member.space))
    text = clean(raw, limit=member.space.max_length)
    by_place: list[Seen] = sorted(first.values(), key=lambda one: one.start)
    return in_words(by_place, text, articles)


def keep(findings: Findings, revision: Revision) -> None:
    """Beside the version just sent; a second click keeps what the first one kept."""
    row = Checked(
        revision=revision,
        space_id=revision.space_id,
        seen=[list(one) for one in findings.seen],
        not_run=findings.not_run,
        worries=findings.worry,
    )
    Checked.objects.bulk_create([row], ignore_conflicts=True)


def told_of(revision: Revision, articles: Iterable[Article]) -> list[Finding]:
    """What was seen in a version that comes with its ``checked``; ``articles``: those of its charter."""
    checked = getattr(revision, "checked", None)
    seen = checked.seen if checked else []
    return in_words(seen, revision.text, [a for a in articles if a.charter_id == revision.charter_id])


def topics_of(revision: Revision) -> set[str]:
    """What the articles are about that the findings of a version point to."""
    checked = getattr(revision, "checked", None)
    return {KINDS[one[0]].topic for one in checked.seen if one[0] in KINDS} if checked else set()


def in_words(seen: Iterable[Sequence], text: str, articles: Iterable[Article]) -> list[Finding]:
    by_topic = {article.topic: article for article in articles if article.topic}
    return [
        Finding(kind, start, end, matched, text[start:end], by_topic.get(KINDS[kind].topic))
        for kind, start, end, matched in seen
        if kind in KINDS
    ]


def not_run_on(revision: Revision) -> list[str]:
    """The checks that say nothing of a version: they failed, took too long, or were never made."""
    checked = getattr(revision, "checked", None)
    missing = checked.not_run if checked else CHECKS
    return [str(KINDS[kind].name) for kind in missing if kind in KINDS]
