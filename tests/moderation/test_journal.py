"""The journal: read in words by teachers, verified by a command, and never silently rewritten."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from classroom import guards
from classroom.models import ClassSpace
from posts.models import Note, Publication, Revision, Transition
from tests.world import articles_of, hold_over, published, submitted


def journal_of(space):
    return reverse("moderation:journal", args=[space.slug])


@pytest.fixture
def story(pupil, teacher):
    """Four moves, a note among them, and a publication."""
    back = submitted(pupil, "Un secret")
    back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back), message="Mot doux")
    published(pupil, teacher, "Bonjour")
    return back.space


@pytest.fixture
def unguarded(db):
    """The hand of somebody who reached the database itself."""
    guards.remove()
    yield
    guards.install()


def verify(**options):
    out = StringIO()
    call_command("verify_journal", stdout=out, **options)
    return out.getvalue()


def test_teachers_read_the_moves_in_words_without_content(story, pupil, teacher, as_member):
    html = as_member(teacher).get(journal_of(story)).content.decode()
    assert f"{teacher.name} renvoie le texte" in html
    assert html.index("n° 4") < html.index("n° 1")
    assert "Un secret" not in html
    assert "Mot doux" not in html


@pytest.mark.parametrize("who", ["pupil", "stranger", "admin"])
def test_nobody_else_reads_the_journal(story, who, request, as_member):
    client = as_member(request.getfixturevalue(who))
    assert client.get(journal_of(story)).status_code == 404
    assert client.get(reverse("moderation:decisions", args=[story.slug])).status_code == 404


def test_the_journal_comes_a_page_at_a_time(story, teacher, as_member, monkeypatch):
    monkeypatch.setattr("moderation.journal.PAGE", 3)
    client = as_member(teacher)
    assert "before=2" in client.get(journal_of(story)).content.decode()
    last = client.get(journal_of(story), {"before": "2"}).content.decode()
    assert "n° 1" in last
    assert "n° 2" not in last
    assert client.get(journal_of(story), {"before": "x"}).status_code == 404


@pytest.mark.parametrize("n", [2, 12])
def test_the_journal_costs_the_same_queries(pupil, teacher, as_member, n, django_assert_num_queries):
    for _ in range(n):
        post = submitted(pupil)
        post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post))
    client = as_member(teacher)
    client.get(journal_of(pupil.space))
    with django_assert_num_queries(7):
        client.get(journal_of(pupil.space))


def test_a_sound_journal_is_said_to_be(story):
    assert verify() == f"{story.slug}: OK, 4 moves\n"
    assert verify(space=story.slug) == f"{story.slug}: OK, 4 moves\n"


def test_a_journal_with_undone_taken_down_and_restored_holds(story, pupil, teacher):
    post = published(pupil, teacher)
    post.undo(by=teacher)
    post.correct("Mieux", by=teacher, digest=post.revision.digest)
    with hold_over():
        post.take_down(by=teacher, articles=articles_of(post), message="Non")
        post.restore(by=teacher)
    assert "OK" in verify()


def test_an_erased_note_is_no_break(story):
    from django.db import transaction

    with transaction.atomic(), guards.erasing():
        Note.objects.all().delete()
    assert "OK" in verify()


def test_a_class_that_does_not_exist_is_said(db):
    with pytest.raises(CommandError, match="no class"):
        verify(space="jamais-vue")


def shifted(**columns):
    return lambda: Transition.objects.filter(number=2).update(**columns)


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (shifted(move="publish"), "move 2 is not what was written"),
        (shifted(articles=[]), "move 2 is not what was written"),
        (shifted(digest="0" * 64), "move 2 is not what was written"),
        (shifted(previous="0" * 64), "move 2 does not follow"),
        (lambda: Transition.objects.filter(number=3).update(number=9), "move 3 is missing|ends at move"),
        (lambda: Transition.objects.filter(number=4).update(number=9), "ends at move 3"),
        (lambda: ClassSpace.objects.update(journal_length=3), "ends at move|counts 3"),
        (lambda: ClassSpace.objects.update(journal_head="0" * 64), "ends at move 4"),
        (lambda: Note.objects.update(text="Autre chose"), "the note of move 2"),
        (lambda: Note.objects.update(marks=[[0, 1]]), "the note of move 2"),
        (lambda: Publication.objects.update(digest="0" * 64), "no decision of its own"),
        (lambda: Publication.objects.update(transition=Transition.objects.get(number=1)), "no decision"),
        (lambda: Revision.objects.update(text="Réécrit"), "is not what was read"),
    ],
)
def test_what_was_rewritten_is_found(story, unguarded, tamper, said, capsys):
    tamper()
    out = StringIO()
    with pytest.raises(CommandError, match="do not hold"):
        call_command("verify_journal", stdout=out)
    import re

    assert re.search(said, out.getvalue()), out.getvalue()


def test_a_move_slipped_in_after_the_head_is_found(story, unguarded):
    extra = Transition.objects.get(number=4)
    extra.pk, extra.number = None, 5
    from classroom.ids import new_id

    extra.pk = new_id()
    extra.save(force_insert=True)
    with pytest.raises(CommandError, match="do not hold"):
        verify()


def test_a_long_journal_is_walked_in_small_steps(story, monkeypatch):
    monkeypatch.setattr("moderation.verification.CHUNK", 2)
    assert "OK, 4 moves" in verify()
