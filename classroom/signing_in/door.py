"""Who may come in now, and who is standing there: the pupils' door without its pages."""

from collections.abc import Sequence

from django.contrib.auth import login
from django.db.models import Value
from django.db.models.functions import Replace, Upper
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from classroom.hours import PARIS, clock, is_open, next_opening
from classroom.models import ClassSpace, Membership, SignInCard, User
from classroom.signing_in import throttle, words

BACKEND = "classroom.signing_in.recognising.Recognising"


class NotNow(Exception):
    """The door stays shut; str() is the sentence to show."""


class Wrong(NotNow):
    """The same words for a wrong word, a name that nobody bears and an account that must wait: names are not told."""

    def __str__(self) -> str:
        return _(
            "That did not open. Look at your card and try again: your class code and your name are still here. After "
            "ten tries this door rests for a quarter of an hour; your teacher can open it now, or scan your card."
        )


class Closed(NotNow):
    def __init__(self, space: ClassSpace) -> None:
        self.opening = next_opening(space, timezone.now()).astimezone(PARIS)

    def __str__(self) -> str:
        when = {"day": date_format(self.opening, "l j F"), "hour": clock(self.opening)}
        return _("Your class is closed now. It opens on %(day)s at %(hour)s. Your texts wait for you.") % when


def lets_in(space: ClassSpace) -> bool:
    """In its hours, or while a teacher holds a session open."""
    held = space.session_open_until is not None and space.session_open_until > timezone.now()
    return held or is_open(space)


def place_of(user: User) -> Membership:
    """The class that a card opens now; Closed when all are shut, Wrong when the pupil has left them all."""
    places = list(Membership.objects.of(user).pupils().order_by("id"))
    for place in places:
        if lets_in(place.space):
            return place
    raise Closed(places[0].space) if places else Wrong


def recognise(code: str, name: str, typed: Sequence[str]) -> SignInCard:
    """The card whose five words these are, in the class of this code, for somebody who bears this first name.

    Raises Wrong without saying what was wrong (and as late for a name that nobody bears, or that waits), or Closed.
    """
    space = _space(code)
    if space and not lets_in(space):
        raise Closed(space)
    cards = {card.user_id: card for card in _cards(space, name)} if space else {}
    tries = throttle.take_tries(list(cards))
    found = [cards[user] for user in tries if words.agree(cards[user].pk, cards[user].words, typed)]
    if not tries:
        words.waste_time()
    if not found:
        raise Wrong
    throttle.give_back(tries.values())
    return found[0]


def _space(code: str) -> ClassSpace | None:
    spaces = ClassSpace.objects.filter(archived_at=None)
    plain = Replace(Replace(Upper("code"), Value("-")), Value(" "))
    typed = "".join(c for c in code.upper() if c.isalnum())
    return spaces.annotate(plain=plain).filter(plain=typed).first() if typed else None


def _cards(space: ClassSpace, name: str) -> list[SignInCard]:
    """The valid cards of the class's pupils whom this name fits: first name, or the name that the class sees."""
    said = words.bare(name)
    members = Membership.objects.active().pupils().filter(space=space).select_related("user")
    fits = [m.user_id for m in members if said and said in _names(m)]
    return list(
        SignInCard.objects.filter(user__in=fits, voided_at=None).select_related("user").order_by("pk")
    )


def _names(member: Membership) -> set[str]:
    return {words.bare(name) for name in (member.user.first_name, member.display_name, member.pseudonym)}


def enter(request: HttpRequest, card: SignInCard) -> None:
    """The session of a pupil: short, on a device that others use too, and over with the card that opened it."""
    login(request, card.user, backend=BACKEND)
    request.session["card"] = str(card.pk)
    request.session["shared"] = True
    request.session.set_expiry(0)
