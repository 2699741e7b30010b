"""No feature without its word: each named route has an entry, each feature entry leads to what it explains."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import regex
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver, path

from classroom.lexicon.entries import LANGUAGES, Entry, written_in
from classroom.lexicon.registry import FEATURES, Feature

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
HELP = regex.compile(r'include "_help\.html" with [^%]*\bslug="([^"]+)"')

# Routes that nobody ever opens as a feature, each with its reason.
EXEMPT = {
    "alive": "the operator's: whether the process answers",
    "ready": "the operator's: whether the database answers",
}


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Every named route, with its namespaces; one without a name gives its path, so that it is seen."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else f"unnamed {pattern.pattern}"
        else:
            yield from routes(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def unexplained(existing: set[str], declared: Mapping[str, Feature], exempt: Mapping[str, str]) -> list[str]:
    explained = {route for feature in declared.values() for route in feature.routes}
    return sorted(existing - explained - set(exempt))


def vanished(existing: set[str], declared: Mapping[str, Feature]) -> list[str]:
    """Routes and screens that a declaration names and that no longer exist."""
    named = {
        (feature.slug, route)
        for feature in declared.values()
        for route in (*feature.routes, *filter(None, [feature.screen]))
    }
    return sorted(f"{slug} → {route}" for slug, route in named if route not in existing)


def leading_nowhere(entries: Mapping[str, Entry], declared: Mapping[str, Feature]) -> list[str]:
    """Feature entries that no screen and no template shows."""
    shown = {slug for slug, feature in declared.items() if feature.routes or feature.shown_in}
    return sorted(slug for slug, entry in entries.items() if entry.kind == "feature" and slug not in shown)


ROUTES = set(routes(get_resolver()))
FRENCH = written_in("fr")


def test_each_route_is_explained_by_an_entry():
    assert unexplained(ROUTES, FEATURES, EXEMPT) == []


def test_an_exempt_route_exists_and_says_why():
    assert [route for route, reason in EXEMPT.items() if route not in ROUTES or not reason] == []


def test_no_exempt_route_is_explained_too():
    assert {route for feature in FEATURES.values() for route in feature.routes} & set(EXEMPT) == set()


def test_no_declaration_names_a_route_that_does_not_exist():
    assert vanished(ROUTES, FEATURES) == []


def test_each_feature_entry_leads_to_a_screen():
    assert leading_nowhere(FRENCH, FEATURES) == []


def test_only_feature_entries_explain_screens():
    assert [slug for slug in FEATURES if slug not in FRENCH or FRENCH[slug].kind != "feature"] == []


def test_each_template_that_shows_an_entry_exists():
    def is_missing(name: str) -> bool:
        try:
            get_template(name)
        except TemplateDoesNotExist:
            return True
        return False

    shown = {(slug, name) for slug, feature in FEATURES.items() for name in feature.shown_in}
    assert sorted(f"{slug} → {name}" for slug, name in shown if is_missing(name)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_feature_entry_speaks(language):
    assert [slug for slug in FEATURES if written_in(language)[slug].language != language] == []


def test_each_question_mark_opens_an_entry_that_exists():
    asked = {
        (str(page.relative_to(TEMPLATES)), slug)
        for page in TEMPLATES.rglob("*.html")
        for slug in HELP.findall(page.read_text("utf-8"))
    }
    assert len(asked) > 30
    assert sorted(f"{page} ? {slug}" for page, slug in asked if slug not in FRENCH) == []


def test_the_tests_above_would_see_what_is_missing():
    some = {"fil": Feature("fil", ("posts:timeline",), (), "posts:gone")}
    assert unexplained({"posts:timeline", "posts:new", "alive"}, some, EXEMPT) == ["posts:new"]
    assert vanished({"posts:new"}, some) == ["fil → posts:gone", "fil → posts:timeline"]
    assert "timeline" in leading_nowhere(FRENCH, some)
    assert "algorithm" not in leading_nowhere(FRENCH, some)


def test_a_route_without_a_name_is_seen():
    nameless = type("Resolver", (), {"url_patterns": [path("secret/", lambda request: None)]})
    assert list(routes(nameless)) == ["unnamed secret/"]
