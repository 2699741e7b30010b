"""Every column that holds a text, a name or a person says why and for how long; what pupils type is read first."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import override

from classroom.ids import new_id
from classroom.models import Membership, User
from classroom.personal_data import CHOSEN, READ_FIRST, REGISTRY, THEIRS_ALONE
from tests.house.matrix import TABLE
from tests.house.rules import object_of
from tests.house.test_matrix import address

FRAMEWORK = {"auth", "contenttypes"}  # permissions and kinds of rows: about nobody
WORDS = (models.CharField, models.TextField, models.JSONField)


def is_person(column: models.Field) -> bool:
    return column.is_relation and column.related_model in (User, Membership)


def speaks(column: models.Field) -> bool:
    """Text of any kind, or a person. Ids, times, figures and choices say nothing by themselves."""
    if column.primary_key and not column.is_relation:
        return isinstance(column, models.CharField)
    return is_person(column) or (isinstance(column, WORDS) and not column.choices)


def columns() -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label not in FRAMEWORK:
            yield from (f"{model._meta.label}.{c.name}" for c in model._meta.concrete_fields if speaks(c))


def test_every_column_about_a_person_is_declared():
    undeclared = sorted(set(columns()) - set(REGISTRY.declared()) - set(REGISTRY.about_nobody))
    assert not undeclared, "Declare in a personal_data.py:\n" + "\n".join(undeclared)


def test_no_declaration_speaks_of_a_column_that_does_not_exist():
    real = {f"{m._meta.label}.{c.name}" for m in apps.get_models() for c in m._meta.concrete_fields}
    assert sorted((set(REGISTRY.declared()) | set(REGISTRY.about_nobody)) - real) == []


def test_no_column_is_declared_twice():
    said = [f"{kept.model}.{column}" for kept in REGISTRY.kept for column in kept.columns]
    assert len(said) == len(set(said))
    assert set(said) & set(REGISTRY.about_nobody) == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_declaration_says_why_and_until_when(language):
    with override(language):
        assert all(
            str(kept.purpose).endswith(".") and str(kept.until).endswith(".") for kept in REGISTRY.kept
        )
        assert all(REGISTRY.about_nobody.values())


def test_each_declaration_is_said_in_french():
    for kept in REGISTRY.kept:
        for sentence in (kept.purpose, kept.until):
            with override("en"):
                english = str(sentence)
            with override("fr"):
                assert str(sentence) != english


def test_what_pupils_make_is_read_first_chosen_or_theirs_alone():
    """The whole list: a new field that pupils fill in is added here by a person, who says how it is read."""
    ways = {name: kept.by_pupils for name, kept in REGISTRY.declared().items() if kept.by_pupils}
    assert ways == {
        "posts.Draft.text": THEIRS_ALONE,
        "posts.Revision.text": READ_FIRST,
        "posts.Revision.search_text": READ_FIRST,
        "classroom.ClassWord.word": READ_FIRST,
        "classroom.ClassWord.meaning": READ_FIRST,
        "charter.Proposal.sentence": READ_FIRST,
        "charter.Proposal.why": READ_FIRST,
        "classroom.User.language": CHOSEN,
    }


# --- what a pupil types, wherever they may type it, is found in no other column ---------------------------------------
TYPED = "perroquet"
FIELDS = """
    text name first_name last_name surname shown word meaning sentence why title preamble message reason language
    pseudonym session who member grade level code words next answer kind topic email theme font size spacing names
    keys frozen to head source verdict digest marks passages phrase party
""".split()


def holding(words: str) -> set[str]:
    """The columns of text in which these words are found now."""
    return {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, WORDS) and model._base_manager.filter(**{f"{column.name}__icontains": words})
    }


def test_what_a_pupil_types_anywhere_is_kept_in_the_columns_of_pupils_only(stage):
    """A pupil posts the same word in every field of every form of every route."""
    browser = stage.browser("pupil")
    for line in TABLE:
        said = dict.fromkeys(FIELDS, TYPED) | {"key": new_id()}
        browser.post(address(line, object_of(stage, line.about)), said)
        browser.cookies.clear()
        browser.force_login(User.objects.get(pk=stage.who["pupil"].user_id))
    made_by_pupils = {name for name, kept in REGISTRY.declared().items() if kept.by_pupils}
    kept = holding(TYPED)
    assert {
        "posts.Draft.text",
        "posts.Revision.text",
        "classroom.ClassWord.word",
        "charter.Proposal.why",
    } <= kept
    assert kept <= made_by_pupils
