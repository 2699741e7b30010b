"""Which screens the ground floor's words explain. `screen` is the one that the entry offers to go and see."""

from classroom.lexicon.registry import feature


def declare() -> None:
    """Called once, when the registries fill themselves."""
    _who_one_is()
    _coming_in()
    _second_proof()
    _class_and_school()
    _reading()


def _who_one_is() -> None:
    feature(
        "account", "mfa_index", "account_inactive", "members:pupil", "members:accounts", "school:accounts"
    )
    feature("username", "account_login", shown_in="classroom/members/pupil.html")
    feature("display-name", "members:name", "school:person_name", "own_name")
    feature("pseudonym", "members:pseudonym")
    feature("member", "members:list", "members:place", "members:departure", screen="members:list")
    feature(
        "role",
        "school:staff",
        "school:person",
        "school:class_staff",
        "school:class_departure",
        "school:administration",
        "school:person_departure",
    )


def _coming_in() -> None:
    feature("sign-in", "home", "account_login", "is_it_you", shown_in="classroom/door.html")
    feature("class-code", "pupil_door")
    feature("five-words", "pupil_door", "words_door")
    feature("sign-in-card", "card_door", "members:cards", "members:cards_voiding", screen="members:cards")
    feature("qr-code", "card_door", shown_in="classroom/cards/_card.html")
    feature("password", "account_change_password", "account_set_password")
    feature("sign-out", "sign_out", shown_in="_person.html")
    feature("shared-device", "presence", "mfa_trust", shown_in="base.html")
    feature("session-window", "members:session", screen="members:list")
    feature("end-of-session", "members:session", shown_in="classroom/_session_window.html")
    feature("unlock", "members:unlocking", screen="members:list")


def _second_proof() -> None:
    feature(
        "second-factor",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "mfa_activate_totp",
        "totp_picture",
        "mfa_deactivate_totp",
        "mfa_login_webauthn",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_reauthenticate_webauthn",
        "school:person_second_factor",
    )
    feature("recovery-codes", "mfa_view_recovery_codes", "mfa_generate_recovery_codes")


def _class_and_school() -> None:
    feature("class-space", "school:class", "school:classes", "school:class_archive", "members:settings")
    feature("opening-hours", "members:settings", screen="members:settings")
    feature("visit-log", "members:visits", screen="members:visits")
    feature(
        "roster-import", "members:import", "school:import", "school:staff_import", screen="members:import"
    )
    feature("school", "school:home")
    feature("invitation", "school:invitation", "school:person_invitation")
    feature("set-up", "set_up", "school:first_steps", "school:first_steps_end")
    feature("my-classes", "home", shown_in="classroom/home.html")


def _reading() -> None:
    feature("lexicon", "lexicon:index", "lexicon:entry")
    feature(
        "class-word",
        "words:list",
        "words:removal",
        "moderation:suggestions",
        "moderation:suggestion",
        screen="words:list",
    )
    feature("quiz", "lexicon:quiz", "lexicon:question", "lexicon:quiz_end", screen="lexicon:quiz")
    feature("booklet", "lexicon:booklet", screen="lexicon:booklet")
    feature("reading-comfort", "comfort", shown_in="_comfort.html")
    feature("language", "language", shown_in="_language.html")
    feature("help", "help", screen="help")
