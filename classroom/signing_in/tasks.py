"""What the worker does after cards were printed."""

from django_tasks import task

from classroom.models import SignInCard
from classroom.signing_in.words import FRESH, hardened


@task()
def harden(card_ids: list[str]) -> int:
    """Replaces fresh verifiers by slow ones, a card at a time and never inside a transaction; safe to run twice."""
    done = 0
    for card in SignInCard.objects.filter(pk__in=card_ids, words__startswith=FRESH).only("id", "words"):
        fresh = SignInCard.objects.filter(pk=card.pk, words=card.words)
        done += fresh.update(words=hardened(card.words))
    return done
