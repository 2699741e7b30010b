"""allauth, closed: accounts are made by the school, never by whoever comes by."""

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classroom.idle import note_presence
from classroom.models import AccountNotice, User

JUST_NOW = 300  # seconds: who has just signed in is not asked the password again
WRONG = _("That did not open. Check the username (or the e-mail) and the password, then try again.")
UNREADABLE = _(
    "Nothing is wrong on your side: this server’s secret has changed, so it can no longer read your codes. "
    "Use a passkey if you have one. Otherwise ask a colleague who administers the school to remove your second "
    "proof, on your page under “Adults”: you then set up a new one."
)


class ClosedDoor(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("This is not your password. Try again."),
        "too_many_login_attempts": _("Too many tries on this account. Wait fifteen minutes, then try again."),
        "incorrect_code": _(
            "This code is not the right one. Codes change every 30 seconds: take the newest."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """The second proof, then the offer to trust this computer; neither forgets that a computer is shared."""
        return ["classroom.signing_in.factors.SecondProof", "classroom.signing_in.factors.OfferOfTrust"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = context.request.session.get("account_authentication_methods", [])
        recent = any(time.time() - record["at"] < JUST_NOW for record in records)
        return not recent and super().is_reauthentication_required(app=app, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        from classroom.signing_in.leaving import speak

        response = super().post_login(request, user, **kwargs)
        note_presence(request)
        tell_news(request, user)
        if user.language:
            speak(response, user.language)
        return response


def tell_news(request: HttpRequest, user: User) -> None:
    """Says once what happened to the account since."""
    waiting = AccountNotice.objects.filter(user=user, shown_at=None).select_related("about").order_by("at")
    for notice in waiting:
        messages.warning(request, notice.sentence())
    waiting.update(shown_at=timezone.now())


class UnreadableFactor(ValidationError):
    """A form shows its sentence; a template counts nothing; any other page leads back to the account's."""

    silent_variable_failure = True


class SealedFactors(DefaultMFAAdapter):
    """TOTP keys and recovery seeds lie encrypted, by a key made of the server's secret (or of a former one)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": ClosedDoor.error_messages["incorrect_code"]
    }

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises UnreadableFactor for what was sealed with a secret that this server does not know."""
        try:
            return self._box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise UnreadableFactor(UNREADABLE) from error

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Ardoise"}

    @staticmethod
    def _box() -> MultiFernet:
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        keys = [hashlib.sha256(b"classroom.factors:" + secret.encode()).digest() for secret in secrets]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
