"""The front page and the pupils' door."""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from classroom.models import Membership, SignInCard
from classroom.provisioning.set_up import under_way
from classroom.signing_in import cards, door
from classroom.signing_in.forms import WordsForm
from classroom.signing_in.leaving import WIPE, speak

DOORSTEP = 120  # seconds to answer « C'est bien toi ? »


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Two doors for who is outside; for who is inside, their class, or the list of them."""
    if not request.user.is_authenticated:
        return render(request, "classroom/door.html", {"next": request.GET.get("next", "")})
    places = list(Membership.objects.of(request.user).order_by("space__name"))
    if len(places) == 1 and not request.user.administers:
        return redirect("posts:timeline", places[0].space.slug)
    unfinished = request.user.administers and under_way(request.user) is not None
    if unfinished and not places:
        return redirect("school:first_steps")
    known = {"places": places, "unfinished": unfinished, "teaches": any(place.teaches for place in places)}
    return render(request, "classroom/home.html", known)


@login_not_required
@require_safe
def pupil_door(request: HttpRequest) -> HttpResponse:
    return render(request, "classroom/pupil_door.html")


@login_not_required
@sensitive_post_parameters("token")
def card_door(request: HttpRequest) -> HttpResponse:
    """The page that a card's QR code opens: a script posts the token of the address's fragment, seen by no log."""
    if request.method != "POST":
        return render(request, "classroom/card_door.html")
    card = cards.card_of(request.POST.get("token", ""))
    try:
        if card is None:
            raise door.NotNow(_("This card opens nothing any more. Ask your teacher for a new one."))
        door.place_of(card.user)
    except door.NotNow as refusal:
        return render(request, "classroom/card_door.html", {"refusal": str(refusal)}, status=422)
    request.session["doorstep"] = {"card": str(card.pk), "at": int(time.time())}
    return redirect("is_it_you")


@login_not_required
def is_it_you(request: HttpRequest) -> HttpResponse:
    """« C'est bien toi, Léa ? »: nothing of Léa's opens before the answer. Asked once, for two minutes."""
    card = _on_the_doorstep(request)
    if card is None:
        messages.info(request, _("That took a little long. Scan your card again."))
        return redirect("pupil_door")
    try:
        place = door.place_of(card.user)
    except door.NotNow as refusal:
        return render(request, "classroom/card_door.html", {"refusal": str(refusal)}, status=422)
    if request.method != "POST":
        return render(request, "classroom/is_it_you.html", {"place": place})
    del request.session["doorstep"]
    if request.POST.get("answer") != "yes":
        messages.info(request, _("All right. Give this card back to its owner, and take yours."))
        return redirect("pupil_door")
    return _come_in(request, card)


def _on_the_doorstep(request: HttpRequest) -> SignInCard | None:
    asked = request.session.get("doorstep", {})
    if time.time() - asked.get("at", 0) > DOORSTEP:
        return None
    return cards.valid_card(asked["card"])


@login_not_required
@sensitive_post_parameters("words")
def words_door(request: HttpRequest) -> HttpResponse:
    """Class code, first name, five words: the way that needs no camera and no script."""
    form = WordsForm(request.POST or None, initial={"code": request.GET.get("code", "")[:30]})
    context: dict[str, Any] = {"form": form, "places": range(1, 6)}
    if request.method != "POST":
        return render(request, "classroom/words_door.html", context)
    try:
        if form.is_valid():
            card = door.recognise(form.cleaned_data["code"], form.cleaned_data["name"], form.words)
            return _come_in(request, card)
    except door.NotNow as refusal:
        form.add_error(None, str(refusal))
    return render(request, "classroom/words_door.html", context, status=422)


def _come_in(request: HttpRequest, card: SignInCard) -> HttpResponse:
    other = request.user.is_authenticated and request.user.pk != card.user_id
    door.enter(request, card)
    response = redirect("home")
    if card.user.language:
        speak(response, card.user.language)
    if other:  # somebody had forgotten to sign out: nothing of theirs stays for the next one
        response["Clear-Site-Data"] = WIPE
    return response
