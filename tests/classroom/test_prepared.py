"""Prepared questions: written once by the ORM, the same rows as asked plainly, and loud when they would not be."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, connections
from django.db.models import QuerySet
from django.utils import timezone

from classroom.ids import new_id
from classroom.models import ClassSpace, Membership
from classroom.models.spaces import Role
from classroom.prepared import Derived, prepared
from classroom.standing import stand_in, standing_of
from tests.world import make_space


def test_the_sql_is_written_once_and_the_values_change(space, pupil, classmate):
    written = []

    @prepared
    def named(*, space, name) -> QuerySet[Membership]:
        written.append(name)
        return Membership.objects.filter(space=space, display_name=name).select_related("user")

    for member in (pupil, classmate):
        [found] = named(space=space.pk, name=member.display_name)
        assert (found, found.user, found.user.username) == (member, member.user, member.user.username)
    assert named(space=make_space(space.school).pk, name=pupil.display_name) == []
    assert len(written) == 2  # two samples, which are compared


def test_instants_days_and_identifiers_reach_the_database_as_from_a_queryset(space, pupil):
    pupil.created_at, pupil.ends_on = timezone.now().replace(microsecond=0), timezone.localdate()
    pupil.save()

    @prepared
    def exactly(*, pk, at, on):
        return Membership.objects.filter(pk=pk, created_at=at, ends_on=on).values_list("pk", flat=True)

    given = {"pk": pupil.pk, "at": pupil.created_at, "on": pupil.ends_on}
    assert exactly(**given) == list(exactly.question(**given)) == [pupil.pk]
    for name, value in (("at", given["at"] + timedelta(seconds=1)), ("on", given["on"] - timedelta(days=1))):
        assert exactly(**given | {name: value}) == []


def test_what_a_question_branches_on_is_written_apart(space, pupil, teacher):
    @prepared
    def of_role(*, space, role, left):
        found = Membership.objects.filter(space=space, role=role)
        return found if left is None else found.filter(left_at__isnull=not left)

    assert of_role(space=space.pk, role=Role.PUPIL, left=None) == [pupil]
    assert of_role(space=space.pk, role=Role.TEACHER, left=None) == [teacher]
    assert of_role(space=space.pk, role=Role.TEACHER, left=True) == []


@pytest.mark.parametrize("derive", [lambda at: at - timedelta(hours=1), lambda at: timezone.now()])
def test_a_question_that_computes_with_an_instant_is_refused(space, derive):
    @prepared
    def since(*, space, at):
        return Membership.objects.filter(space=space, created_at__gt=derive(at), left_at=at)

    with pytest.raises(Derived, match="since"):
        since(space=space.pk, at=timezone.now())


def test_a_question_that_nobody_can_answer_is_not_asked(space, pupil, django_assert_num_queries):
    @prepared
    def among(*, space, nobody):
        found = Membership.objects.filter(space=space)
        return found.filter(pk__in=[]) if nobody else found

    with django_assert_num_queries(0):
        assert among(space=space.pk, nobody=True) == []
        assert among(space=space.pk, nobody=True) == []
    assert among(space=space.pk, nobody=False) == [pupil]


def test_a_value_of_another_kind_is_refused(space):
    @prepared
    def first(*, n):
        return Membership.objects.all()[:n]

    with pytest.raises(KeyError):
        first(n=3)


def test_a_stand_in_knows_what_the_doors_ask_and_nothing_else(pupil):
    stands = stand_in(**standing_of(pupil))
    assert (stands, stands.space, stands.role, stands.writes) == (pupil, pupil.space, pupil.role, True)
    assert stands.space.frozen_at is None
    with pytest.raises(Membership.DoesNotExist):  # a question is written from samples, which nobody is
        _ = stand_in(**standing_of(pupil) | {"member": new_id()}).display_name


def test_a_thread_asks_through_its_own_connection(space, pupil):
    @prepared
    def names(*, space):
        return ClassSpace.objects.filter(pk=space).values_list("name", flat=True)

    assert names(space=space.pk) == [space.name]
    seen = []

    def ask():
        seen.append(connections["default"])
        [written] = names._written.values()
        seen.append(written.rows(seen[0], {"space": space.pk}).queryset.compiler.connection)

    other = Thread(target=ask)
    other.start()
    other.join()
    assert seen[0] is seen[1]
    assert seen[0] is not connection
