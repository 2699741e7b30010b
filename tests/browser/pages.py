"""Every page of the product and who sees it: what the tests of looks walk through.

A page is a route, its visitors (named in tests/browser/seeding.py; "anonymous" has no session), the words that fill its
address (each names a fact of the seeded school) and what follows it (facts in braces).
"""

from typing import Any, NamedTuple

from django.urls import reverse

CLASS = {"slug": "slug"}
READERS = "pupil teacher observer admin"


class Page(NamedTuple):
    route: str
    visitors: str
    words: dict[str, str] = {}
    after: str = ""
    status: int = 200

    def path(self, facts: dict[str, Any]) -> str:
        """Its address in the school whose facts these are."""
        return reverse(
            self.route, kwargs={k: facts[fact] for k, fact in self.words.items()}
        ) + self.after.format(**facts)


def of_class(route: str, visitors: str, after: str = "", status: int = 200, **words: str) -> Page:
    return Page(route, visitors, CLASS | words, after, status)


PAGES = [
    # The doors
    Page("home", "anonymous teacher admin director"),
    Page("pupil_door", "anonymous"),
    Page("card_door", "anonymous"),
    Page("words_door", "anonymous"),
    Page("sign_out", "anonymous pupil teacher"),
    Page("help", "anonymous pupil teacher small"),
    Page("comfort", "anonymous pupil teacher", after="?next=/help/"),
    Page("account_login", "anonymous"),
    Page("account_inactive", "anonymous"),
    Page("account_change_password", "teacher"),
    Page("account_reauthenticate", "teacher"),
    Page("mfa_index", "teacher director observer"),
    Page("mfa_activate_totp", "director"),
    Page("mfa_view_recovery_codes", "director"),
    Page("mfa_generate_recovery_codes", "director"),
    Page("mfa_list_webauthn", "teacher director"),
    Page("mfa_add_webauthn", "director"),
    Page("mfa_edit_webauthn", "teacher", {"pk": "key"}),
    Page("mfa_remove_webauthn", "teacher", {"pk": "key"}),
    Page("school:invitation", "anonymous", {"token": "invitation"}),
    Page("school:invitation", "anonymous", {"token": "tag"}, status=404),
    # The lexicon
    Page("lexicon:index", "anonymous pupil teacher small"),
    Page("lexicon:index", "pupil", after="?q=mot"),
    Page("lexicon:index", "pupil", after="?q=xyzzy"),
    Page("lexicon:index", "pupil", after="?letter=c"),
    Page("lexicon:entry", "anonymous pupil teacher", {"slug": "entry"}),
    Page("lexicon:booklet", "pupil"),
    Page("lexicon:quiz", "anonymous pupil"),
    Page("lexicon:question", "pupil", {"game": "game", "number": "one"}),
    Page("lexicon:question", "pupil", {"game": "game", "number": "one"}, "?answer=hashtag"),
    Page("lexicon:quiz_end", "pupil", {"game": "game"}),
    of_class("words:list", READERS),
    # The class reads and writes
    of_class("posts:timeline", f"{READERS} unsigned"),
    Page("posts:timeline", "new_teacher", {"slug": "new_slug"}),
    Page("posts:timeline", "small", {"slug": "small_slug"}),
    Page("posts:timeline", "closed", {"slug": "closed_slug"}),
    of_class("posts:timeline", "stranger", status=404),
    of_class("posts:tag", READERS, tag="tag"),
    of_class("posts:leaving", "pupil", "?{leaving}"),
    of_class("posts:post", f"{READERS} unsigned", post_id="post"),
    of_class("posts:post", "pupil", post_id="own_post"),
    of_class("posts:mine", "pupil teacher unsigned"),
    Page("posts:mine", "small", {"slug": "small_slug"}),
    of_class("posts:story", "pupil teacher", post_id="own_returned"),
    of_class("posts:draft", "pupil", post_id="own_draft"),
    of_class("posts:draft", "pupil", post_id="own_returned"),
    of_class("posts:revision", "pupil", post_id="own_post"),
    of_class("posts:revision", "pupil", post_id="own_waiting"),
    of_class("posts:removal_request", "pupil", post_id="own_post"),
    # The charter
    of_class("charter:charter", f"{READERS} unsigned"),
    Page("charter:charter", "new_teacher", {"slug": "new_slug"}),
    Page("charter:charter", "small", {"slug": "small_slug"}),
    of_class("charter:signature", "unsigned"),
    of_class("charter:versions", "pupil teacher"),
    of_class("charter:version", "pupil", number="version"),
    of_class("charter:proposals", "pupil"),
    of_class("charter:register", "teacher admin"),
    of_class("charter:paper", "teacher"),
    of_class("charter:draft", "teacher"),
    of_class("charter:head", "teacher"),
    of_class("charter:adoption", "teacher"),
    of_class("charter:articles", "teacher"),
    of_class("charter:article", "teacher", pk="article"),
    # The teacher reads
    of_class("moderation:queue", "teacher"),
    Page("moderation:queue", "new_teacher", {"slug": "new_slug"}),
    of_class("moderation:decisions", "teacher"),
    of_class("moderation:freeze", "teacher admin"),
    of_class("moderation:journal", "teacher"),
    of_class("moderation:removal_requests", "teacher"),
    of_class("moderation:suggestions", "teacher"),
    of_class("moderation:words", "teacher"),
    Page("moderation:words", "new_teacher", {"slug": "new_slug"}),
    of_class("moderation:word", "teacher", word_id="watched"),
    of_class("moderation:words_bench", "teacher"),
    of_class("moderation:words_replay", "teacher"),
    of_class("moderation:words_replay", "teacher", "?pattern=le"),
    of_class("moderation:words_import", "teacher"),
    of_class("moderation:case", "teacher", post_id="own_waiting"),
    of_class("moderation:case", "teacher", "?panel=send_back", post_id="own_waiting"),
    of_class("moderation:case", "teacher", "?panel=correct", post_id="own_waiting"),
    of_class("moderation:case", "teacher", post_id="own_returned"),
    of_class("moderation:taking_down", "teacher admin", post_id="post"),
    of_class("moderation:restoration", "teacher", post_id="removed"),
    Page("reading", "teacher new_teacher"),
    # Members
    of_class("members:list", "teacher admin"),
    Page("members:list", "new_teacher", {"slug": "new_slug"}),
    of_class("members:import", "teacher"),
    of_class("members:cards", "teacher admin"),
    Page("members:cards", "new_teacher", {"slug": "new_slug"}),
    of_class("members:settings", "teacher admin"),
    of_class("members:visits", "teacher admin"),
    of_class("members:pupil", "teacher admin", member_id="member"),
    # The school's office
    Page("school:home", "admin"),
    Page("school:classes", "admin"),
    Page("school:class", "admin", CLASS),
    Page("school:import", "admin"),
    Page("school:staff", "admin"),
    Page("school:staff_import", "admin"),
    Page("school:person", "admin", {"user_id": "person"}),
    Page("school:first_steps", "director"),
    Page("school_words:words", "admin"),
    Page("school_words:word", "admin", {"word_id": "watched_by_school"}),
    Page("school_words:bench", "admin"),
    Page("school_words:import", "admin"),
]

VISITS = [(page, visitor) for page in PAGES for visitor in page.visitors.split()]


def named(visit: tuple[Page, str]) -> str:
    page, visitor = visit
    return f"{visitor}-{page.route}{page.after}{'-new' if 'new_slug' in page.words.values() else ''}"


# Acts, which show no page of their own: a GET of theirs is refused, or led elsewhere.
POST_ONLY = """presence language reading_habits charter:paper_removal charter:draft_removal charter:position
charter:removal moderation:submissions moderation:suggestion moderation:decision moderation:reversal words:removal
moderation:word_removal school_words:removal
members:accounts members:cards_voiding members:name members:pseudonym members:place members:departure members:session
members:unlocking posts:drafts posts:length posts:draft_removal posts:withdrawal school:class_archive school:class_staff
school:class_departure school:accounts school:person_invitation school:person_second_factor school:administration
school:person_departure school:person_name own_name school:first_steps_end"""
ELSEWHERE = {
    "alive": "plain text, for probes",
    "ready": "plain text, for probes",
    "totp_picture": "a picture",
    "posts:news": "a fragment, asked by an open page",
    "reading_news": "idem",
    "posts:cards": "a fragment, asked by an open page",
    "charter:register_export": "a file",
    "moderation:words_export": "a file",
    "school_words:export": "a file",
    "set_up": "needs a house where nobody lives: the loop walks through it",
    "is_it_you": "needs a card just read: the loop walks through it",
    "mfa_authenticate": "stands between a password and a session: the loop walks through it",
    "mfa_trust": "stands between a second proof and a session: the loop walks through it",
    "mfa_reauthenticate": "needs a code set up in this session",
    "mfa_reauthenticate_webauthn": "needs a key that answers",
    "mfa_login_webauthn": "a challenge for a script",
    "mfa_deactivate_totp": "needs a code set up in this session",
    "account_set_password": "only for an account without a password: there is none but before its invitation",
}
