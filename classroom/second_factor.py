"""Adults who read, export or print cards hold a second factor: none of that opens before they have one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from classroom.accounts import UnreadableFactor
from classroom.htmx import HtmxRequest
from classroom.letters import in_their_language, write_to
from classroom.models import AccountNotice, User

PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
ALWAYS = {"home", "sign_out", "presence", "comfort", "language", "help", "lexicon:entry", "alive", "ready"}
ACCOUNT = ("account_", "mfa_", "totp_")  # the adults' account pages
REMOVALS = {"mfa_deactivate_totp", "mfa_remove_webauthn"}


def holds(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=PROOFS).exists()


class SecondFactorRequired:
    """Sends an adult without a second factor to set one up; keeps pupils out of the adults' account pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HtmxRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name
        account = name.startswith(ACCOUNT)
        if request.user.is_pupil:
            if account and name != "account_login":
                raise Http404
            return None
        if name in REMOVALS:
            request.session.pop("second_factor", None)  # asked again on the next page
        if account or name in ALWAYS or not settings.SECOND_FACTOR_REQUIRED or self._known(request):
            return None
        return redirect("mfa_index")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Codes that this server can no longer read: their owner is told on the account's page."""
        if not isinstance(error, UnreadableFactor):
            return None
        messages.error(request, error.messages[0])
        return redirect("mfa_index")

    @staticmethod
    def _known(request: HtmxRequest) -> bool:
        """Kept in the session once seen, so that it costs a query once a session."""
        if not request.session.get("second_factor") and holds(request.user):
            request.session["second_factor"] = True
        return bool(request.session.get("second_factor"))


@receiver(authenticator_added)
def end_other_sessions(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A new proof signs the account out everywhere else: whoever is in there never showed it."""
    if authenticator.type in PROOFS:
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        user.refresh_from_db(fields=["session_epoch"])
        update_session_auth_hash(request, user)


@transaction.atomic
def reset(user: User, *, by: User) -> None:
    """A colleague who administers the school removes a lost second factor: sessions end, and both are told.

    LookupError when ``user`` is not another adult of the school that ``by`` administers.
    """
    theirs = by.administers and by.is_active and user.school_id == by.school_id and by.school_id is not None
    if not theirs or user.is_pupil or user.pk == by.pk:
        raise LookupError("Another adult of the same school, who administers it, resets a second factor.")
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    told = AccountNotice.Kind
    notices = [AccountNotice(user=user, about=by, kind=told.FACTOR_RESET)]
    notices.append(AccountNotice(user=by, about=user, kind=told.RESET_BY_YOU))
    AccountNotice.objects.bulk_create(notices)
    for notice in notices:
        transaction.on_commit(partial(_write_to, notice))


def _write_to(notice: AccountNotice) -> None:
    """By e-mail too, where there is one; a mail server that is down never stops the reset."""
    with in_their_language(notice.user):
        write_to(notice.user, _("Your second proof"), notice.sentence())
