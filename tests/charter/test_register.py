"""The register, and signatures made on paper."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from charter.models import Charter, Signature, signatures
from charter.refusals import NotInForce, NotYourHand, TooLateToUndo
from charter.register import as_csv, register_of
from classroom.models.spaces import Role
from tests.world import adopt, make_member, make_pupil, make_space, make_teacher


@pytest.fixture
def current(space):
    return Charter.objects.in_force(space)


@pytest.fixture
def newcomer(space):
    return make_pupil(space, "Zoé A.", signed=False)


def address(space, name, *ids):
    return reverse(f"charter:{name}", args=[space.slug, *ids])


def enters(browser, space, **ticked):
    return browser.post(
        address(space, "paper"), {"on": timezone.localdate().isoformat(), **ticked}, follow=True
    )


def test_who_teaches_and_the_schools_admin_read_the_register(
    space, pupil, newcomer, teacher, admin, as_member
):
    for member in (teacher, admin):
        html = as_member(member).get(address(space, "register")).content.decode()
        assert "Léa M." in html
        assert "à l’écran" in html
        assert "pas encore" in html
        assert Charter.objects.in_force(space).digest in html


def test_nobody_else_ever_does(space, pupil, stranger, as_member):
    outsider = make_teacher(make_space(space.school))
    for member in (pupil, stranger, make_member(space, Role.OBSERVER), outsider):
        for name in ("register", "register_export", "paper"):
            assert as_member(member).get(address(space, name)).status_code == 404


def test_the_schools_admin_neither_exports_nor_enters(space, newcomer, admin, as_member):
    assert as_member(admin).get(address(space, "register_export")).status_code == 404
    answer = as_member(admin).post(address(space, "paper"), {"member": newcomer.pk.hex})
    assert answer.status_code == 404
    assert not newcomer.signatures.exists()
    html = as_member(admin).get(address(space, "register")).content.decode()
    assert address(space, "paper") not in html


def test_without_a_charter_one_is_led_to_choose_one(db, as_member):
    teacher = make_teacher(make_space(charter=False))
    for name in ("register", "register_export", "paper"):
        answer = as_member(teacher).get(address(teacher.space, name))
        assert answer["Location"] == address(teacher.space, "charter")


def test_the_register_counts_and_sorts_by_name_whatever_the_accents(space, current):
    for first, last in (("Tom", "Émile"), ("Ana", "Zola"), ("Bob", "Eluard")):
        pupil = make_pupil(space, f"{first} {last}", signed=first != "Ana")
        pupil.user.first_name, pupil.user.last_name = first, last
        pupil.user.save()
    register = register_of(current)
    assert [row.member.user.last_name for row in register.rows] == ["Eluard", "Émile", "Zola"]
    assert (register.signed, register.left, register.families) == (2, 1, 0)


def test_who_left_stays_in_the_register_of_what_they_signed(space, current, pupil, newcomer):
    for member in (pupil, newcomer):
        member.left_at = timezone.now()
        member.save()
    assert [row.member for row in register_of(current).rows] == [pupil]
    assert register_of(adopt(space)).rows == []


def test_each_version_has_its_register(space, pupil, teacher, as_member):
    adopt(space)
    browser = as_member(teacher)
    now = browser.get(address(space, "register")).content.decode()
    assert "version 1 le" in now, "what the pupil signed before is said"
    before = browser.get(address(space, "register"), {"version": "1"}).content.decode()
    assert "à l’écran" in before


@pytest.mark.parametrize("version", ["9", "0", "-1", "abc", "1e3", "²", "9" * 40])
def test_a_version_that_does_not_exist_is_a_404(space, teacher, as_member, version):
    for name in ("register", "register_export"):
        assert as_member(teacher).get(address(space, name), {"version": version}).status_code == 404


def test_the_register_costs_the_same_for_two_pupils_and_for_twelve(space, teacher, as_member):
    browser, costs = as_member(teacher), []
    for _n in range(2):
        browser.get(address(space, "register"))
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(space, "register"))
        costs.append(len(asked))
        for _pupil in range(10):
            make_pupil(space)
        adopt(space)
    assert costs[0] == costs[1]


def test_the_spreadsheet_holds_no_formula(space, current, teacher, pupil, as_member):
    pupil.user.first_name, pupil.user.last_name = "=cmd()", "Martin;né\nhier"
    pupil.user.save()
    answer = as_member(teacher).get(address(space, "register_export"))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/csv")
    assert f"{space.slug}-v1.csv" in answer["Content-Disposition"]
    assert text.startswith("\ufeffNom;Prénom;")
    assert "'=cmd()" in text
    assert ";=cmd" not in text
    assert current.digest in text
    assert as_csv(register_of(current)).count("\r\n") == 2


def test_paper_signatures_are_entered_in_one_screen(space, newcomer, pupil, teacher, current, as_member):
    browser = as_member(teacher)
    answer = enters(
        browser, space, member=[newcomer.pk.hex], guardian=[newcomer.pk.hex, pupil.pk.hex], head="on"
    )
    assert "4 signatures sont notées" in answer.content.decode()
    own = Signature.objects.get(member=newcomer, party="member")
    assert (own.how, own.entered_by, own.signed_on) == ("paper", teacher, timezone.localdate())
    register = register_of(current)
    assert (register.signed, register.families) == (2, 2)
    assert register.head.entered_by == teacher


def test_entering_twice_or_by_a_colleague_changes_nothing(
    space, newcomer, pupil, teacher, colleague, current
):
    ticked = [("member", newcomer), ("member", pupil)]
    today = timezone.localdate()
    record = Signature.objects.record
    assert record(current, by=teacher, signed=[*ticked, ("head", teacher)], on=today) == 2
    assert record(current, by=colleague, signed=[*ticked, ("head", colleague)], on=today) == 0
    assert Signature.objects.get(member=pupil).how == "screen"
    assert current.signatures.filter(party="head").count() == 1


def test_a_day_to_come_or_no_day_is_refused_and_ticks_are_not_recorded(space, newcomer, teacher, as_member):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for day in (tomorrow, "", "hier"):
        answer = as_member(teacher).post(address(space, "paper"), {"on": day, "member": [newcomer.pk.hex]})
        assert answer.status_code == 422
    assert not newcomer.signatures.exists()


def test_what_was_ticked_comes_back_with_a_wrong_day(space, newcomer, teacher, as_member):
    answer = as_member(teacher).post(address(space, "paper"), {"on": "", "member": [newcomer.pk.hex]})
    assert f'value="{newcomer.pk.hex}" checked' in answer.content.decode()


def test_a_pupil_of_another_class_is_not_on_the_sheet(space, stranger, teacher, current, as_member):
    answer = as_member(teacher).post(
        address(space, "paper"), {"on": timezone.localdate().isoformat(), "member": [stranger.pk.hex]}
    )
    assert answer.status_code == 422
    with pytest.raises(NotYourHand):
        Signature.objects.record(current, by=teacher, signed=[("member", stranger)], on=timezone.localdate())


def test_only_the_version_in_force_is_entered_and_only_by_who_teaches(
    space, newcomer, teacher, pupil, current
):
    adopt(space)
    today = timezone.localdate()
    with pytest.raises(NotInForce):
        Signature.objects.record(current, by=teacher, signed=[("member", newcomer)], on=today)
    with pytest.raises(NotYourHand):
        Signature.objects.record(current, by=pupil, signed=[("member", newcomer)], on=today)


def test_a_version_adopted_while_the_sheet_was_filled_in_takes_no_signature_and_says_so(
    space, newcomer, teacher, as_member, monkeypatch
):
    lock = signatures.lock

    def lock_after_a_colleague(space_id):
        adopt(space)
        lock(space_id)

    monkeypatch.setattr(signatures, "lock", lock_after_a_colleague)
    answer = enters(as_member(teacher), space, member=[newcomer.pk.hex])
    assert str(NotInForce()) in unescape(answer.content.decode())
    assert not newcomer.signatures.exists()


def test_a_tick_by_mistake_is_taken_back_the_same_day(space, newcomer, teacher, colleague, as_member):
    enters(as_member(teacher), space, member=[newcomer.pk.hex])
    signature = newcomer.signatures.get()
    answer = as_member(colleague).post(address(space, "paper_removal", signature.pk), follow=True)
    assert "La signature est reprise" in answer.content.decode()
    assert not newcomer.signatures.exists()


def test_the_next_day_it_stays(space, newcomer, teacher, as_member):
    enters(as_member(teacher), space, member=[newcomer.pk.hex])
    signature = newcomer.signatures.get()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        with pytest.raises(TooLateToUndo):
            signature.take_back(by=teacher)
        answer = as_member(teacher).post(address(space, "paper_removal", signature.pk), follow=True)
        assert "Seule une signature sur papier notée aujourd’hui" in answer.content.decode()
    assert newcomer.signatures.exists()


def test_a_signature_on_screen_or_of_another_class_is_never_taken_back(
    space, pupil, stranger, teacher, as_member
):
    for signature in (pupil.signatures.get(), stranger.signatures.get()):
        assert as_member(teacher).post(address(space, "paper_removal", signature.pk)).status_code == 404
    with pytest.raises(TooLateToUndo):
        pupil.signatures.get().take_back(by=teacher)
    with pytest.raises(NotYourHand):
        pupil.signatures.get().take_back(by=pupil)
    assert Signature.objects.count() == 2


def test_a_signature_on_paper_lets_one_submit(space, newcomer, teacher, as_member):
    from charter.access import charter_signed_by

    enters(as_member(teacher), space, member=[newcomer.pk.hex])
    assert charter_signed_by(newcomer).version == 1
