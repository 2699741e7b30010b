"""The words that a class adds to its lexicon: suggested by pupils, added by teachers, read by that class only."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from classroom.lexicon.registry import hindrance
from classroom.lexicon.search import NOWHERE, fold, rank
from classroom.models import ClassSpace, ClassWord, Membership

MOST_SHOWN = 30  # of one pupil's words, the last first
MOST_WAITING = 10  # words of one pupil that wait to be read


class WordRefused(Exception):
    """Why a word cannot be taken now; str() is the sentence to show."""


def words_of(member: Membership | None) -> list[ClassWord]:
    """The class's words in order; none outside a class."""
    if member is None:
        return []
    kept = ClassWord.objects.accepted_in(member.space).select_related("author")
    return sorted(kept, key=lambda word: fold(word.word))


def answers_to(member: Membership) -> list[ClassWord]:
    """A pupil's words that wait or were not kept; those that were are in the lexicon."""
    if not member.is_pupil:
        return []
    given = ClassWord.objects.made_by(member).exclude(status=ClassWord.Status.ACCEPTED)
    return list(given[:MOST_SHOWN])


def words_that_match(words: Iterable[ClassWord], asked: str) -> list[ClassWord]:
    return [word for word in words if rank(asked, word.word, word.meaning) < NOWHERE]


def why_not(member: Membership) -> str | Promise:
    """What keeps this member, who writes here, from giving a word now, or ""."""
    if member.space.is_frozen:
        return _("The class is frozen: nothing can be sent for now.")
    return hindrance(member)


@transaction.atomic
def give(word: str, meaning: str, *, by: Membership) -> ClassWord:
    """A pupil's word waits to be read, a teacher's is in the lexicon at once; both already cleaned.

    The same word given twice is one. Raises WordRefused.
    """
    ClassSpace.objects.select_for_update().get(pk=by.space_id)
    if reason := why_not(by):
        raise WordRefused(reason)
    waiting = list(ClassWord.objects.waiting_in(by.space).filter(author=by))
    for same in waiting:
        if (same.word, same.meaning) == (word, meaning):
            return same
    if any(fold(known.word) == fold(word) for known in words_of(by)):
        raise WordRefused(_("Our lexicon already has this word. Yours is still here: change it or leave it."))
    if len(waiting) >= MOST_WAITING:
        raise WordRefused(_("You have ten words waiting already. Let them be read first."))
    if by.teaches:
        accepted = {"status": ClassWord.Status.ACCEPTED, "decided_by": by, "decided_at": timezone.now()}
        return ClassWord.objects.create(space=by.space, author=by, word=word, meaning=meaning, **accepted)
    return ClassWord.objects.create(space=by.space, author=by, word=word, meaning=meaning)
