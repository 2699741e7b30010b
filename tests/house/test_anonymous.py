"""Who is not signed in sees the doors and what explains them: everything else is closed, and says so alike."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from classroom.second_factor import ACCOUNT, ALWAYS

OPEN = {
    "home": "the two doors",
    "pupil_door": "the pupils' door",
    "card_door": "the page that a card's QR code opens",
    "is_it_you": "« C'est bien toi ? », before the session starts",
    "words_door": "class code, first name, five words",
    "sign_out": "says that one is out",
    "language": "the language of this browser",
    "comfort": "the reading comfort of this browser",
    "help": "what to do at the doors",
    "account_login": "the adults' door",
    "account_inactive": "the adults' door, for a closed account",
    "mfa_login_webauthn": "the adults' door, by passkey",
    "mfa_authenticate": "the second proof, between the password and the session",
    "mfa_trust": "idem",
    "set_up": "the link of an empty house",
    "school:invitation": "the link that an adult was sent",
    "lexicon:index": "the lexicon is everybody's",
    "lexicon:booklet": "idem",
    "lexicon:quiz": "idem",
    "lexicon:question": "idem",
    "lexicon:quiz_end": "idem",
    "lexicon:entry": "idem",
    "alive": "the operator's probe",
    "ready": "the operator's probe",
}
SAMPLES = {
    "slug": "5e-a",
    "uuid": "019aa0b0-0000-7000-8000-000000000000",
    "int": 1,
    "str": "abc",
}


def views(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, Callable[..., Any], dict[str, Any]]]:
    """(route, view, words of an address) of every route."""
    yield from _views(resolver, space, {})


def _views(resolver: URLResolver, space: str, words: dict[str, Any]):
    for each in resolver.url_patterns:
        known = words | {
            name: SAMPLES[_kind(converter)] for name, converter in each.pattern.converters.items()
        }
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", each.callback, known
        else:
            yield from _views(each, f"{space}{each.namespace}:" if each.namespace else space, known)


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


EVERY = list(views(get_resolver()))
CLOSED = [(route, words) for route, _view, words in EVERY if route not in OPEN]


def says_open(view: Callable[..., Any]) -> bool:
    return not getattr(view, "login_required", True)


def test_what_is_open_is_listed_and_nothing_else():
    assert {route for route, view, _words in EVERY if says_open(view)} == set(OPEN)


@pytest.mark.parametrize(("route", "words"), CLOSED, ids=[route for route, _words in CLOSED])
def test_a_closed_route_sends_to_the_doors(db, route, words):
    url = reverse(route, kwargs=words)
    for answer in (Client().get(url), Client().post(url)):
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('home')}?next={url}"


def test_a_script_is_told_so_without_a_page(db):
    url = reverse("posts:timeline", args=["5e-a"])
    assert Client().get(url, headers={"Accept": "application/json"}).status_code == 401
    assert Client().get(url, headers={"X-Requested-With": "fetch"}).status_code == 401
    fragment = Client().get(url, headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"], fragment.content) == (204, reverse("home"), b"")


def test_every_class_that_exists_or_not_is_closed_alike(space):
    real, never = (Client().get(reverse("posts:timeline", args=[slug])) for slug in (space.slug, "never"))
    assert real["Location"].replace(space.slug, "never") == never["Location"]
    assert (real.status_code, real.content) == (never.status_code, never.content)


@override_settings(SECOND_FACTOR_REQUIRED=True)
def test_an_adult_without_a_second_proof_reaches_nothing_but_the_way_to_one(teacher, admin, as_member):
    for adult in (teacher, admin):
        browser = as_member(adult)
        for route, _view, words in EVERY:
            if route in ALWAYS or route.startswith(ACCOUNT):
                continue
            known = words | ({"slug": adult.space.slug} if "slug" in words else {})
            answer = browser.get(reverse(route, kwargs=known))
            assert (route, answer.status_code, answer.get("Location")) == (route, 302, reverse("mfa_index"))


def test_what_needs_no_second_proof_shows_nothing_of_a_class():
    addresses = {reverse(route, kwargs=words) for route, _view, words in EVERY if route in ALWAYS}
    assert not any("classes" in address for address in addresses)
