"""Adults: asked in by hand or by file, entering by a link that opens once, helped, and out at once when they leave."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from classroom import letters
from classroom.models import AccountNotice, ClassSpace, Invitation, Membership, User
from classroom.models.spaces import Role
from classroom.provisioning import staff_file, staffing
from classroom.provisioning.readers import read_teachers
from tests.world import make_school, make_space, make_teacher

pytestmark = pytest.mark.django_db
PASSWORD = "une longue phrase à moi"
SAMPLE = (
    "nom;prénom;courriel;classes\nRoy;Anne;Anne.Roy@ecole.example;5e B, 6e A\n"
    "Petit;Luc;luc@ecole.example;\nNoir;Eva;pas une adresse;5e B\n"
)


def page(response):
    return response.content.decode()


def sent(text=SAMPLE):
    return SimpleUploadedFile("teachers.csv", text.encode("cp1252"))


def links_in(response):
    return re.findall(r'value="http://testserver(/school/invitations/[^"]+)"', page(response))


def ask_in(office, once, **said):
    data = {"first_name": "Anne", "last_name": "Roy", "email": "", "once": once()}
    return office.post("/school/staff/", {**data, **said})


def opened(address, password=PASSWORD, again=PASSWORD):
    browser = Client()
    return browser, browser.post(address, {"password": password, "again": again})


# --- by hand ----------------------------------------------------------------------------------------------------------
def test_an_adult_is_asked_in_with_classes_and_a_link_shown_once(office, space, once):
    response = ask_in(office, once, shown="Mme Roy", classes=[space.pk])
    [address] = links_in(response)
    token = address.split("/")[-2]
    assert not Invitation.objects.filter(token_sha256=token).exists()
    assert token not in page(office.get("/school/staff/"))
    seat = Membership.objects.get(user__username="anne.roy")
    assert (seat.display_name, seat.role, seat.space) == ("Mme Roy", Role.TEACHER, space)


def test_the_same_form_sent_twice_makes_one_account(office, once):
    data = {"first_name": "Anne", "last_name": "Roy", "once": once()}
    office.post("/school/staff/", data)
    assert office.post("/school/staff/", data).status_code == 302
    assert User.objects.filter(last_name="Roy").count() == 1


def test_a_form_without_its_key_makes_no_account(office):
    assert office.post("/school/staff/", {"first_name": "Anne", "last_name": "Roy"}).status_code == 302
    assert not User.objects.filter(last_name="Roy").exists()


def test_an_email_of_the_school_is_taken_once_whatever_its_case(office, adult, once):
    response = ask_in(office, once, email="ANNE.ROY@ecole.example")
    assert response.status_code == 422
    assert User.objects.filter(last_name="Roy").count() == 1


def test_a_class_of_another_school_is_not_given(office, once):
    assert ask_in(office, once, classes=[make_space(make_school()).pk]).status_code == 422
    assert not User.objects.filter(last_name="Roy").exists()


def test_the_link_goes_by_mail_too_where_there_is_a_server(
    office, once, mailoutbox, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = ask_in(office, once, email="anne@ecole.example")
    assert links_in(response)[0] in mailoutbox[0].body
    settings.EMAIL_BACKEND = letters.NO_MAIL
    with django_capture_on_commit_callbacks(execute=True):
        ask_in(office, once, first_name="Luc", email="luc@ecole.example")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("error", [ConnectionRefusedError("anne@ecole.example"), SMTPException("anne")])
def test_a_letter_that_does_not_leave_is_written_down_without_its_address_and_the_link_is_there(
    office, once, monkeypatch, caplog, error, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise error

    monkeypatch.setattr(letters, "send_mail", down)
    with django_capture_on_commit_callbacks(execute=True):
        response = ask_in(office, once, email="anne@ecole.example")
    assert links_in(response)
    [line] = [record for record in caplog.records if record.name == "ardoise.mail"]
    assert line.levelname == "ERROR"
    assert type(error).__name__ in line.getMessage()
    assert "anne" not in line.getMessage().lower()


def test_the_links_are_said_to_leave_by_email_only_where_there_is_a_server(office, once, settings):
    assert "Ils partent aussi par courriel" in page(ask_in(office, once))
    settings.EMAIL_BACKEND = letters.NO_MAIL
    assert "partent" not in page(ask_in(office, once)).partition("<main")[2]


def test_the_name_that_pupils_see_is_kept_for_the_classes_that_come_later(office, space, once):
    ask_in(office, once, shown="Mme Roy")
    user = User.objects.get(username="anne.roy")
    office.post(f"/school/classes/{space.slug}/staff/", {"user": user.pk, "role": "teacher"})
    assert Membership.objects.get(user=user).display_name == "Mme Roy"


def test_a_name_given_with_the_first_class_is_kept_too(space, adult):
    other = make_space(space.school, name="5e Z")
    staffing.place(adult, space, Role.TEACHER, name="Mme Roy")
    staffing.place(User.objects.get(pk=adult.pk), other, Role.TEACHER)
    assert {seat.display_name for seat in adult.memberships.all()} == {"Mme Roy"}


def test_the_name_is_changed_afterwards_in_each_class(office, space, adult, teacher):
    other = make_space(space.school, name="5e Z")
    for where in (space, other):
        staffing.place(adult, where, Role.TEACHER)
    address = f"/school/staff/{adult.pk}/"
    assert "Anne Roy" in page(office.get(address))
    assert office.post(f"{address}name/", {"shown": " Mme  Roy "}).status_code == 302
    adult.refresh_from_db()
    assert adult.shown_name == "Mme Roy"
    assert {seat.display_name for seat in adult.memberships.all()} == {"Mme Roy"}
    office.post(f"{address}name/", {"shown": teacher.display_name})
    seats = {seat.space_id: seat.display_name for seat in adult.memberships.all()}
    assert seats == {space.pk: f"{teacher.display_name} 2", other.pk: teacher.display_name}


def test_a_teacher_changes_the_name_that_pupils_see_of_them(as_member, teacher, pupil):
    browser = as_member(teacher)
    assert 'name="shown"' in page(browser.get("/account/"))
    told = browser.post("/account/name/", {"shown": "Mme Prune"}, follow=True)
    assert "Mme Prune" in page(told)
    teacher.refresh_from_db()
    assert (teacher.display_name, teacher.user.shown_name) == ("Mme Prune", "Mme Prune")
    browser.post("/account/name/", {"shown": "…"})
    teacher.refresh_from_db()
    assert teacher.display_name == "Mme Prune"
    assert as_member(pupil).post("/account/name/", {"shown": "Mme Zut"}).status_code == 404
    pupil.user.refresh_from_db()
    assert pupil.user.shown_name == ""


@pytest.mark.parametrize("shown", ["", "…", "M" * 38])
def test_a_name_that_is_none_changes_nothing(office, adult, shown):
    response = office.post(f"/school/staff/{adult.pk}/name/", {"shown": shown})
    assert response.status_code == 422
    adult.refresh_from_db()
    assert adult.shown_name == ""


def test_only_who_administers_the_school_changes_the_name_of_an_adult(as_member, elsewhere, teacher, adult):
    for browser in (as_member(teacher), elsewhere):
        assert browser.post(f"/school/staff/{adult.pk}/name/", {"shown": "Zut"}).status_code == 404


# --- the link ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def link(office, once):
    return links_in(ask_in(office, once))[0]


def test_a_link_opens_the_account_once(link):
    browser, response = opened(link)
    assert response.status_code == 302
    assert browser.get("/").wsgi_request.user.username == "anne.roy"
    assert User.objects.get(username="anne.roy").check_password(PASSWORD)
    _other, again = opened(link, "une autre phrase longue", "une autre phrase longue")
    assert again.status_code == 404
    assert User.objects.get(username="anne.roy").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "again"),
    [("court", "court"), ("anne.roy.anne", "anne.roy.anne"), (PASSWORD, "autre phrase longue")],
)
def test_a_weak_or_mistyped_password_is_refused_and_the_link_still_opens(link, password, again):
    _browser, response = opened(link, password, again)
    assert response.status_code == 422
    assert opened(link)[1].status_code == 302


def test_a_link_of_eight_days_opens_nothing(link):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert Client().get(link).status_code == 404
        assert opened(link)[1].status_code == 404
    assert not User.objects.get(username="anne.roy").has_usable_password()


def test_a_new_link_voids_the_former_one(office, link, once):
    user = User.objects.get(username="anne.roy")
    [newer] = links_in(office.post(f"/school/staff/{user.pk}/invitation/", {"once": once()}))
    assert opened(link)[1].status_code == 404
    assert opened(newer)[1].status_code == 302


def test_two_that_open_one_link_at_once_leave_one_password(link):
    user = User.objects.get(username="anne.roy")
    one, two = (Invitation.objects.open().get(user=user) for _each in range(2))
    assert one.accept(PASSWORD)
    assert not two.accept("une autre phrase longue")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_who_answers_a_moment_after_another_window_changes_nothing_and_stays_outside(link, monkeypatch):
    accept = Invitation.accept

    def accept_second(invitation, password):
        assert accept(Invitation.objects.get(pk=invitation.pk), PASSWORD)
        return accept(invitation, password)

    monkeypatch.setattr(Invitation, "accept", accept_second)
    browser, late = opened(link, "une autre phrase longue", "une autre phrase longue")
    assert late.status_code == 404
    assert User.objects.get(username="anne.roy").check_password(PASSWORD)
    assert not browser.get("/").wsgi_request.user.is_authenticated


def test_a_second_click_keeps_the_link_that_the_first_one_made(office, link, once):
    user = User.objects.get(username="anne.roy")
    address, click = f"/school/staff/{user.pk}/invitation/", {"once": once()}
    [shown] = links_in(office.post(address, click))
    assert office.post(address, click)["Location"] == f"/school/staff/{user.pk}/"
    assert opened(shown)[1].status_code == 302


def test_no_password_at_all_is_asked_for_and_compared_with_nothing(link):
    _browser, response = opened(link, "", PASSWORD)
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert {field: len(said) for field, said in errors.items()} == {"password": 1}
    assert not User.objects.get(username="anne.roy").has_usable_password()


def test_a_link_says_nothing_to_who_has_not_the_token(client, link):
    response = client.get("/school/invitations/devine/")
    assert response.status_code == 404
    assert "Roy" not in page(response)


def test_a_link_never_walks_around_a_second_proof(office, link, once):
    from allauth.mfa.models import Authenticator

    user = User.objects.get(username="anne.roy")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    browser, response = opened(link)
    assert response["Location"] == "/account/login/"
    assert not browser.get("/").wsgi_request.user.is_authenticated


def test_who_enters_by_a_link_goes_on_to_the_second_proof(link, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    browser, _response = opened(link)
    assert browser.get("/school/")["Location"] == "/account/"
    assert browser.get("/account/totp/").status_code == 200


# --- teachers.csv -----------------------------------------------------------------------------------------------------
@pytest.fixture
def five_b(space):
    space.name, space.school_year = "5e B", 2026
    space.save()
    with time_machine.travel("2026-11-23T10:00:00+01:00"):
        yield space


def preview(office):
    response = office.post("/school/staff/import/", {"file": sent()})
    return response, {"rows": response.context["kept"], "once": response.context["once"], "confirm": "yes"}


def test_a_file_is_shown_before_anything_is_written(office, five_b):
    before = User.objects.count()
    response, _confirm = preview(office)
    plan = response.context["plan"]
    assert [line.state for line in plan.lines] == ["new", "new"]
    assert plan.new_classes == {"6e A": "cycle3"}
    assert [problem.line for problem in plan.problems] == [4]
    assert User.objects.count() == before


def test_a_file_makes_accounts_places_classes_and_links(office, five_b):
    _response, confirm = preview(office)
    response = office.post("/school/staff/import/", confirm)
    assert len(links_in(response)) == 2
    roy = User.objects.get(email="anne.roy@ecole.example")
    assert {m.space.name: m.role for m in roy.memberships.all()} == {"5e B": "teacher", "6e A": "teacher"}
    assert ClassSpace.objects.get(name="6e A").memberships.filter(role=Role.SCHOOL_ADMIN).exists()


def test_a_file_says_what_pupils_read_and_may_have_no_email(office, five_b):
    text = "nom;courriel;classes;nom affiché\nMme Anne ROY;;5e B;\nGRAND Lise;;5e B;Lise\n"
    shown = office.post("/school/staff/import/", {"file": sent(text)})
    assert "vous leur remettez leurs liens vous-même" in page(shown)
    confirm = {"rows": shown.context["kept"], "once": shown.context["once"], "confirm": "yes"}
    response = office.post("/school/staff/import/", confirm)
    assert len(links_in(response)) == 2
    assert "remettez-le vous-même\u00a0; identifiant anne.roy" in page(response)
    named = five_b.memberships.filter(user__username__in=["anne.roy", "lise.grand"])
    assert {seat.display_name for seat in named} == {"Mme Roy", "Lise"}
    again = office.post("/school/staff/import/", {"file": sent(text)})
    assert [line.state for line in again.context["plan"].lines] == ["known", "known"]


def test_a_name_chosen_on_the_screen_goes_before_the_file_s(office, five_b, adult):
    office.post(f"/school/staff/{adult.pk}/name/", {"shown": "Madame Anne"})
    text = "nom;courriel;classes\nMme Anne ROY;anne.roy@ecole.example;5e B\n"
    shown = office.post("/school/staff/import/", {"file": sent(text)})
    assert shown.context["plan"].lines[0].shown == "Madame Anne"
    confirm = {"rows": shown.context["kept"], "once": shown.context["once"], "confirm": "yes"}
    office.post("/school/staff/import/", confirm)
    assert adult.memberships.get().display_name == "Madame Anne"


def test_the_page_of_an_adult_proposes_the_name_that_was_chosen(office, adult):
    office.post(f"/school/staff/{adult.pk}/name/", {"shown": "Madame Anne"})
    assert office.get(f"/school/staff/{adult.pk}/").context["name_form"].initial == {"shown": "Madame Anne"}


def test_a_file_taken_twice_changes_nothing(office, five_b):
    _response, confirm = preview(office)
    office.post("/school/staff/import/", confirm)
    counts = (User.objects.count(), Membership.objects.count(), Invitation.objects.count())
    again, confirm = preview(office)
    assert not again.context["plan"].changes
    office.post("/school/staff/import/", confirm)
    assert (User.objects.count(), Membership.objects.count(), Invitation.objects.count()) == counts


def test_a_known_teacher_only_joins_what_is_missing(office, five_b, adult):
    response, confirm = preview(office)
    line = response.context["plan"].lines[0]
    assert (line.state, line.user, line.joins) == ("moved", adult, ["5e B", "6e A"])
    office.post("/school/staff/import/", confirm)
    assert adult.memberships.count() == 2


def test_a_file_opens_no_closed_account(office, five_b, adult):
    adult.is_active = False
    adult.save()
    _response, confirm = preview(office)
    office.post("/school/staff/import/", confirm)
    adult.refresh_from_db()
    assert not adult.is_active
    assert not adult.memberships.exists()


def test_what_cannot_be_read_says_why(office):
    for data in ({}, {"file": SimpleUploadedFile("x.csv", b"rien;ici\n1;2\n")}):
        response = office.post("/school/staff/import/", data)
        assert response.status_code == 422
        assert response.context["refusal"]


def test_the_rows_come_back_as_they_were_read():
    roster = read_teachers("teachers.csv", SAMPLE.encode("cp1252"))
    again = read_teachers("teachers.csv", staff_file.as_csv(roster).encode())
    assert [(r.last_name, r.first_name, r.email, r.classes) for r in again.rows] == [
        (r.last_name, r.first_name, r.email, r.classes) for r in roster.rows
    ]


def test_one_teacher_on_two_rows_is_one_account(five_b):
    text = "nom;prénom;courriel;classes\nRoy;Anne;a@e.example;5e B\nRoy;Anne;a@e.example;6e A\n"
    plan = staff_file.plan(five_b.school, read_teachers("t.csv", text.encode()))
    assert (plan.newcomers, len(staff_file.carry_out(five_b.school, plan))) == (1, 1)
    assert User.objects.get(email="a@e.example").memberships.count() == 2


def test_a_teacher_whom_the_file_names_twice_for_what_they_have_is_said_once(five_b, adult):
    staffing.place(adult, five_b, Role.TEACHER)
    row = f"Roy;Anne;{adult.email};5e B\n"
    made = staff_file.plan(
        five_b.school, read_teachers("t.csv", f"nom;prénom;courriel;classes\n{row}{row}".encode())
    )
    assert [line.state for line in made.lines] == ["known"]


def test_the_page_that_takes_a_file_says_nothing_of_a_former_one(office):
    response = office.get("/school/staff/import/")
    assert response.status_code == 200
    assert 'type="file"' in page(response)
    assert "plan" not in response.context


def test_three_hundred_rows_are_planned_in_as_many_queries_as_three(five_b, django_assert_num_queries):
    def roster(n):
        rows = "".join(f"Nom{i};Ana;a{i}@e.example;5e B\n" for i in range(n))
        return read_teachers("t.csv", ("nom;prénom;courriel;classes\n" + rows).replace("Nom", "N").encode())

    for n in (3, 300):
        with django_assert_num_queries(3):
            staff_file.plan(five_b.school, roster(n))


# --- administering, leaving -------------------------------------------------------------------------------------------
def test_a_new_admin_is_in_each_class_of_the_school_and_goes_on_teaching(office, space, adult):
    other = make_space(space.school)
    staffing.place(adult, other, Role.TEACHER)
    elsewhere = make_space(make_school())
    office.post(f"/school/staff/{adult.pk}/administration/", {"administers": "yes"})
    roles = dict(Membership.objects.filter(user=adult).values_list("space", "role"))
    assert roles == {space.pk: Role.SCHOOL_ADMIN, other.pk: Role.TEACHER}
    assert elsewhere.pk not in roles


def test_an_admin_released_keeps_the_classes_they_teach_only(office, space, adult):
    other = make_space(space.school)
    staffing.place(adult, other, Role.TEACHER)
    staffing.name_admin(adult)
    office.post(f"/school/staff/{adult.pk}/administration/", {"administers": "no"})
    assert [m.space for m in Membership.objects.active().filter(user=adult)] == [other]


def test_the_last_hand_on_the_school_cannot_let_go(office, boss):
    office.post(f"/school/staff/{boss.pk}/administration/", {"administers": "no"})
    office.post(f"/school/staff/{boss.pk}/departure/", {"leaves": "yes"})
    boss.refresh_from_db()
    assert boss.administers
    assert boss.is_active


def test_who_leaves_is_out_on_every_device_at_once(office, space, as_member):
    teacher = make_teacher(space, "M. Petit")
    browser = as_member(teacher)
    assert browser.get(f"/classes/{space.slug}/").status_code == 200
    Invitation.objects.invite(teacher.user, by=None)
    office.post(f"/school/staff/{teacher.user_id}/departure/", {"leaves": "yes"})
    assert browser.get(f"/classes/{space.slug}/")["Location"].startswith("/?next=")
    assert not teacher.user.invitations.exists()


def test_who_comes_back_is_in_no_class(office, space):
    teacher = make_teacher(space, "M. Petit")
    for leaves in ("yes", "no"):
        office.post(f"/school/staff/{teacher.user_id}/departure/", {"leaves": leaves})
    teacher.user.refresh_from_db()
    assert teacher.user.is_active
    assert not Membership.objects.active().filter(user=teacher.user).exists()


def test_a_closed_account_gets_no_link_no_place_and_no_office(office, space, adult, once):
    staffing.leave_school(adult, by=User.objects.get(administers=True))
    adult.refresh_from_db()
    assert office.post(f"/school/staff/{adult.pk}/invitation/", {"once": once()}).status_code == 404
    with pytest.raises(staffing.Refused):
        staffing.place(adult, space, Role.TEACHER)
    with pytest.raises(staffing.Refused):
        staffing.name_admin(adult)


def test_a_lost_second_proof_is_removed_and_both_are_told(office, boss, adult):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=adult, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert "second-proof" in page(office.get(f"/school/staff/{adult.pk}/"))
    office.post(f"/school/staff/{adult.pk}/second-proof/")
    assert not Authenticator.objects.filter(user=adult).exists()
    assert set(AccountNotice.objects.values_list("user", flat=True)) == {boss.pk, adult.pk}


def test_nobody_helps_themselves_to_their_own_account(office, boss, once):
    assert office.post(f"/school/staff/{boss.pk}/second-proof/").status_code == 404
    assert office.post(f"/school/staff/{boss.pk}/invitation/", {"once": once()}).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_office_speaks_both_languages(office, language, adult, once):
    office.cookies["language"] = language
    said = page(office.get("/school/staff/")) + page(ask_in(office, once, first_name="Luc"))
    assert ("Les adultes de l’établissement" in said) == (language == "fr")
    assert ("The adults of the school" in said) == (language == "en")
