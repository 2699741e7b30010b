"""A roster and a school → what an import would do, and then does."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from classroom.models import ClassSpace, Membership, User
from classroom.models.spaces import Role
from classroom.provisioning import creation
from classroom.provisioning.creation import Changed, Undecided, apply
from classroom.provisioning.enrolment import depart
from classroom.provisioning.plan import plan
from classroom.provisioning.roster import Problem, PupilRow, Roster
from classroom.provisioning.scope import scope_of, scope_of_school
from tests.classroom.provisioning.rosters import roster_of, shown_in, statuses, together
from tests.world import make_member, make_pupil, make_school, make_space, make_teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(teacher):
    """The import of a teacher who teaches one class."""
    return scope_of(teacher)


def filled(scope, *names, **fields):
    apply(plan(scope, roster_of(*names, **fields)))
    return roster_of(*names, **fields)


def test_a_plan_writes_nothing(scope):
    plan(scope, roster_of("MARTIN Léa"))
    assert not User.objects.filter(kind=User.Kind.PUPIL).exists()


def test_new_pupils_get_an_account_a_place_and_no_password(scope, space):
    written = apply(plan(scope, roster_of("MARTIN Léa", "DUPONT Noé", level="CM2")))
    assert (written.created, written.taken, written.opened) == (2, 0, 0)
    lea = Membership.objects.get(space=space, display_name="Léa M.")
    assert (lea.user.username, lea.user.last_name, lea.grade) == ("lea.martin", "MARTIN", "CM2")
    assert lea.role == Role.PUPIL
    assert lea.user.school == space.school
    assert not lea.user.has_usable_password()
    assert lea.user.email == ""


def test_the_same_file_twice_changes_nothing(scope, space):
    roster = filled(scope, "MARTIN Léa", "DUPONT Noé", level="CM2")
    before = list(Membership.objects.values()), list(User.objects.values())
    again = plan(scope, roster)
    assert statuses(again) == ["known", "known"]
    assert again.changes_nothing
    apply(again)
    assert (list(Membership.objects.values()), list(User.objects.values())) == before


def test_accents_capitals_and_apostrophes_do_not_make_two_pupils(scope):
    filled(scope, "O'BRIEN Zoé", "ŒUVRARD Cœur")
    assert statuses(plan(scope, roster_of("O’Brien ZOE", "OEUVRARD COEUR"))) == ["known", "known"]


def test_a_level_that_changed_is_told_and_written(scope, space):
    filled(scope, "MARTIN Léa", level="CM1")
    made = plan(scope, roster_of("MARTIN Léa", level="CM2"))
    assert statuses(made) == ["known"]
    assert made.lines[0].notes
    assert apply(made).regraded == 1
    assert Membership.objects.get(display_name="Léa M.").grade == "CM2"
    assert plan(scope, roster_of("MARTIN Léa")).changes_nothing, "no level in the file says nothing"


def test_who_is_missing_from_the_file_is_told_and_stays(scope, space):
    filled(scope, "MARTIN Léa", "DUPONT Noé")
    made = plan(scope, roster_of("DUPONT Noé", "PETIT Tom"))
    assert [place.display_name for place in made.missing] == ["Léa M."]
    apply(made)
    assert shown_in(space) == ["Léa M.", "Noé D.", "Tom P."]


def test_a_name_too_long_for_the_database_is_unreadable(scope):
    rows = (PupilRow(2, "M" * 81, "Léa", "", ""), PupilRow(3, "MARTIN", "Léa", "5" * 61, ""))
    made = plan(scope, Roster((*rows, PupilRow(4, "DUPONT", "Noé", "", "x" * 30)), (), "onde"))
    assert [problem.line for problem in made.unreadable] == [2, 3]
    assert [line.grade for line in made.lines] == ["x" * 20]
    apply(made)


def test_a_doubt_stands_beside_its_row_and_does_not_stop_it(scope):
    roster = Roster(
        roster_of("MARTIN Léa").rows,
        (Problem(2, "Élève", "A guess.", kept=True), Problem(3, "Prénom", "Missing.")),
        "pronote",
    )
    made = plan(scope, roster)
    assert made.lines[0].notes == ("A guess.",)
    assert (made.counts["new"], made.counts["unreadable"], made.left) == (1, 1, 1)


# --- Homonyms ---------------------------------------------------------------------------------------------------------


def test_two_rows_of_one_name_wait_for_an_answer(scope, space):
    made = plan(scope, roster_of("MARTIN Léa", "DUPONT Noé", "MARTIN Lea"))
    assert statuses(made) == ["new", "new", "homonym"]
    assert [choice.value for choice in made.lines[2].choices] == ["skip", "new"]
    with pytest.raises(Undecided):
        apply(made)
    assert shown_in(space) == []


@pytest.mark.parametrize(
    ("answer", "expected"), [("skip", ["Léa M."]), ("new", ["Léa M.", "Léa M. 2"]), ("other", None)]
)
def test_a_homonym_is_the_same_person_or_another(scope, space, answer, expected):
    made = plan(scope, roster_of("MARTIN Léa", "MARTIN Léa"), answers={3: answer})
    if expected is None:
        assert made.undecided == 1, "an answer that was not offered is none"
    else:
        apply(made)
        assert shown_in(space) == expected


def test_homonyms_once_settled_are_known_at_the_next_import(scope):
    roster = roster_of("MARTIN Léa", "MARTIN Léa")
    apply(plan(scope, roster, answers={3: "new"}))
    assert statuses(plan(scope, roster)) == ["known", "known"]
    assert statuses(plan(scope, roster_of(*["MARTIN Léa"] * 3))) == ["known", "known", "homonym"]


def test_each_of_two_homonyms_is_known_by_its_level(scope):
    rows = together(roster_of("MARTIN Léa", level="CM1"), roster_of("MARTIN Léa", level="CM2"))
    apply(plan(scope, rows, answers={3: "new"}))
    backwards = together(roster_of("MARTIN Léa", level="CM2"), roster_of("MARTIN Léa", level="CM1"))
    made = plan(scope, backwards)
    assert made.changes_nothing
    assert [line.person.place_in(line.to.space_id).grade for line in made.lines] == ["CM2", "CM1"]


def test_one_row_for_two_pupils_of_other_classes_waits_for_an_answer(space, teacher):
    for name in ("5e X", "5e Y"):
        other = make_space(space.school, name=name)
        apply(plan(scope_of_school(space.school, other), roster_of("MARTIN Léa"), answers={2: "new"}))
    school = scope_of_school(space.school, space)
    made = plan(school, roster_of("MARTIN Léa"))
    assert statuses(made) == ["homonym"]
    first, second, another = (choice.value for choice in made.lines[0].choices)
    assert another == "new"
    assert apply(plan(school, roster_of("MARTIN Léa"), answers={2: second})).taken == 1
    assert Membership.objects.get(space=space, display_name="Léa M.").user_id.hex == second != first


def test_two_rows_cannot_be_the_same_pupil(space):
    other = make_space(space.school)
    apply(plan(scope_of_school(space.school, other), roster_of("MARTIN Léa")))
    lea = Membership.objects.get(display_name="Léa M.").user.pk.hex
    rows = roster_of("MARTIN Léa", "MARTIN Léa")
    made = plan(scope_of_school(space.school, space), rows, answers={2: lea, 3: lea})
    assert [line.chosen for line in made.lines] == [lea, ""]
    assert made.lines[1].notes


# --- Changing class, coming back --------------------------------------------------------------------------------------


def test_a_pupil_of_another_class_moves_and_their_place_there_is_kept(space, admin):
    before = make_space(space.school)
    filled(scope_of_school(space.school, before), "MARTIN Léa")
    old = Membership.objects.get(space=before)
    Membership.objects.filter(pk=old.pk).update(pseudonym="Aigrette blanche")
    made = plan(scope_of(admin), roster_of("MARTIN Léa", level="CM2"))
    assert statuses(made) == ["moved"]
    apply(made)
    old.refresh_from_db()
    new = Membership.objects.get(space=space, user=old.user)
    assert old.left_at is not None
    assert (new.left_at, new.grade, new.pseudonym) == (None, "CM2", "Aigrette blanche")
    assert list(Membership.objects.of(old.user).pupils()) == [new]


def test_a_moved_row_may_also_be_somebody_else(space, admin):
    before = make_space(space.school)
    filled(scope_of_school(space.school, before), "MARTIN Léa")
    apply(plan(scope_of(admin), roster_of("MARTIN Léa"), answers={2: "new"}))
    assert shown_in(before) == shown_in(space) == ["Léa M."]


def test_a_teacher_takes_no_pupil_from_a_class_they_do_not_teach(space, scope):
    before = make_space(space.school)
    filled(scope_of_school(space.school, before), "MARTIN Léa")
    made = plan(scope, roster_of("MARTIN Léa"))
    assert (statuses(made), made.lines[0].chosen) == (["moved"], "skip")
    lea = Membership.objects.get(space=before).user.pk.hex
    assert plan(scope, roster_of("MARTIN Léa"), answers={2: lea}).lines[0].chosen == "skip"
    assert made.changes_nothing
    apply(plan(scope, roster_of("MARTIN Léa"), answers={2: "new"}))
    assert (shown_in(before), shown_in(space)) == (["Léa M."], ["Léa M."])


def test_a_teacher_moves_pupils_between_their_own_classes(space, teacher):
    before = make_space(space.school)
    Membership.objects.create(space=before, user=teacher.user, role=Role.TEACHER, display_name="M. P")
    filled(scope_of_school(space.school, before), "MARTIN Léa")
    assert apply(plan(scope_of(teacher), roster_of("MARTIN Léa"))).taken == 1


def test_who_left_comes_back_to_the_same_place(scope, space):
    filled(scope, "MARTIN Léa")
    lea = Membership.objects.get(display_name="Léa M.")
    depart(lea)
    made = plan(scope, roster_of("MARTIN Léa"))
    assert statuses(made) == ["back"]
    apply(made)
    lea.refresh_from_db()
    assert lea.left_at is None
    assert User.objects.filter(last_name="MARTIN").count() == 1


def test_last_year_s_pupil_keeps_their_account(scope, space):
    last_year = make_space(space.school, school_year=2025)
    filled(scope_of_school(space.school, last_year), "MARTIN Léa")
    assert statuses(plan(scope, roster_of("MARTIN Léa"))) == ["back"]
    apply(plan(scope, roster_of("MARTIN Léa")))
    assert User.objects.filter(last_name="MARTIN").count() == 1
    assert shown_in(last_year) == ["Léa M."], "last year's class ends by its own clock"


def test_an_account_without_any_class_is_found_again(scope, space):
    User.objects.create_user("lea", school=space.school, first_name="Léa", last_name="MARTIN")
    made = plan(scope, roster_of("MARTIN Léa"))
    assert statuses(made) == ["back"]
    assert apply(made).taken == 1


def test_a_pupil_of_another_school_is_nobody_s_homonym(scope):
    elsewhere = make_space(make_school(name="École du Port"))
    filled(scope_of_school(elsewhere.school, elsewhere), "MARTIN Léa")
    assert statuses(plan(scope, roster_of("MARTIN Léa"))) == ["new"]
    apply(plan(scope, roster_of("MARTIN Léa")))
    assert User.objects.filter(username="lea.martin2").exists()


# --- Several classes in a file ----------------------------------------------------------------------------------------


def two_classes():
    return together(
        roster_of("MARTIN Léa", "DUPONT Noé", class_name="6e A", level="6e"),
        roster_of("PETIT Tom", class_name="CM2 B", level="CM2"),
    )


def test_the_school_opens_the_classes_it_does_not_have(space, admin):
    make_teacher(space)
    written = apply(plan(scope_of_school(space.school), two_classes()))
    assert (written.opened, written.created) == (2, 3)
    opened = ClassSpace.objects.get(name="CM2 B")
    assert (opened.level, opened.school, shown_in(opened)) == ("cycle3", space.school, ["Tom P."])
    admins = Membership.objects.filter(space=opened, role=Role.SCHOOL_ADMIN)
    assert [member.user for member in admins] == [admin.user]
    assert statuses(plan(scope_of_school(space.school), two_classes())) == ["known"] * 3


def test_a_class_is_found_under_another_spelling(space):
    six = make_space(space.school, name="6ème A")
    made = plan(scope_of_school(space.school), two_classes())
    assert [to.route for to in made.destinations] == [six.pk.hex, "new"]
    assert len(made.opens) == 1


def test_a_teacher_imports_into_their_own_class_and_leaves_the_others(space, scope):
    made = plan(scope, two_classes())
    assert statuses(made) == ["out"] * 3
    assert not any(choice.value == "new" for to in made.destinations for choice in to.options)
    forced = plan(scope, two_classes(), routes={"6a": "new", "cm2b": make_space(space.school).pk.hex})
    assert statuses(forced) == ["out"] * 3, "no route leads out of reach"
    chosen = plan(scope, two_classes(), routes={"6a": space.pk.hex})
    assert statuses(chosen) == ["new", "new", "out"]
    apply(chosen)
    assert shown_in(space) == ["Léa M.", "Noé D."]


def test_a_file_of_one_class_goes_to_the_teacher_s_class_whatever_its_name(scope, space):
    assert statuses(plan(scope, roster_of("MARTIN Léa", class_name="GROUPE 4"))) == ["new"]
    make_space(space.school, name="Groupe 4")
    assert statuses(plan(scope_of(scope.by), roster_of("MARTIN Léa", class_name="GROUPE 4"))) == ["out"]


def test_rows_without_a_class_go_to_the_class_at_hand_or_to_the_only_one(space):
    roster = roster_of("MARTIN Léa")
    assert statuses(plan(scope_of_school(space.school), roster)) == ["new"]
    make_space(space.school)
    assert statuses(plan(scope_of_school(space.school), roster)) == ["out"]
    assert statuses(plan(scope_of_school(space.school, space), roster)) == ["new"]


def test_an_archived_class_takes_nobody_and_is_not_opened_twice(space):
    make_space(space.school, name="6e A", archived_at=timezone.now())
    made = plan(scope_of_school(space.school), two_classes())
    assert statuses(made) == ["out", "out", "new"]
    apply(made)


def test_homonyms_of_two_classes_wait_for_an_answer(space):
    roster = together(roster_of("MARTIN Léa", class_name="6e A"), roster_of("MARTIN Léa", class_name="6e B"))
    made = plan(scope_of_school(space.school), roster, answers={3: "new"})
    assert statuses(made) == ["new", "homonym"]
    apply(made)
    assert statuses(plan(scope_of_school(space.school), roster)) == ["known", "known"]


def test_a_school_without_a_class_opens_its_first_ones(db):
    school = make_school()
    made = plan(scope_of_school(school), roster_of("MARTIN Léa", class_name="Les Tilleuls"))
    apply(made)
    assert ClassSpace.objects.get().level == "college"


# --- All or nothing ---------------------------------------------------------------------------------------------------


def test_what_changed_since_the_preview_is_shown_and_nothing_is_written(scope, space):
    seen = plan(scope, roster_of("MARTIN Léa", "DUPONT Noé"))
    make_pupil(space, "Zoé", signed=False)
    with pytest.raises(Changed) as refusal:
        apply(seen)
    assert refusal.value.plan.counts["missing"] == 1
    assert shown_in(space) == ["Zoé"]
    apply(refusal.value.plan)


def test_an_answer_does_not_make_the_preview_another(scope):
    roster = roster_of("MARTIN Léa", "MARTIN Léa")
    assert plan(scope, roster).digest == plan(scope, roster, answers={3: "new"}).digest


@pytest.mark.parametrize("step", ["_take", "_create", "_regrade"])
def test_a_failure_on_the_way_leaves_nothing(scope, space, admin, monkeypatch, step):
    def fails(*_args):
        raise RuntimeError("the disk is full")

    made = plan(scope_of(admin), two_classes())
    monkeypatch.setattr(creation, step, fails)
    with pytest.raises(RuntimeError):
        apply(made)
    assert not ClassSpace.objects.filter(name="6e A").exists()
    assert shown_in(space) == []


def test_a_username_drawn_elsewhere_in_the_same_instant_is_drawn_again(scope, space, monkeypatch):
    draw = creation.draw_usernames
    drawn = iter([["lea.martin"], ["lea.martin"]])
    User.objects.create_user("lea.martin")
    monkeypatch.setattr(creation, "draw_usernames", lambda bases: next(drawn, None) or draw(bases))
    assert apply(plan(scope, roster_of("MARTIN Léa"))).created == 1
    assert User.objects.get(last_name="MARTIN").username == "lea.martin2"


def test_a_database_that_goes_on_refusing_is_heard(scope, monkeypatch):
    User.objects.create_user("lea.martin")
    monkeypatch.setattr(creation, "draw_usernames", lambda _bases: ["lea.martin"])
    with pytest.raises(IntegrityError):
        apply(plan(scope, roster_of("MARTIN Léa")))


def test_a_right_that_ended_since_the_preview_writes_nothing(scope, space, teacher):
    made = plan(scope, roster_of("MARTIN Léa"))
    Membership.objects.filter(pk=teacher.pk).update(left_at=timezone.now())
    with pytest.raises(LookupError):
        apply(made)
    assert shown_in(space) == []


def test_only_teachers_and_the_school_import(pupil, space):
    for member in (pupil, make_member(space, Role.OBSERVER)):
        with pytest.raises(LookupError):
            scope_of(member)


def test_300_pupils_take_hardly_more_questions_than_3(space, django_assert_max_num_queries):
    few = roster_of(*[f"Un{n} Léa" for n in range(3)])
    many = roster_of(*[f"Deux{n} Noé" for n in range(300)])
    scope = scope_of_school(space.school, space)
    with django_assert_max_num_queries(16):
        apply(plan(scope, few))
    with django_assert_max_num_queries(24):  # SQLite takes 999 values at a time
        apply(plan(scope, many))
    assert Membership.objects.filter(space=space, role=Role.PUPIL).count() == 303
