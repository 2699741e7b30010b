"""The adults' door: a password, a second proof, and nobody new."""

import time

import pytest
import time_machine
from allauth.account.views import signup
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from classroom import second_factor
from classroom.models import AccountNotice, User
from tests.world import make_member, make_school, make_space

pytestmark = pytest.mark.django_db
PASSWORD = "trois mésanges à midi"
ACCOUNT_PAGES = [
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_change_password",
    "mfa_reauthenticate",
    "account_reauthenticate",
]


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def adult(teacher):
    teacher.user.set_password(PASSWORD)
    teacher.user.email = "petit@example.org"
    teacher.user.save()
    return teacher.user


@pytest.fixture
def key(adult):
    """The adult's TOTP key, sealed in the database."""
    from classroom.accounts import SealedFactors

    key = totp.generate_totp_secret()
    data = {"secret": SealedFactors().encrypt(key)}
    Authenticator.objects.create(user=adult, type=Authenticator.Type.TOTP, data=data)
    return key


def code(key, steps=0):
    return totp.format_hotp_value(totp.hotp_value(key, int(time.time()) // 30 + steps))


def login(client, adult, password=PASSWORD, **said):
    return client.post("/account/login/", {"login": adult.username, "password": password, **said})


def prove(client, key):
    return client.post("/account/authenticate/", {"code": code(key)})


class TestPassword:
    @pytest.mark.parametrize("field", ["username", "email"])
    def test_username_or_email_and_password_open(self, client, adult, field):
        answer = client.post("/account/login/", {"login": getattr(adult, field), "password": PASSWORD})
        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(adult.pk)

    def test_a_wrong_password_and_an_unknown_name_are_answered_alike(self, client, adult):
        wrong = login(client, adult, "non non non non").context["form"].non_field_errors()
        nobody = client.post("/account/login/", {"login": "nobody", "password": PASSWORD})
        assert wrong == nobody.context["form"].non_field_errors()

    def test_ten_wrong_passwords_slow_that_account_alone(self, client, adult, colleague):
        colleague.user.set_password(PASSWORD)
        colleague.user.save()
        for _ in range(10):
            login(client, adult, "non non non non")
        assert login(client, adult).status_code == 200
        assert "quinze minutes" in login(client, adult).text
        assert login(Client(), colleague.user).status_code == 302

    def test_a_pupil_has_no_password_door(self, client, pupil):
        assert login(client, pupil.user, "").status_code == 200

    def test_eleven_characters_are_too_few(self, client, adult):
        login(client, adult)
        said = {"oldpassword": PASSWORD, "password1": "mésange7 ab", "password2": "mésange7 ab"}
        assert client.post("/account/password/", said).status_code == 200
        adult.refresh_from_db()
        assert adult.check_password(PASSWORD)

    def test_changing_the_password_ends_the_other_sessions(self, client, adult, settings):
        settings.SECOND_FACTOR_REQUIRED = False
        other = Client()
        login(client, adult)
        login(other, adult)
        new = "quatre mésanges à midi"
        said = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        assert client.post("/account/password/", said)["Location"] == reverse("mfa_index")
        assert client.get("/sign-out/").context["user"].is_authenticated
        assert not other.get("/sign-out/").context["user"].is_authenticated

    def test_the_accounts_language_is_spoken(self, client, adult):
        User.objects.filter(pk=adult.pk).update(language="en")
        assert login(client, adult).cookies["language"].value == "en"


class TestNobodyNew:
    @pytest.mark.parametrize(
        "page", ["signup/", "signup/passkey/", "email/", "password/reset/", "login/code/", "logout/"]
    )
    def test_what_is_not_needed_is_not_there(self, client, page):
        assert client.get(f"/account/{page}/").status_code == 404

    def test_there_is_no_sign_up(self, client):
        with pytest.raises(NoReverseMatch):
            reverse("account_signup")
        page = client.get("/account/login/").text
        assert "signup" not in page
        assert "inscri" not in page.lower()

    def test_the_librarys_own_sign_up_page_would_be_closed_too(self, rf):
        """Nothing routes to it: were it routed by mistake, it would still make no account."""
        said = {"username": "intrus", "password1": PASSWORD, "password2": PASSWORD, "email": "i@example.org"}
        request = rf.post("/account/signup/", said)
        request.user, request.session = AnonymousUser(), SessionStore()
        with context.request_context(request):
            answer = signup(request)
        assert answer.status_code == 200
        assert answer.template_name == "account/signup_closed.html"
        assert not User.objects.exists()

    @pytest.mark.parametrize("name", ACCOUNT_PAGES)
    def test_a_pupil_finds_none_of_the_adults_account_pages(self, as_member, pupil, name):
        assert as_member(pupil).get(reverse(name)).status_code == 404

    def test_a_pupil_cannot_give_themselves_a_passkey_by_post(self, as_member, pupil):
        assert as_member(pupil).post(reverse("mfa_add_webauthn"), {"credential": "{}"}).status_code == 404


class TestSecondProof:
    def test_an_adult_without_one_is_sent_to_set_one_up(self, client, adult, teacher):
        login(client, adult)
        timeline = f"/classes/{teacher.space.slug}/"
        assert client.get(timeline)["Location"] == "/account/"
        assert "deuxième preuve" in client.get("/account/").text
        for page in (
            "/help/",
            "/sign-out/",
            "/account/totp/",
            "/account/passkeys/new/",
            "/account/password/",
        ):
            assert client.get(page).status_code == 200

    def test_setting_up_the_code_opens_the_rest_and_gives_codes_to_print(self, client, adult, teacher):
        login(client, adult)
        secret = client.get("/account/totp/").context["form"].secret
        answer = client.post("/account/totp/", {"code": code(secret)}, follow=True)
        assert len(answer.context["unused_codes"]) == 10
        assert answer.context["unused_codes"][0] in answer.text
        assert client.get(f"/classes/{teacher.space.slug}/").status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_a_new_proof_signs_out_who_came_in_elsewhere_without_it(self, adult, teacher):
        """A stolen password opened a session before there was a proof: the proof would have been the owner's alone."""
        here, elsewhere = Client(), Client()
        for client in (here, elsewhere):
            login(client, adult)
        secret = here.get("/account/totp/").context["form"].secret
        here.post("/account/totp/", {"code": code(secret)})
        timeline = f"/classes/{teacher.space.slug}/"
        assert here.get(timeline).status_code == 200
        assert elsewhere.get(timeline)["Location"].startswith("/?next=")

    def test_the_key_lies_sealed_in_the_database(self, client, adult):
        login(client, adult)
        secret = client.get("/account/totp/").context["form"].secret
        client.post("/account/totp/", {"code": code(secret)})
        kept = Authenticator.objects.get(user=adult, type="totp").data["secret"]
        assert secret not in kept
        from classroom.accounts import SealedFactors

        assert SealedFactors().decrypt(kept) == secret

    def test_the_key_outlives_a_change_of_the_servers_secret(self, settings):
        from classroom.accounts import SealedFactors

        sealed = SealedFactors().encrypt("key")
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another" * 8
        assert SealedFactors().decrypt(sealed) == "key"

    def test_a_code_that_the_server_can_no_longer_read_is_answered_with_a_way_out(
        self, client, adult, key, settings
    ):
        settings.SECRET_KEY = "another" * 8
        login(client, adult)
        answer = prove(client, key)
        assert answer.status_code == 200
        assert "Ce n’est pas votre faute" in answer.content.decode()
        assert "_auth_user_id" not in client.session

    def test_an_old_secret_lets_the_code_and_the_session_go_on(self, client, adult, key, settings):
        client.force_login(adult)
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 8, [settings.SECRET_KEY]
        assert client.get("/account/").status_code == 200
        elsewhere = Client()
        login(elsewhere, adult)
        assert prove(elsewhere, key).status_code == 302

    def test_recovery_codes_that_cannot_be_read_break_no_page(self, client, adult, key, settings):
        RecoveryCodes.activate(adult)
        settings.SECRET_KEY = "another" * 8
        client.force_login(adult)
        assert client.get("/account/").status_code == 200
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        answer = client.get("/account/recovery-codes/", follow=True)
        assert answer.redirect_chain == [("/account/", 302)]
        assert "Ce n’est pas votre faute" in answer.content.decode()

    def test_the_picture_of_the_key_is_shown_to_who_sets_it_up(self, client, adult):
        login(client, adult)
        assert client.get("/account/totp/picture/").status_code == 404
        client.get("/account/totp/")
        picture = client.get("/account/totp/picture/")
        assert picture["Content-Type"] == "image/svg+xml"
        assert picture.content.startswith(b"<?xml")

    def test_the_password_alone_does_not_open_an_account_that_has_one(self, client, adult, key):
        assert login(client, adult)["Location"] == reverse("mfa_authenticate")
        assert not client.get("/sign-out/").context["user"].is_authenticated
        assert prove(client, key)["Location"] == reverse("mfa_trust")

    def test_a_code_half_a_minute_old_still_opens_and_an_older_one_does_not(self, client, adult, key):
        login(client, adult)
        assert client.post("/account/authenticate/", {"code": code(key, -3)}).status_code == 200
        assert client.post("/account/authenticate/", {"code": code(key, -1)}).status_code == 302

    def test_a_recovery_code_opens_once(self, client, adult, key):
        codes = RecoveryCodes.activate(adult)
        spare = codes.get_unused_codes()[0]
        for answer in (302, 200):
            browser = Client()
            login(browser, adult)
            assert browser.post("/account/authenticate/", {"code": spare}).status_code == answer

    def test_the_fact_is_looked_up_once_a_session(self, client, adult, key, teacher, monkeypatch):
        asked = []
        holds = second_factor.holds
        monkeypatch.setattr(second_factor, "holds", lambda user: asked.append(user) or holds(user))
        client.force_login(adult)
        for _ in range(3):
            assert client.get(f"/classes/{teacher.space.slug}/").status_code == 200
        assert asked == [adult]

    def test_who_removes_the_last_one_is_asked_again(self, client, adult, key, teacher):
        login(client, adult)
        prove(client, key)
        client.post("/account/trust/", {"action": "skip"})
        timeline = f"/classes/{teacher.space.slug}/"
        assert client.get(timeline).status_code == 200
        client.post("/account/totp/removal/")
        assert client.get(timeline)["Location"] == "/account/"

    def test_where_it_is_not_required_a_password_is_enough(self, client, adult, teacher, settings):
        settings.SECOND_FACTOR_REQUIRED = False
        login(client, adult)
        assert client.get(f"/classes/{teacher.space.slug}/").status_code == 200

    def test_the_demonstration_says_so(self, client, settings):
        assert "démonstration" not in client.get("/account/login/").text
        settings.DEMO = True
        assert "Dans cette démonstration, un mot de passe suffit" in client.get("/account/login/").text

    def test_after_a_while_a_change_asks_the_password_again(self, client, adult):
        login(client, adult)
        assert client.get("/account/totp/").status_code == 200
        with time_machine.travel(time.time() + 301, tick=False):
            assert "/reauthenticate/" in client.get("/account/totp/")["Location"]
            assert client.get("/account/reauthenticate/").status_code == 200


class TestTrust:
    def trusted(self, client, adult, key):
        login(client, adult)
        prove(client, key)
        return client.post("/account/trust/", {"action": "trust"})

    def test_a_trusted_computer_is_not_asked_for_thirty_days(self, client, adult, key):
        answer = self.trusted(client, adult, key)
        assert answer.cookies["trusted"]["max-age"] == 30 * 24 * 3600
        client.post("/sign-out/")
        assert login(client, adult)["Location"] != reverse("mfa_authenticate")

    def test_and_is_asked_after_them(self, client, adult, key):
        self.trusted(client, adult, key)
        client.post("/sign-out/")
        with time_machine.travel(time.time() + 31 * 24 * 3600, tick=False):
            assert login(client, adult)["Location"] == reverse("mfa_authenticate")

    def test_it_is_never_offered_on_a_shared_computer(self, client, adult, key):
        login(client, adult, shared="on")
        assert prove(client, key)["Location"] == "/"
        assert client.get("/account/trust/").status_code == 302

    def test_a_shared_computer_is_asked_even_if_somebody_trusted_it(self, client, adult, key):
        self.trusted(client, adult, key)
        client.post("/sign-out/")
        assert login(client, adult, shared="on")["Location"] == reverse("mfa_authenticate")

    def test_one_adults_trust_is_not_anothers(self, client, adult, key, colleague):
        self.trusted(client, adult, key)
        client.post("/sign-out/")
        colleague.user.set_password(PASSWORD)
        colleague.user.save()
        data = dict(Authenticator.objects.get(user=adult).data)
        Authenticator.objects.create(user=colleague.user, type=Authenticator.Type.TOTP, data=data)
        assert login(client, colleague.user)["Location"] == reverse("mfa_authenticate")


class TestReset:
    @pytest.fixture
    def lost(self, adult, key, admin, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            second_factor.reset(adult, by=admin.user)
        return adult

    def test_a_colleague_who_administers_removes_it_and_sessions_end(
        self, client, adult, key, admin, django_capture_on_commit_callbacks
    ):
        client.force_login(adult)
        second_factor.reset(adult, by=admin.user)
        assert not second_factor.holds(adult)
        assert not client.get("/sign-out/").context["user"].is_authenticated

    def test_both_are_told_at_their_next_sign_in_and_once(self, client, lost, admin):
        admin.user.set_password(PASSWORD)
        admin.user.save()
        for user in (lost, admin.user):
            browser = Client()
            login(browser, user)
            assert (
                "deuxième preuve de" in browser.get("/").text
                or "a été retirée par" in browser.get("/account/").text
            )
            browser.post("/sign-out/")
            login(browser, user)
            assert "a été retirée par" not in browser.get("/").text
        assert not AccountNotice.objects.filter(shown_at=None).exists()

    def test_who_has_an_address_is_written_to(self, lost):
        assert [letter.to for letter in mail.outbox] == [["petit@example.org"]]
        assert "Mme Cheffe" in mail.outbox[0].body

    def test_a_mail_server_that_is_down_does_not_stop_it(self, adult, key, admin, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        second_factor._write_to(AccountNotice(user=adult, about=admin.user, kind="reset"))

    def test_nobody_else_resets(self, adult, key, admin, colleague, pupil):
        elsewhere = make_member(make_space(make_school()), "school_admin", "M. Loin").user
        for by in (colleague.user, pupil.user, elsewhere, adult):
            with pytest.raises(LookupError):
                second_factor.reset(adult, by=by)
        for of in (admin.user, pupil.user):
            with pytest.raises(LookupError):
                second_factor.reset(of, by=admin.user)
        assert second_factor.holds(adult)
