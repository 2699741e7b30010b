"""The adults' second proof at sign-in, and the picture that sets it up."""

from io import BytesIO

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.stages import AuthenticateStage, TrustStage
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from classroom.second_factor import holds


class SecondProof(AuthenticateStage):
    """On a shared computer the second proof is asked even where somebody once said to trust it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        asked = super()._should_handle(request)
        if asked or not request.session.get("shared") or self.login.user is None:
            return asked
        passkey = did_use_passwordless_login(request, self.login.user)
        return holds(self.login.user) and not passkey


class OfferOfTrust(TrustStage):
    def handle(self) -> tuple:
        return (None, True) if self.request.session.get("shared") else super().handle()


@require_safe
def totp_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the secret that is being set up, as a picture of our own origin (no inline image)."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    out = BytesIO()
    address = get_adapter().build_totp_url(request.user, secret)
    segno.make(address, error="m").save(out, kind="svg", scale=6, border=3, dark="#000", light="#fff")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
