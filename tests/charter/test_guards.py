"""What the database refuses, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from charter.models import Article, Charter, Signature
from classroom import guards
from classroom.guards import erasing
from tests.world import draft_charter, make_pupil


def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


@pytest.fixture
def adopted(space):
    return Charter.objects.in_force(space)


def test_every_guard_stands(db):
    assert guards.missing() == set()


def test_an_adopted_charter_never_changes(adopted, teacher):
    rows = Charter.objects.filter(pk=adopted.pk)
    for change in (
        {"title": "Autre"},
        {"preamble": "Autre"},
        {"digest": "0"},
        {"adopted_at": timezone.now()},
    ):
        refused(lambda change=change: rows.update(**change))
    refused(lambda: rows.update(version=None, adopted_at=None))
    refused(lambda: rows.update(adopted_by=teacher))
    refused(rows.delete)


def test_who_adopted_it_can_be_forgotten(space, teacher):
    draft = draft_charter(space)
    draft.adopt(by=teacher, digest=draft.fingerprint())
    teacher.delete()
    draft.refresh_from_db()
    assert draft.adopted_by is None


def test_an_adopted_article_never_changes(adopted, space):
    rows = Article.objects.filter(charter=adopted)
    refused(lambda: rows.update(sentence="Autre."))
    refused(rows.delete)
    refused(lambda: adopted.articles.create(number=9, sentence="Je…", why="…"))
    drafted = draft_charter(space).articles
    refused(lambda: drafted.update(charter=adopted))
    drafted.filter(number=1).update(sentence="Autre.")


def test_a_signature_is_of_ones_own_class_and_of_an_adopted_charter(space, pupil, stranger, adopted):
    refused(lambda: Signature.objects.create(charter=adopted, member=stranger))
    refused(lambda: Signature.objects.create(charter=draft_charter(space), member=pupil))


def test_a_signature_never_changes_and_one_on_screen_stays(pupil, teacher, adopted):
    rows = Signature.objects.filter(member=pupil)
    refused(lambda: rows.update(how="paper"))
    refused(lambda: rows.update(signed_on="2020-01-01"))
    refused(lambda: rows.update(entered_by=teacher))
    refused(rows.delete)


def test_a_signature_on_paper_can_be_taken_back(space, adopted, teacher):
    newcomer = make_pupil(space, signed=False)
    Signature.objects.create(charter=adopted, member=newcomer, how="paper", entered_by=teacher)
    assert Signature.objects.filter(member=newcomer).delete()[0] == 1


def test_rereading_is_never_a_rule(space):
    refused(lambda: draft_charter(space).articles.filter(topic="reread").update(kind="rule"))


def test_erasing_opens_the_way_for_one_transaction(space, pupil, adopted):
    with transaction.atomic(), erasing():
        adopted.delete()
    assert not Charter.objects.filter(pk=adopted.pk).exists()
    with pytest.raises(RuntimeError), transaction.atomic(), erasing():
        raise RuntimeError
    refused(Charter.objects.filter(pk=draft_and_adopt(space).pk).delete)


def draft_and_adopt(space):
    from tests.world import adopt

    return adopt(space)


@pytest.mark.django_db(transaction=True)
def test_erasing_happens_in_a_transaction():
    with pytest.raises(RuntimeError, match="one transaction"), erasing():
        pass


@pytest.mark.only_on("sqlite3")
def test_a_migration_finds_no_guard_in_its_way_and_a_lost_one_is_missed(db):
    guards.remove()
    assert "charter_is_sealed" in guards.missing()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
        assert cursor.fetchone() == (0,)
    guards.install()
    assert guards.missing() == set()
