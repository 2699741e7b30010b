"""`manage.py provision`: the same plan, from a terminal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from classroom.models import ClassSpace, Membership, School, User
from tests.classroom.provisioning.rosters import SAMPLES, shown_in
from tests.world import make_member, make_pupil, make_school, make_space

pytestmark = pytest.mark.django_db


def provision(school, name, **options):
    said = StringIO()
    call_command("provision", school, SAMPLES / name, stdout=said, **options)
    return said.getvalue()


def test_a_school_its_classes_and_pupils_come_from_one_file():
    said = provision("Collège du Port", "onde_two_classes.csv", create=True)
    school = School.objects.get(name="Collège du Port")
    assert {space.name for space in school.spaces.all()} == {"6e A", "6e B"}
    assert Membership.objects.filter(space__school=school).count() == 28
    assert "28 comptes créés" in said
    assert "déjà là 28" in provision(str(school.pk), "onde_two_classes.csv")


def test_a_rehearsal_shows_everything_and_writes_nothing():
    said = provision("Collège du Port", "onde_cp1252.csv", create=True, dry_run=True)
    assert "GARCÍA-LÓPEZ" in said
    assert "Ouvrir 1 classe, créer 27 comptes" in said
    assert not School.objects.exists()
    assert not User.objects.exists()


def test_one_class_only_and_rows_without_a_class():
    school = make_school(name="Collège du Port")
    provision("Collège du Port", "onde_two_classes.csv", class_name="6E B")
    assert [(space.name, space.level) for space in school.spaces.all()] == [("6E B", "cycle3")]
    assert len(shown_in(ClassSpace.objects.get())) == 14
    said = provision("Collège du Port", "pasted_names.txt", class_name="6e b")
    assert len(shown_in(ClassSpace.objects.get())) > 14
    assert "Absent de la liste, reste" in said


def test_unreadable_rows_stop_it_unless_one_says_so():
    with pytest.raises(CommandError, match="skip-unreadable"):
        provision("Port", "onde_bad_rows.csv", create=True)
    assert not School.objects.exists()
    assert "6, Prénom élève" in provision("Port", "onde_bad_rows.csv", create=True, skip_unreadable=True)
    assert User.objects.count() == 6


@pytest.mark.parametrize(("who", "pupils"), [("another", 8), ("same", 6)])
def test_homonyms_stop_it_unless_one_says_who_they_are(who, pupils):
    with pytest.raises(CommandError, match="homonym"):
        provision("Port", "onde_homonyms.csv", create=True)
    assert not User.objects.exists()
    provision("Port", "onde_homonyms.csv", create=True, homonyms=who)
    assert User.objects.count() == pupils


def test_a_school_that_is_none_or_two_is_told():
    with pytest.raises(CommandError, match="--create"):
        provision("Nowhere", "pasted_names.txt")
    make_school(name="Port")
    make_school(name="Port")
    with pytest.raises(CommandError, match="Plusieurs"):
        provision("Port", "pasted_names.txt")


@pytest.mark.parametrize("name", ["README.md", "no_such_file.csv"])
def test_a_file_that_cannot_be_read_is_told(name):
    make_school(name="Port")
    with pytest.raises(CommandError):
        provision("Port", name)


def test_a_school_that_changes_meanwhile_is_told(monkeypatch):
    from classroom.management.commands import provision as command
    from classroom.provisioning.creation import Changed

    def changed(plan):
        raise Changed(plan)

    make_school(name="Port")
    monkeypatch.setattr(command, "apply", changed)
    with pytest.raises(CommandError, match="entre-temps"):
        provision("Port", "onde_cp1252.csv")
    assert not ClassSpace.objects.exists()


def test_the_terminal_tells_what_is_left_out_and_who_moves():
    space = make_space(make_school(name="Port"), name="6e A")
    make_member(space)
    moved = make_pupil(make_space(space.school, name="5e Z"), "x")
    User.objects.filter(pk=moved.user_id).update(first_name="Léa", last_name="MARTIN")
    said = provision("Port", "onde_two_classes.csv", class_name="6e A")
    assert "laissé de côté" in said
    assert "change de classe" in said
