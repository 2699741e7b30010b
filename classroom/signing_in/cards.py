"""Issuing and voiding cards, and finding whose card this is. Tokens and words are never stored, never logged."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from classroom.ids import new_id
from classroom.models import ClassSpace, Membership, SignInCard, User
from classroom.signing_in import words
from classroom.signing_in.tasks import harden

TOKEN_BYTES = 24  # 192 bits
BATCH = 50  # cards that one task hardens: about a second of work


class Issued(NamedTuple):
    """A card at the only moment when its secrets are known: print them, then forget them."""

    card: SignInCard
    token: str
    words: tuple[str, ...]


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue(user: User) -> Issued:
    """A new card; the pupil's former one is void and the sessions that it opened are over."""
    return issue_many([user])[0]


@transaction.atomic
def issue_many(users: Sequence[User]) -> list[Issued]:
    """New cards in the order of ``users``, each person once. The hashing is left to the task worker."""
    if not all(user.is_pupil for user in users):
        raise ValueError("Cards are for pupils: adults sign in with a password and a second factor.")
    void_cards(users)
    schools = {school.pk: school.language for school in _schools(users)}
    issued = [_drawn(user, schools.get(user.school_id, "fr")) for user in users]
    SignInCard.objects.bulk_create([each.card for each in issued])
    ids = [str(each.card.pk) for each in issued]
    for start in range(0, len(ids), BATCH):
        transaction.on_commit(partial(harden.enqueue, ids[start : start + BATCH]))
    return issued


def _schools(users: Iterable[User]):
    from classroom.models import School

    return School.objects.filter(pk__in={user.school_id for user in users}).only("id", "language")


def _drawn(user: User, language: str) -> Issued:
    card_id, token, drawn = new_id(), secrets.token_urlsafe(TOKEN_BYTES), words.draw(language)
    verifier = words.FRESH + words.mac(card_id, drawn)
    card = SignInCard(id=card_id, user=user, token_sha256=digest(token), words=verifier)
    return Issued(card, token, drawn)


def card_of(token: str) -> SignInCard | None:
    """The valid card that bears this token, with its pupil; None for any other."""
    found = SignInCard.objects.filter(token_sha256=digest(token), voided_at=None, user__is_active=True)
    return found.select_related("user").first()


def valid_card(card_id: UUID | str) -> SignInCard | None:
    found = SignInCard.objects.filter(pk=card_id, voided_at=None, user__is_active=True)
    return found.select_related("user").first()


@transaction.atomic
def void_cards(users: Iterable[User]) -> int:
    """These people's cards open nothing any more, at once; how many there were."""
    ids = [user.pk for user in users]
    voided = SignInCard.objects.filter(user__in=ids, voided_at=None).update(voided_at=timezone.now())
    User.objects.filter(pk__in=ids).update(session_epoch=F("session_epoch") + 1)
    return voided


def void_card(card: SignInCard) -> None:
    void_cards([card.user])


def void_cards_of(space: ClassSpace) -> int:
    """All the class's cards, and its pupils' sessions with them; how many cards there were."""
    return void_cards(User.objects.filter(pk__in=_pupils_of(space)).only("id"))


def end_sessions_of(space: ClassSpace) -> int:
    """Every pupil of the class is signed out, wherever they are: seen at their next request. How many pupils."""
    return User.objects.filter(pk__in=_pupils_of(space)).update(session_epoch=F("session_epoch") + 1)


def end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)


def _pupils_of(space: ClassSpace):
    return Membership.objects.active().pupils().filter(space=space).values("user")
