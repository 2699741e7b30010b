"""A new version asks for a new signature, and shows what has changed since the one that was signed."""

from django.urls import reverse

from charter.models import Signature
from charter.models.drafting import start_draft
from tests.world import adopt, make_pupil


def page(client, space):
    return client.get(reverse("charter:signature", args=[space.slug])).content.decode()


def reworded(teacher) -> None:
    """The version in force, with its first article reworded, its second taken out, and one more."""
    draft = start_draft("in-force", by=teacher)
    first, second = draft.articles.in_order()[:2]
    first.rewrite(by=teacher, sentence="Je suis poli avec tous.")
    second.remove(by=teacher)
    draft.add(by=teacher, sentence="Je cite mes sources.", why="Pour remercier.")
    draft.adopt(by=teacher, digest=draft.fingerprint())


def test_who_signed_before_reads_what_has_changed(space, pupil, teacher, as_member):
    reworded(teacher)
    html = page(as_member(pupil), space)
    assert "Tu as signé la version 1." in html
    clean, changes = html.split('<details class="fold">')
    assert "Je suis poli avec tous." in clean
    assert (clean.count("Changé"), clean.count("Ajouté")) == (1, 1)
    assert "Je ne donne pas mon adresse." not in clean
    assert "<ins>" in changes
    assert "<del>" in changes


def test_what_was_signed_last_is_what_is_compared(space, pupil, teacher, as_member):
    second = adopt(space)
    Signature.objects.create(charter=second, member=pupil)
    reworded(teacher)
    assert "Tu as signé la version 2." in page(as_member(pupil), space)


def test_who_never_signed_reads_the_charter_alone(space, teacher, as_member):
    new = make_pupil(space, signed=False)
    reworded(teacher)
    html = page(as_member(new), space)
    assert "Tu as signé" not in html
    assert "Changé" not in html


def test_a_version_that_says_the_same_marks_nothing(space, pupil, as_member):
    adopt(space)
    html = page(as_member(pupil), space)
    assert "Tu as signé" not in html
    assert '<details class="fold">' not in html
