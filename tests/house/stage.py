"""One school seen by everybody: who may look, and every private byte a token that is found again wherever it leaks.

The clock stands still at ``stage.now``: what was published days ago shows, and two verdicts of this very second can
still be undone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from unittest.mock import patch

import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from charter.models import Charter, Proposal, Signature
from charter.models.drafting import start_draft
from classroom.models import ClassSpace, ClassWord, Invitation, Membership, SetUp, User
from classroom.models.invitations import digest
from classroom.models.spaces import Role
from classroom.provisioning.staffing import add_adult
from classroom.signing_in.cards import issue
from moderation.models import WatchedWord
from moderation.watched.keeping import add
from posts.models import Post
from tests.world import articles_of, drafted, key, make_school, make_space, published, submitted

TOKEN = "kanari"
TEACHERS = frozenset({"teacher", "colleague", "stand-in"})
PUPILS = frozenset({"pupil", "unsigned", "classmate"})
MEMBERS = TEACHERS | PUPILS | {"observer", "school admin"}
NEXT_DOOR = frozenset({"neighbour", "teacher next door", "school admin"})
ELSEWHERE = frozenset({"foreigner", "foreign admin"})
NOBODY = frozenset()
IN_THE_CLASS = {
    "pupil": Role.PUPIL,
    "unsigned": Role.PUPIL,
    "classmate": Role.PUPIL,
    "left": Role.PUPIL,
    "suspended": Role.PUPIL,
    "teacher": Role.TEACHER,
    "colleague": Role.TEACHER,
    "stand-in": Role.STANDIN,
    "stand-in over": Role.STANDIN,
    "observer": Role.OBSERVER,
    "school admin": Role.SCHOOL_ADMIN,
}
ACTORS = ("anonymous", *IN_THE_CLASS, "neighbour", "teacher next door", "foreigner", "foreign admin")


class Stage:
    """``who``: memberships by actor; ``post``: texts by what became of them; ``secrets``: token → (what, who may)."""

    def __init__(self) -> None:
        self.serial = count(1)
        self.secrets: dict[str, tuple[str, frozenset[str]]] = {}
        self.who: dict[str, Membership] = {}
        self.post: dict[str, Post] = {}
        self.now = timezone.now().replace(microsecond=0) + timedelta(seconds=40)
        self.watched: dict[str, WatchedWord] = {}
        with patch("posts.clock.database_now", timezone.now):
            with time_machine.travel(self.now - timedelta(days=2), tick=False) as self.clock:
                self._people()
                self._past()
                self._watched_words()
            with time_machine.travel(self.now, tick=False) as self.clock:
                self._present()

    def secret(self, what: str, may: frozenset[str] | set[str]) -> str:
        """A word that only ``may`` read."""
        token = f"{TOKEN}{next(self.serial):03d}x"
        self.secrets[token] = (what, frozenset(may))
        return token

    # --- people -----------------------------------------------------------------------------------------------------
    def _people(self) -> None:
        everyone = NEXT_DOOR | MEMBERS
        self.school = make_school(name=f"Collège {self.secret('name of the school', everyone | {'left'})}")
        self.elsewhere = make_school(name=f"École {self.secret('name of another school', ELSEWHERE)}")
        self.space = make_space(self.school, name="5e A", slug="5e-a", undo_seconds=30)
        next_door = self.secret("name of the class next door", NEXT_DOOR)
        self.next_door = make_space(self.school, name=next_door, slug="5e-b", level="cycle3")
        foreign = self.secret("name of a class of another school", ELSEWHERE)
        self.foreign = make_space(self.elsewhere, name=foreign, slug="cm1")
        for actor, role in IN_THE_CLASS.items():
            self._member(actor, self.space, role)
        self._member("neighbour", self.next_door, Role.PUPIL)
        self._member("teacher next door", self.next_door, Role.TEACHER)
        self._member("foreigner", self.foreign, Role.PUPIL)
        self._member("foreign admin", self.foreign, Role.SCHOOL_ADMIN)
        self._member("foreign teacher", self.foreign, Role.TEACHER)
        self.admin_next_door = Membership.objects.create(
            space=self.next_door,
            user=self.who["school admin"].user,
            role=Role.SCHOOL_ADMIN,
            display_name="Chef",
        )
        self._limits()

    def _member(self, actor: str, space: ClassSpace, role: str) -> Membership:
        pupil = role == Role.PUPIL
        home = {self.space: MEMBERS, self.next_door: NEXT_DOOR, self.foreign: ELSEWHERE}[space]
        staff = {self.space: TEACHERS, self.next_door: {"teacher next door"}, self.foreign: NOBODY}[space]
        office = {"foreign admin"} if space == self.foreign else {"school admin"}
        civil = (staff | office | {actor}) if pupil else (office | {actor})
        said = {
            "first_name": self.secret(f"first name of {actor}", civil),
            "last_name": self.secret(f"surname of {actor}", civil),
            "username": self.secret(f"username of {actor}", civil),
        }
        if not pupil:
            said["email"] = self.secret(f"e-mail of {actor}", office | {actor}) + "@ecole.example"
        kind = User.Kind.PUPIL if pupil else User.Kind.STAFF
        user = User.objects.create_user(
            school=space.school, kind=kind, administers=role == Role.SCHOOL_ADMIN, **said
        )
        shown = self.secret(f"class name of {actor}", home | office)
        seat = Membership.objects.create(space=space, user=user, role=role, display_name=shown)
        if pupil and actor != "unsigned":
            Signature.objects.create(charter=Charter.objects.in_force(space), member=seat)
        self.who[actor] = seat
        return seat

    def _limits(self) -> None:
        """Who has a last day, who has left, whose account is closed; cards that nobody reads."""
        self.who["stand-in"].ends_on = (self.now + timedelta(days=1)).date()
        self.who["stand-in over"].ends_on = (self.now - timedelta(days=1)).date()
        for actor in ("stand-in", "stand-in over"):
            self.who[actor].save()
        card = issue(self.who["pupil"].user)
        self.secrets[card.token] = ("token of a card", NOBODY)
        self.secrets[" ".join(card.words)] = ("words of a card", NOBODY)
        self.invited = add_adult(self.school, "Invitée", "Adulte")
        link = self.secret("link of an invitation", NOBODY)
        admin = self.who["school admin"].user
        week = self.now + timedelta(days=5)
        self.link = link
        Invitation.objects.create(user=self.invited, by=admin, token_sha256=digest(link), expires_at=week)
        SetUp.objects.create(token_sha256=digest("begun"), school=self.school, user=admin, space=self.space)

    # --- two days ago -----------------------------------------------------------------------------------------------
    def _past(self) -> None:
        pupil, classmate, teacher = self.who["pupil"], self.who["classmate"], self.who["teacher"]
        own = TEACHERS | {"pupil"}
        mates = TEACHERS | {"classmate"}
        self._published("shown", pupil, "published text", MEMBERS, tag=True)
        self._published("classmate's", classmate, "a classmate's published text", MEMBERS)
        self._published(
            "next door", self.who["neighbour"], "text of the class next door", NEXT_DOOR, tag=True
        )
        self._published("foreign", self.who["foreigner"], "text of another school", ELSEWHERE, tag=True)
        self._published("replaced", pupil, "first version of a revised text", own)
        self._again("replaced", "second version of a revised text", MEMBERS).publish(
            by=teacher, digest=self.post["replaced"].revision.digest
        )
        self._published("edited", pupil, "published text with an edit waiting", MEMBERS)
        self._again("edited", "waiting edit of a published text", own)
        self._published("opening", classmate, "opening of a removed thread", mates)
        opening = self.post["opening"].publications.get()
        reply = self.secret("reply in a removed thread", own)
        self.post["hidden reply"] = published(pupil, teacher, reply, reply_to=opening)
        self._published("removed", pupil, "removed text", own)
        self._corrected(pupil, teacher, own)
        self._undone(pupil, teacher, own)
        self.clock.shift(3600)
        for name, may in (("removed", own), ("opening", mates)):
            why = self.secret(f"message with the removal of: {name}", may)
            self.post[name].take_down(by=teacher, articles=articles_of(self.post[name]), message=why)
        self._withdrawn(pupil)
        self._suggestions(pupil, teacher, own)

    def _published(
        self, name: str, author: Membership, what: str, may: frozenset[str], *, tag: bool = False
    ) -> None:
        text = self.secret(what, may) + (" #" + self.secret(f"tag of a {what}", may) if tag else "")
        reader = next(m for m in self.who.values() if m.teaches and m.space == author.space)
        self.post[name] = published(author, reader, text)

    def _again(self, name: str, what: str, may: frozenset[str]) -> Post:
        """A new version of a published text is sent, an hour later."""
        self.clock.shift(3600)
        post = self.post[name]
        post.revise(by=post.author)
        post.submit(self.secret(what, may), by=post.author, key=key())
        return post

    def _corrected(self, author: Membership, teacher: Membership, own: frozenset[str]) -> None:
        post = submitted(author, self.secret("the pupil's own words, corrected since", own))
        post.correct(self.secret("the corrected words", MEMBERS), by=teacher, digest=post.revision.digest)
        self.post["corrected"] = post

    def _undone(self, author: Membership, teacher: Membership, own: frozenset[str]) -> None:
        """Sent back, undone, corrected, undone: it waits, as if nobody had said anything."""
        post = self.post["undone"] = submitted(author, self.secret("text whose verdicts were undone", own))
        said = self.secret("message of a verdict that was undone", TEACHERS)
        post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post), message=said)
        post.undo(by=teacher)
        unsaid = self.secret("correction that was undone", TEACHERS)
        post.correct(unsaid, by=teacher, digest=post.revision.digest)
        post.undo(by=teacher)

    def _withdrawn(self, author: Membership) -> None:
        post = self.post["thrown away"] = submitted(
            author, self.secret("text withdrawn and thrown away", TEACHERS)
        )
        post.withdraw(by=author)
        post.discard(by=author)
        self.post["draft thrown away"] = drafted(author, self.secret("draft thrown away", NOBODY))
        self.post["draft thrown away"].discard(by=author)

    def _suggestions(self, pupil: Membership, teacher: Membership, own: frozenset[str]) -> None:
        self.word, self.proposal = {}, {}
        for name, may in (("waiting", own), ("declined", {"pupil"}), ("accepted", MEMBERS)):
            said = {"word": self.secret(f"{name} word", may), "meaning": self.secret(f"{name} meaning", may)}
            self.word[name] = ClassWord.objects.create(space=pupil.space, author=pupil, **said)
        self.word["accepted"].accept(by=teacher)
        self.word["declined"].decline(by=teacher, reason=self.secret("why a word was declined", {"pupil"}))
        abroad = self.secret("word of the class next door", NEXT_DOOR)
        writer = self.who["teacher next door"]
        self.word["next door"] = ClassWord.objects.create(
            space=writer.space, author=writer, word=abroad, meaning="…"
        )
        self.word["next door"].accept(by=writer)
        for name, may in (("waiting", own), ("declined", {"pupil"})):
            said = {"sentence": self.secret(f"{name} proposal", may), "why": self.secret(f"{name} why", may)}
            self.proposal[name] = Proposal.propose(by=pupil, **said)
        self.proposal["declined"].decline(
            by=teacher, reason=self.secret("why a proposal was declined", {"pupil"})
        )
        self.charter_draft = start_draft("in-force", by=teacher)
        title = self.secret("title of a drafted charter", TEACHERS)
        self.charter_draft.reword(by=teacher, title=title, preamble=self.secret("drafted preamble", TEACHERS))
        words = {name: self.secret(f"drafted {name} of an article", TEACHERS) for name in ("sentence", "why")}
        self.article = self.charter_draft.add(by=teacher, **words)
        charter = Charter.objects.in_force(self.space)
        self.sealed_article = charter.articles.in_order().first()
        guardian = Signature.Party.GUARDIAN
        Signature.objects.record(charter, by=teacher, signed=[(guardian, pupil)], on=timezone.localdate())

    def _watched_words(self) -> None:
        """A list of the class, of the class next door and of the school: pupils read no word of them."""
        school = TEACHERS | {"school admin", "teacher next door"}
        lists = {
            "class": (self.space, TEACHERS),
            "next door": (self.next_door, {"teacher next door"}),
            "school": (self.school, school),
        }
        for name, (owner, may) in lists.items():
            said = {"pattern": self.secret(f"watched word of the {name}", may), "exact": False}
            self.watched[name] = add(owner, said)

    # --- now --------------------------------------------------------------------------------------------------------
    def _present(self) -> None:
        pupil, classmate, teacher = self.who["pupil"], self.who["classmate"], self.who["teacher"]
        own = TEACHERS | {"pupil"}
        self.post["draft"] = drafted(pupil, self.secret("draft", {"pupil"}))
        self.post["pending"] = submitted(pupil, self._with_tag("waiting text", own))
        self.post["returned"] = self._sent_back(submitted(pupil, self.secret("returned text", own)), own)
        self.post["held"] = self._sent_back(
            submitted(pupil, self.secret("text being sent back", own)), TEACHERS
        )
        self.post["held out"] = published(pupil, teacher, self._with_tag("text that shows in a moment", own))
        shown = self.post["shown"].publications.get()
        mates = TEACHERS | {"classmate"}
        reply = self.secret("a classmate's waiting reply", mates)
        self.post["reply"] = submitted(classmate, reply, reply_to=shown)
        self.post["own class's draft next door"] = drafted(
            self.who["neighbour"], self.secret("draft next door", {"neighbour"})
        )
        waits = self.secret("waiting text next door", {"neighbour", "teacher next door"})
        self.post["waiting next door"] = submitted(self.who["neighbour"], waits)
        charter = Charter.objects.in_force(self.space)
        signed = [(Signature.Party.MEMBER, self.who["classmate"]), (Signature.Party.GUARDIAN, classmate)]
        Signature.objects.record(charter, by=teacher, signed=signed, on=timezone.localdate())
        self.paper = Signature.objects.get(member=classmate, party=Signature.Party.GUARDIAN)
        self.post["shown"].ask_removal(by=pupil)
        self.who["left"].left_at = timezone.now()
        self.who["left"].save()
        User.objects.filter(pk=self.who["suspended"].user_id).update(is_active=False)

    def _with_tag(self, what: str, may: frozenset[str]) -> str:
        return f"{self.secret(what, may)} #{self.secret(f'tag of a {what}', may)}"

    def _sent_back(self, post: Post, may: frozenset[str]) -> Post:
        """Sent back by the teacher; with the author among ``may``, so long ago that the author knows."""
        message = self.secret("message of a returned text", may)
        verdict = {"articles": articles_of(post), "message": message, "marks": [[0, 6]]}
        teacher = self.who["teacher"]
        if "pupil" not in may:
            post.send_back(by=teacher, digest=post.revision.digest, **verdict)
            return post
        with time_machine.travel(self.now - timedelta(hours=1), tick=False):
            post.send_back(by=teacher, digest=post.revision.digest, **verdict)
        return post

    # --- looking ----------------------------------------------------------------------------------------------------
    @contextmanager
    def at_work(self) -> Iterator["Stage"]:
        """The moment at which everybody looks; nothing that another test kept in the cache."""
        cache.clear()
        with time_machine.travel(self.now, tick=False):
            yield self
        cache.clear()

    def browser(self, actor: str) -> Client:
        browser = Client(raise_request_exception=False)
        if actor != "anonymous":
            browser.force_login(User.objects.get(pk=self.who[actor].user_id))
        return browser

    def home_of(self, actor: str) -> str:
        """The slug of the actor's own class; the class of the story for who has none."""
        return self.who[actor].space.slug if actor in self.who else self.space.slug
