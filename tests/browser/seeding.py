"""The school that browsers walk through: the demonstration's, and the states that it lacks.

``python -m tests.browser.seeding`` seeds it and says, in JSON, a session for each visitor and what addresses hold.
"""

import json
import os
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 - after setup
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from charter.models import Charter  # noqa: E402
from charter.models.drafting import start_draft  # noqa: E402
from charter.models.proposals import Proposal  # noqa: E402
from classroom.lexicon.words import give  # noqa: E402
from classroom.models import ClassSpace, Invitation, Membership, SetUp, User  # noqa: E402
from classroom.models.spaces import Role  # noqa: E402
from classroom.signing_in import cards  # noqa: E402
from demo.seeding import seed  # noqa: E402
from moderation.watched.keeping import add as watch  # noqa: E402
from posts.leaving import leaving_url  # noqa: E402
from posts.models import Post, Publication  # noqa: E402
from tests.world import articles_of, drafted, make_pupil, make_space, make_teacher, submitted  # noqa: E402


def cookie(user: User) -> str:
    """A session; an adult's has just shown a password, and still will have in an hour."""
    browser = Client()
    browser.force_login(user)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3600}]
    session["_account_authentication_methods_user"] = str(user.pk)
    session.save()
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def visitors() -> dict[str, Membership]:
    lively = ClassSpace.objects.get(name="5e B")
    seats = lively.memberships.select_related("user", "space")
    school = lively.school
    small = make_space(school, name="CP", slug="cp", level="cycle2")
    empty = make_space(school, name="6e A", slug="6e-a", charter=False)
    head = User.objects.get(username="principale")
    new = make_teacher(empty, "Mme Neuve")
    seat, _made = Membership.objects.get_or_create(
        space=lively, user=head, defaults={"role": Role.SCHOOL_ADMIN, "display_name": "Mme Garnier"}
    )
    observer = User.objects.create_user(
        username="aesh", school=school, kind=User.Kind.STAFF, first_name="Ana", last_name="Vidal"
    )
    return {
        "pupil": seats.get(user__first_name="Léa"),
        "unsigned": seats.get(user__first_name="Manon"),
        "teacher": seats.get(user__username="roussel"),
        "admin": seat,
        "observer": Membership.objects.create(
            space=lively, user=observer, role=Role.OBSERVER, display_name="Mme Vidal"
        ),
        "new_teacher": new,
        "small": make_pupil(small, "Ali"),
        "small_teacher": make_teacher(small, "M. Petit"),
        "signer": make_pupil(small, "Zoé", signed=False),
        "closed": Membership.objects.get(space__name="5e C", user__first_name="Camille"),
    }


def act(people: dict[str, Membership]) -> dict[str, Any]:
    """What the demonstration has not done yet, and the words that fill addresses."""
    pupil, teacher = people["pupil"], people["teacher"]
    returned = submitted(pupil, "Mon numéro c'est le 06, je te le dis en secret.")
    returned.send_back(
        by=teacher,
        digest=returned.revision.digest,
        articles=articles_of(returned),
        message="Relis l'article, et raconte autrement.",
        marks=[[0, 10]],
    )
    shown = Publication.objects.visible_to(pupil)
    mine = shown.filter(post__author=pupil).first()
    Post.objects.get(pk=mine.post_id).ask_removal(by=pupil)
    removed = Post.objects.filter(space=pupil.space, status="removed").first()
    waiting = submitted(pupil, "Voir https://www.example.org/a?b=c et #ardoise, avec @Noé T.")
    Proposal.propose(by=pupil, sentence="Je dis merci.", why="Cela fait plaisir.")
    give("la cabane", "Notre coin de lecture.", by=pupil)
    word = give("le conseil", "Le vendredi, on décide ensemble.", by=teacher)
    draft = start_draft("in-force", by=teacher)
    head = people["admin"].user
    guest = User.objects.create_user(
        username="invitee", school=head.school, kind=User.Kind.STAFF, first_name="Inès", last_name="Morel"
    )
    director = User.objects.get(username="directeur")
    SetUp.objects.create(token_sha256="0" * 64, school=director.school, user=director)
    key = Authenticator.objects.create(
        user=teacher.user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Clé du bureau", "credential": {"clientExtensionResults": {}}},
    )
    RecoveryCodes.activate(director)
    watched = watch(pupil.space, {"pattern": "bê*", "exact": False, "action": "mask"})
    refused = {"pattern": "Spam", "exact": True, "action": "refuse", "reason": "Dis-le avec tes mots."}
    by_school = watch(pupil.space.school, refused)
    return {
        "slug": pupil.space.slug,
        "new_slug": people["new_teacher"].space.slug,
        "small_slug": people["small"].space.slug,
        "closed_slug": people["closed"].space.slug,
        "post": shown.exclude(post__reply_to=None).first().post.reply_to_id,
        "own_post": mine.post_id,
        "own_draft": drafted(pupil, "Il était une fois").pk,
        "own_returned": returned.pk,
        "own_waiting": waiting.pk,
        "removed": removed.pk,
        "tag": "oiseaux",
        "version": Charter.objects.in_force(pupil.space).version,
        "article": draft.articles.in_order().first().pk,
        "member": people["unsigned"].pk,
        "person": guest.pk,
        "invitation": Invitation.objects.invite(guest, by=head),
        "key": key.pk,
        "signer_code": people["signer"].space.code,
        "signer_words": " ".join(cards.issue(people["signer"].user).words),
        "leaving": leaving_url(pupil.space)("https://www.example.org/a?b=c").partition("?")[2],
        "entry": "hashtag",
        "game": "abc",
        "one": 1,
        "word": word.pk,
        "watched": watched.pk,
        "watched_by_school": by_school.pk,
    }


if __name__ == "__main__":
    seed()
    everybody = visitors()
    facts = act(everybody)
    sessions = {name: cookie(member.user) for name, member in everybody.items()}
    sessions["stranger"] = sessions["small"]
    sessions["director"] = cookie(User.objects.get(username="directeur"))
    print(json.dumps({"facts": facts, "sessions": sessions}, default=str))
