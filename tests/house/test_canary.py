"""The canary crawl: everybody asks for everything, and no word reaches who may not read it.

Every private word of the stage is a token that exists nowhere else. Each kind of person fetches every address there
is, about every object there is, as a page and as a fragment; bodies, headers, cookies and logs are searched.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from django.db.models import Model
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from charter.models import Article, Proposal, Signature
from classroom.logs import JsonLines
from classroom.models import ClassWord, Membership, User
from classroom.prepared import prepared
from moderation.models import WatchedWord
from posts.models import Post
from posts.models.publication import PublicationQuerySet
from tests.house.stage import ACTORS, TOKEN, Stage

WORD = re.compile(rf"{TOKEN}\d{{3}}x")
AS_A_FRAGMENT = {"HX-Request": "true"}
# What else an address answers to; {posts} and {since} are filled in. Searches ask for what every token begins with.
QUERIES = {
    "posts:news": ["?since={since}"],
    "posts:cards": ["?{posts}", "?place=thread&{posts}"],
    "moderation:case": ["?panel=send_back", "?panel=correct"],
    "lexicon:index": [f"?q={TOKEN}", f"?letter={TOKEN[0].upper()}"],
    "lexicon:booklet": ["?reading=longer"],
    "charter:register": ["?version=1"],
    "members:visits": ["?before=ffffffffffffffffffffffffffffffff"],
    "moderation:journal": ["?before=999999"],
    "moderation:words_replay": [f"?pattern={TOKEN}*"],
}
Named = tuple[str, set[str]]  # a route, and the words that its address takes
SECRETS_OF_A_LINK = {"token"}  # whoever holds the link reads the name on it


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, set[str]]]:
    return sorted(_named(get_resolver()), key=lambda found: found[0])


def _named(
    resolver: URLResolver, space: str = "", known: frozenset[str] = frozenset()
) -> Iterator[tuple[str, set[str]]]:
    """(route, the words that its address takes)"""
    for each in resolver.url_patterns:
        words = known | set(each.pattern.converters)
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", set(words)
        else:
            yield from _named(
                each, f"{space}{each.namespace}:" if each.namespace else space, frozenset(words)
            )


def places(stage: Stage, model: type[Model]) -> Iterator[tuple[str, Any]]:
    """(slug of its class, id) of every row of a model."""
    space = {
        Article: "charter__space__slug",
        Signature: "charter__space__slug",
    }.get(model, "space__slug")
    yield from model.objects.values_list(space, "pk")


def objects(stage: Stage, words: set[str], actor: str, route: str) -> Iterable[Mapping[str, Any]]:
    """Every object that an address of these words can speak of: where it is, and under the actor's own class."""
    rest = words - {"slug"}
    slugs = {stage.space.slug, stage.home_of(actor)}
    if rest & SECRETS_OF_A_LINK or rest == {"game", "number"} or rest == {"game"}:
        return []
    if words == {"slug"}:
        every = ["hashtag"] if route == "lexicon:entry" else {"5e-a", "5e-b", "cm1"}
        return [{"slug": slug} for slug in every]
    if not rest:
        return [{}]
    models = {
        "post_id": [Post],
        "member_id": [Membership],
        "word_id": [ClassWord, WatchedWord],
        "pk": [Article, Signature],
    }
    if rest == {"kind", "pk"}:
        return []  # only posted
    if words == {"word_id"}:  # of a school's own list
        return [{"word_id": pk} for pk in WatchedWord.objects.values_list("pk", flat=True)]
    if rest == {"user_id"}:
        return [{"user_id": pk} for pk in User.objects.values_list("pk", flat=True)]
    if rest == {"number"}:
        return [{"slug": slug, "number": n} for slug in slugs for n in (1, 2)]
    if rest == {"tag"}:
        tags = [token for token, (what, _may) in stage.secrets.items() if what.startswith("tag of")]
        return [{"slug": slug, "tag": tag} for slug in slugs for tag in tags]
    if rest == {"pk"} and "slug" not in words:
        return [{"pk": 1}]
    (word,) = rest
    found = [(slug, pk) for model in models[word] for slug, pk in places(stage, model)]
    return [{"slug": slug, word: pk} for home, pk in found for slug in {home or stage.space.slug} | slugs]


def addresses(stage: Stage, patterns: list, actor: str) -> Iterator[tuple[str, str]]:
    """(route, address) of everything."""
    for route, words in patterns:
        for known in objects(stage, words, actor, route):
            yield route, reverse(route, kwargs=known)


def read_in(stage: Stage, answer: HttpResponse) -> set[str]:
    """The tokens that an answer holds, wherever in it; a card's own are searched for as they are."""
    headers = [f"{name}: {value}" for name, value in answer.headers.items()]
    said = "\n".join([answer.content.decode("utf-8", "replace"), str(answer.cookies), *headers])
    others = {token for token in stage.secrets if not WORD.fullmatch(token) and token in said}
    return set(WORD.findall(said)) | others


def crawl(stage: Stage, patterns: list, actor: str) -> Iterator[tuple[str, str]]:
    """(token, where it was read): everything that the actor reads anywhere."""
    browser = stage.browser(actor)
    browser.get("/")
    since = browser.get(f"/classes/{stage.home_of(actor)}/news/")
    filled = {"since": _days_before(since.json()["cursor"]) if since.status_code == 200 else "0"}
    filled["posts"] = "&".join(f"post={post.pk}" for post in stage.post.values())
    only_posted: set[str] = set()
    for route, url in addresses(stage, patterns, actor):
        if route in only_posted:
            continue
        answer = browser.get(url)
        if answer.status_code == 405:
            only_posted.add(route)
        asked = url.rstrip("/").rpartition("/")[2]  # a tag that is in the address is not told by the page
        answers = {url: answer}
        if "HX-Request" in answer.get("Vary", ""):
            answers[f"{url} (fragment)"] = browser.get(url, headers=AS_A_FRAGMENT)
        for query in QUERIES.get(route, ()) if answer.status_code == 200 else ():
            answers[url + query] = browser.get(url + query.format(**filled))
        yield from (
            (token, where) for where, each in answers.items() for token in read_in(stage, each) - {asked}
        )


def _days_before(cursor: str) -> str:
    """The same cursor, three days earlier: microseconds in hexadecimal, and what follows."""
    moment, dash, frozen = cursor.partition("-")
    return f"{int(moment, 16) - 3 * 86400 * 10**6:x}{dash}{frozen}"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


# A crawl that saw nothing would find no leak either.
REACHED = {
    "pupil": {
        "draft",
        "waiting text",
        "message of a returned text",
        "removed text",
        "waiting word",
        "declined why",
    },
    "teacher": {
        "waiting text",
        "message of a verdict that was undone",
        "correction that was undone",
        "drafted preamble",
    },
    "observer": {"published text", "the corrected words", "second version of a revised text"},
    "school admin": {
        "published text",
        "e-mail of teacher",
        "surname of pupil",
        "text of the class next door",
    },
    "neighbour": {"draft next door", "text of the class next door"},
}


@pytest.mark.parametrize("actor", ACTORS)
def test_nobody_reads_what_is_not_theirs(stage, patterns, actor, log):
    leaks, reached = set(), set()
    for token, where in crawl(stage, patterns, actor):
        what, may = stage.secrets[token]
        reached.add(what)
        if actor not in may:
            leaks.add(f"{actor} reads at {where}: {what}")
    assert not leaks, "\n".join(sorted(leaks))
    assert REACHED.get(actor, set()) - reached == set()
    assert WORD.findall(log.getvalue()) == []
    assert log.getvalue().count("\n") > 50


def test_the_crawl_sees_a_door_left_open(stage, patterns, monkeypatch):
    """The same crawl with a broken door: what was revised, next door, or is not out yet is read by a classmate."""
    monkeypatch.setattr(PublicationQuerySet, "visible_to", lambda self, member, at=None: self.all())
    monkeypatch.setattr(prepared, "__call__", lambda self, **values: list(self.question(**values)))
    timelines = [found for found in patterns if found[0] in ("posts:timeline", "posts:cards", "posts:post")]
    found = {stage.secrets[token][0] for token, _where in crawl(stage, timelines, "classmate")}
    forbidden = {
        "first version of a revised text",
        "text of the class next door",
        "text that shows in a moment",
    }
    assert forbidden - found == set()


def test_no_kind_of_suggestion_is_forgotten():
    """The stage speaks of each: a new one would be crawled by nobody."""
    assert {ClassWord, Proposal} == set(ClassWord.__base__.__subclasses__())
