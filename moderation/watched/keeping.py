"""Changing a list of watched words: whole, and one hand at a time. Each change gives the list another version."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from classroom.models import ClassSpace
from moderation.watched.asked import asked
from moderation.watched.word import Owner, WatchedWord

MOST = 1_000  # words in a list
ALL_LETTERS = 30_000  # of a whole list, as it is compared: one walk along 10,000 letters stays under 50 ms


class WordsRefused(Exception):
    """Why a list was not changed; ``str()`` is the sentence to show."""


TWICE = _("This word is in the list already. Nothing was changed.")
TOO_MANY = {
    "words": _("A list holds 1,000 words at most. Nothing was changed: take some out first."),
    "letters": _("The words of this list are too long together (30,000 signs). Nothing was changed."),
}


def add(owner: Owner, said: Mapping[str, Any]) -> WatchedWord:
    """One word more. Raises WordsRefused."""
    with _changing(owner):
        word = _word(owner, said)
        _refuse_twins(owner, word)
        word.save()
        return word


def change(word: WatchedWord, said: Mapping[str, Any]) -> None:
    """The word as it is now wanted. Raises WordsRefused."""
    for name, value in said.items():
        setattr(word, name, value)
    word.key = asked(word.pattern, exact=word.exact)
    with _changing(word.owner):
        _refuse_twins(word.owner, word)
        word.save()


def remove(word: WatchedWord) -> None:
    with _changing(word.owner):
        word.delete()


def bring_in(owner: Owner, rows: Iterable[Mapping[str, Any]]) -> None:
    """All or nothing: new words join the list, those that were in it become what is said now. Raises WordsRefused."""
    words = [_word(owner, said) for said in rows]
    with _changing(owner):
        known = {
            (key, exact): pk
            for pk, key, exact in WatchedWord.objects.of(owner).values_list("pk", "key", "exact")
        }
        again = [known[word.key, word.exact] for word in words if (word.key, word.exact) in known]
        WatchedWord.objects.filter(pk__in=again).delete()
        WatchedWord.objects.bulk_create(words)


@contextmanager
def _changing(owner: Owner) -> Iterator[None]:
    """A new version of the list, whose row is the lock; a list that became too long is taken back whole."""
    with transaction.atomic():
        type(owner)._base_manager.filter(pk=owner.pk).update(words_version=F("words_version") + 1)
        yield
        keys = WatchedWord.objects.of(owner).values_list("key", flat=True)
        if len(keys) > MOST:
            raise WordsRefused(TOO_MANY["words"])
        if sum(map(len, keys)) > ALL_LETTERS:
            raise WordsRefused(TOO_MANY["letters"])
    owner.refresh_from_db(fields=["words_version"])


def _refuse_twins(owner: Owner, word: WatchedWord) -> None:
    if WatchedWord.objects.of(owner).filter(key=word.key, exact=word.exact).exclude(pk=word.pk).exists():
        raise WordsRefused(TWICE)


def _word(owner: Owner, said: Mapping[str, Any]) -> WatchedWord:
    mine = {"space": owner} if isinstance(owner, ClassSpace) else {"school": owner}
    return WatchedWord(**mine, **said, key=asked(said["pattern"], exact=said["exact"]))
