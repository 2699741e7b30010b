"""What the table of matrix.py is written with: who is let in, what a route is about, what is said in a POST.

A *rule* says who is let in; everybody else signed in gets the 404 of what never existed, and who is not signed in is
sent to the doors. A *line* gives what those let in get from a GET and from a POST.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from classroom.ids import new_id
from tests.house.stage import ACTORS, Stage

DOORS = 302  # to who is not signed in
NEVER_EXISTED = 404
NOT_A_NOUN_TO_READ = NOT_A_FORM = 405  # an act that is only posted; a page that is only read

# --- the rules: who is let in ---------------------------------------------------------------------------------------
EVERYBODY = frozenset(ACTORS)
OUTSIDE = frozenset({"anonymous", "suspended"})  # a closed account's session is nobody's
SIGNED_IN = EVERYBODY - OUTSIDE
PUPILS = frozenset({"pupil", "unsigned", "classmate"})
TEACHERS = frozenset({"teacher", "colleague", "stand-in"})
WRITERS = PUPILS | TEACHERS
MEMBERS = WRITERS | {"observer", "school admin"}
OFFICE = TEACHERS | {"school admin"}  # who runs the class
AUTHOR = frozenset({"pupil"})
AUTHOR_AND_TEACHERS = AUTHOR | TEACHERS
CLASSMATE_AND_TEACHERS = frozenset({"classmate"}) | TEACHERS
DECIDER = frozenset({"teacher"})  # whose verdict can still be undone
ADMINS = frozenset({"school admin", "foreign admin"})
SCHOOL = frozenset({"school admin"})
FOREIGN = frozenset({"foreign admin"})
ANY_PUPIL = PUPILS | {"left", "neighbour", "foreigner"}
ADULTS = SIGNED_IN - ANY_PUPIL
WHO_TEACHES = TEACHERS | {"teacher next door"}
NOBODY: frozenset[str] = frozenset()

Says = Callable[[Stage], Mapping[str, Any]]


class Line(NamedTuple):
    """``about``: which object of the stage (OBJECTS). ``but``: (actor, method) → another status than the line's."""

    route: str
    about: str
    reads: frozenset[str]
    get: int
    acts: frozenset[str]
    post: int
    says: Says
    but: Mapping[tuple[str, str], int]

    def expected(self, actor: str, method: str) -> int:
        let_in, status = (self.reads, self.get) if method == "GET" else (self.acts, self.post)
        if actor in OUTSIDE and not let_in >= OUTSIDE:
            return DOORS
        if (actor, method) in self.but:
            return self.but[actor, method]
        if status == 405:
            return 405
        return status if actor in let_in else NEVER_EXISTED


def _nothing(stage: Stage) -> Mapping[str, Any]:
    return {}


def _but(said: Mapping[tuple[frozenset[str] | str, str], int] | None) -> dict[tuple[str, str], int]:
    """Each actor apart: an exception is said of one actor (a word) or of several (a set)."""
    return {
        (actor, method): status
        for (who, method), status in (said or {}).items()
        for actor in ({who} if isinstance(who, str) else who)
    }


def page(rule: frozenset[str], *routes: str, about: str = "", get: int = 200, but=None) -> list[Line]:
    """Read by ``rule``; a POST to it does nothing and is answered alike."""
    both = {
        (actors, method): status for (actors, _), status in (but or {}).items() for method in ("GET", "POST")
    }
    return [Line(route, about, rule, get, rule, get, _nothing, _but(both)) for route in routes]


def read_only(rule: frozenset[str], *routes: str, about: str = "", get: int = 200, but=None) -> list[Line]:
    return [Line(route, about, rule, get, rule, NOT_A_FORM, _nothing, _but(but)) for route in routes]


def act(
    rule: frozenset[str], route: str, says: Says = _nothing, about: str = "", post: int = 302, but=None
) -> list[Line]:
    """Only posted."""
    return [Line(route, about, rule, NOT_A_NOUN_TO_READ, rule, post, says, _but(but))]


def form(
    rule: frozenset[str],
    route: str,
    says: Says = _nothing,
    about: str = "",
    get: int = 200,
    post: int = 302,
    acts: frozenset[str] | None = None,
    but=None,
) -> list[Line]:
    """A page and the act on it; ``acts`` when fewer act than read."""
    return [Line(route, about, rule, get, rule if acts is None else acts, post, says, _but(but))]


# --- what the routes are about --------------------------------------------------------------------------------------
def _of_post(name: str) -> Says:
    return lambda stage: {"slug": stage.post[name].space.slug, "post_id": stage.post[name].pk}


def _of_member(actor: str, slug: str = "") -> Says:
    return lambda stage: {"slug": slug or stage.who[actor].space.slug, "member_id": stage.who[actor].pk}


OBJECTS: dict[str, Says] = {
    "": lambda stage: {"slug": stage.space.slug},
    "the class next door": lambda stage: {"slug": stage.next_door.slug},
    "a class of another school": lambda stage: {"slug": stage.foreign.slug},
    "text next door under my class's address": lambda stage: {
        "slug": stage.space.slug,
        "post_id": stage.post["next door"].pk,
    },
    "pupil": _of_member("pupil"),
    "pupil who left": _of_member("left"),
    "observer": _of_member("observer"),
    "neighbour under my class's address": _of_member("neighbour", "5e-a"),
    "foreigner under my class's address": _of_member("foreigner", "5e-a"),
    "an adult of the school": lambda stage: {"user_id": stage.who["colleague"].user_id},
    "an adult of another school": lambda stage: {"user_id": stage.who["foreign teacher"].user_id},
    "a pupil as an adult": lambda stage: {"user_id": stage.who["pupil"].user_id},
    "an adult's seat": lambda stage: {"slug": stage.space.slug, "member_id": stage.who["colleague"].pk},
    "a pupil's seat": lambda stage: {"slug": stage.space.slug, "member_id": stage.who["pupil"].pk},
    "a seat next door under this class": lambda stage: {
        "slug": stage.space.slug,
        "member_id": stage.who["teacher next door"].pk,
    },
    "version 1": lambda stage: {"slug": stage.space.slug, "number": 1},
    "version 9": lambda stage: {"slug": stage.space.slug, "number": 9},
    "tag that shows": lambda stage: {
        "slug": stage.space.slug,
        "tag": tag_of(stage, "tag of a published text"),
    },
    "tag that waits": lambda stage: {"slug": stage.space.slug, "tag": tag_of(stage, "tag of a waiting text")},
    "tag next door": lambda stage: {
        "slug": stage.space.slug,
        "tag": tag_of(stage, "tag of a text of the class next door"),
    },
    "paper signature": lambda stage: {"slug": stage.space.slug, "pk": stage.paper.pk},
    "drafted article": lambda stage: {"slug": stage.space.slug, "pk": stage.article.pk},
    "adopted article": lambda stage: {"slug": stage.space.slug, "pk": stage.sealed_article.pk},
    "drafted article from next door": lambda stage: {"slug": stage.next_door.slug, "pk": stage.article.pk},
    "accepted word": lambda stage: {"slug": stage.space.slug, "word_id": stage.word["accepted"].pk},
    "waiting word": lambda stage: {"slug": stage.space.slug, "word_id": stage.word["waiting"].pk},
    "word next door": lambda stage: {"slug": stage.space.slug, "word_id": stage.word["next door"].pk},
    "suggested word": lambda stage: _suggestion(stage, "classword", stage.word["waiting"]),
    "suggested article": lambda stage: _suggestion(stage, "proposal", stage.proposal["waiting"]),
    "word next door as a suggestion": lambda stage: _suggestion(stage, "classword", stage.word["next door"]),
    "watched word": lambda stage: {"slug": stage.space.slug, "word_id": stage.watched["class"].pk},
    "watched word of the school": lambda stage: {
        "slug": stage.space.slug,
        "word_id": stage.watched["school"].pk,
    },
    "watched word next door": lambda stage: {
        "slug": stage.space.slug,
        "word_id": stage.watched["next door"].pk,
    },
    "the school's watched word": lambda stage: {"word_id": stage.watched["school"].pk},
    "a class's watched word as the school's": lambda stage: {"word_id": stage.watched["class"].pk},
    "an entry": lambda stage: {"slug": "hashtag"},
    "no entry": lambda stage: {"slug": "never-existed"},
    "a question": lambda stage: {"game": "abc", "number": 1},
    "a game": lambda stage: {"game": "abc"},
    "a passkey of nobody": lambda stage: {"pk": 1},
    "a link that opens": lambda stage: {"token": stage.link},
    "a link that never opened": lambda stage: {"token": "never-existed"},
}


def tag_of(stage: Stage, what: str) -> str:
    return next(token for token, (said, _may) in stage.secrets.items() if said == what)


def _suggestion(stage: Stage, kind: str, suggestion: Any) -> Mapping[str, Any]:
    return {"slug": stage.space.slug, "kind": kind, "pk": suggestion.pk}


def object_of(stage: Stage, about: str) -> dict[str, Any]:
    """The address's words for this object; after a comma, how it is said: in the form, not in the address."""
    known = OBJECTS.get("" if "," in about or about.startswith("answer") else about)
    return dict((known or _of_post(about))(stage))


def never_existing(known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same address of a class that never existed; and of an object that never did, in the same class."""
    gone = {name: new_id() if isinstance(value, UUID) else value for name, value in known.items()}
    strangers = [{**gone, "slug": "9e-z"}] if "slug" in known else []
    return strangers + ([gone] if gone != known else [])


# --- what is said in a POST -----------------------------------------------------------------------------------------
def composer(text: str, **more: Any) -> Says:
    return lambda stage: {"text": text, "key": new_id(), **{k: stage.post[v].pk for k, v in more.items()}}


def verdict(name: str) -> Says:
    return lambda stage: {"verdict": "publish", "digest": stage.post[name].revision.digest}


def fixed(**said: Any) -> Says:
    return lambda stage: said


def articles(stage: Stage) -> Mapping[str, Any]:
    return {"articles": [stage.sealed_article.pk.hex]}


def sign(stage: Stage) -> Mapping[str, Any]:
    return {"charter": stage.sealed_article.charter.pk.hex, "name": stage.who["unsigned"].user.first_name}


def adopt(stage: Stage) -> Mapping[str, Any]:
    return {"digest": stage.charter_draft.fingerprint()}


def once(**said: Any) -> Says:
    return lambda stage: {"once": new_id().hex, **said}


WORD = fixed(word="cabane", meaning="Notre coin de lecture.")
WATCHED = fixed(pattern="radis", action="hold")
ARTICLE = fixed(sentence="Je range.", why="Pour tous.", kind="rule", pictogram="heart-handshake", topic="")
SEAT = lambda stage: {"user": stage.invited.pk, "role": "teacher"}  # noqa: E731 - a line of the table
