"""The adults' door: what the product uses of allauth, and no more (no sign-up, no reset by e-mail)."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from classroom.provisioning.views_person import own_name
from classroom.signing_in.factors import totp_picture

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/passkey/", login_not_required(keys.login_webauthn), name="mfa_login_webauthn"),
    path("inactive/", login_not_required(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", account.password_set, name="account_set_password"),
    path("", factor.index, name="mfa_index"),
    path("name/", own_name, name="own_name"),
    path("authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("trust/", factor.trust, name="mfa_trust"),
    path("code/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("totp/", totp.activate_totp, name="mfa_activate_totp"),
    path("totp/picture/", totp_picture, name="totp_picture"),
    path("totp/removal/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/new/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
