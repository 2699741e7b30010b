"""Cards on paper: who gets one, what it says, and that it is shown once."""

import re
import zlib

import pytest
import segno

from classroom.models import SignInCard
from classroom.models.spaces import Role
from classroom.provisioning import printed
from classroom.signing_in import cards as keys
from tests.world import make_member, make_pupil, make_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(space):
    return f"/classes/{space.slug}/members/cards/"


@pytest.fixture
def desk(as_member, teacher):
    return as_member(teacher)


def page(response):
    return response.content.decode()


def valid():
    return SignInCard.objects.filter(voided_at=None)


def names(response):
    return [card.name for sheet in response.context["sheets"] for card in sheet]


# --- who enters -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_ADMIN])
def test_teachers_and_the_school_print_cards(space, pupil, as_member, address, once, role):
    browser = as_member(make_member(space, role))
    assert browser.get(address).status_code == 200
    assert names(browser.post(address, {"who": "all", "once": once()})) == ["Léa M."]


@pytest.mark.parametrize("act", ["", "voiding/"])
def test_a_pupil_an_observer_and_a_stranger_print_nothing(
    space, pupil, stranger, as_member, address, act, once
):
    keys.issue(pupil.user)
    pupil.user.refresh_from_db()
    for member in (pupil, stranger, make_member(space, Role.OBSERVER)):
        response = as_member(member).post(address + act, {"who": "all", "once": once()})
        assert response.status_code == 404
    assert valid().count() == SignInCard.objects.count() == 1


def test_no_card_without_a_second_proof(settings, desk, address, pupil, once):
    settings.SECOND_FACTOR_REQUIRED = True
    assert desk.post(address, {"who": "all", "once": once()})["Location"] == "/account/"
    assert not SignInCard.objects.exists()


# --- for whom ---------------------------------------------------------------------------------------------------------
def test_the_page_says_how_many_cards_would_be_voided(desk, address, pupil, classmate):
    keys.issue(pupil.user)
    response = desk.get(address)
    assert (response.context["carried"], response.context["without"]) == (1, 1)
    assert response.context["who"] == "without"


def test_only_those_without_a_card_get_one(desk, address, pupil, classmate, once):
    kept = keys.issue(pupil.user).card
    assert names(desk.post(address, {"who": "without", "once": once()})) == ["Noé T."]
    assert keys.valid_card(kept.pk)


def test_a_new_card_for_all_voids_the_old_ones(desk, address, pupil, classmate, once):
    old = keys.issue(pupil.user)
    desk.post(address, {"who": "all", "once": once()})
    assert keys.card_of(old.token) is None
    assert valid().count() == 2


def test_one_pupil_gets_a_new_card_alone(desk, address, pupil, classmate, once):
    kept = keys.issue(classmate.user)
    response = desk.get(f"{address}?member={pupil.pk.hex}")
    assert (response.context["who"], response.context["one"]) == ("one", pupil.pk.hex)
    assert names(desk.post(address, {"who": "one", "member": pupil.pk.hex, "once": once()})) == ["Léa M."]
    assert keys.card_of(kept.token)


@pytest.mark.parametrize("member", ["", "devine", None])
def test_nobody_chosen_or_a_pupil_of_another_class_makes_no_card(
    desk, address, pupil, stranger, member, once
):
    member = stranger.pk.hex if member is None else member
    response = desk.post(address, {"who": "one", "member": member, "once": once()})
    assert response.status_code == 422
    assert not SignInCard.objects.exists()


def test_reloading_the_cards_makes_no_new_ones(desk, address, pupil, once):
    data = {"who": "all", "once": once()}
    desk.post(address, data)
    assert desk.post(address, data).status_code == 302
    assert SignInCard.objects.count() == 1


def test_a_get_makes_no_card(desk, address, pupil):
    desk.get(f"{address}?who=all&as=pdf")
    assert not SignInCard.objects.exists()


def test_all_the_cards_of_a_class_are_voided_and_no_others(desk, address, pupil, stranger):
    mine, other = keys.issue(pupil.user), keys.issue(stranger.user)
    desk.post(f"{address}voiding/")
    assert keys.card_of(mine.token) is None
    assert keys.card_of(other.token)


# --- what a card says -------------------------------------------------------------------------------------------------
def test_a_printed_card_opens_the_class(desk, address, pupil, client, once):
    response = desk.post(address, {"who": "all", "once": once()})
    [[card]] = response.context["sheets"]
    assert card.link.startswith("http://testserver/door/card/#")
    assert client.post("/door/card/", {"token": card.link.split("#")[1]}).status_code == 302
    data = {"code": card.code, "name": "Léa M.", "words": card.words}
    assert client.post("/door/words/", data).status_code == 302


def test_the_page_holds_all_that_a_card_says_and_is_kept_nowhere(desk, address, pupil, once):
    response = desk.post(address, {"who": "all", "once": once()})
    [[card]] = response.context["sheets"]
    said = page(response)
    for word in (card.name, card.class_name, card.code, "testserver", *card.words, card.path):
        assert word in said
    assert response["Cache-Control"] == "no-store, private"
    assert "no-store" in desk.get(address)["Cache-Control"]
    assert not [word for word in card.words if re.search(rf"<li>{word}</li>", page(desk.get(address)))]


def test_a_pseudonym_is_printed_with_the_first_name_that_the_door_asks(desk, address, pupil, once):
    pupil.pseudonym = "Mésange bleue"
    pupil.save()
    [[card]] = desk.post(address, {"who": "all", "once": once()}).context["sheets"]
    assert (card.name, card.first_name) == ("Mésange bleue", pupil.user.first_name)


def test_the_squares_are_those_of_the_link():
    """Read back from the drawing, module by module."""
    card = a_card()
    drawn = [[0] * card.side for _row in range(card.side)]
    for x, y, length in card.squares:
        drawn[y][x : x + length] = [1] * length
    code = segno.make(card.link, error="m", micro=False, mask=3)
    assert drawn == [list(row) for row in code.matrix_iter(border=2)]
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", card.path)]
    assert runs == card.squares


def test_the_square_is_large_enough_for_an_old_camera():
    assert printed.QR_SIDE * (a_card().side - 4) / a_card().side >= 25


# --- the PDF ----------------------------------------------------------------------------------------------------------
def a_card(name="Léa M.", **fields):
    said = {
        "first_name": "",
        "class_name": "5e B",
        "code": "LUNE-42",
        "address": "ardoise.ecole.example",
        "link": "https://ardoise.ecole.example/door/card/#" + "aB3_" * 8,
        "words": ("abeille", "grenouille", "poivron", "tortue", "univers"),
    }
    return printed.PrintedCard(name=name, **{**said, **fields})


class Said(list):
    """Listens to what is written on the paper."""

    def __init__(self, monkeypatch):
        super().__init__()
        write = printed._Paper.cell

        def cell(paper, width, height, text="", *args, **kwargs):
            self.append(text)
            return write(paper, width, height, text, *args, **kwargs)

        monkeypatch.setattr(printed._Paper, "cell", cell)


def pages(pdf):
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize(("n", "sheets"), [(1, 1), (10, 1), (11, 2), (30, 3)])
def test_ten_cards_make_a_sheet(n, sheets):
    assert pages(printed.pdf([a_card()] * n)) == sheets


def test_the_pdf_says_what_the_card_says(monkeypatch):
    said = Said(monkeypatch)
    card = a_card("Mésange bleue", first_name="Léa")
    printed.pdf([card])
    for text in (card.name, "5e B · Léa", card.code, *card.words):
        assert text in said


@pytest.mark.parametrize("name", ["Nguyễn Thị Hằng", "Œnone D’Æ", "Đặng Ş. Ćirić", "Zoë Ł."])
def test_every_letter_of_a_name_is_in_the_fonts(name, caplog):
    printed.pdf([a_card(name)])
    assert "missing" not in caplog.text


def test_a_very_long_name_and_address_stay_on_their_card():
    long = a_card("Maximilien-Alexandre-Barthélemy W." * 2, address="a" * 60 + ".ecole.example")
    assert pages(printed.pdf([long] * 10)) == 1


def test_the_pdf_is_a_download_that_no_cache_keeps(desk, address, pupil, once):
    response = desk.post(address, {"who": "all", "as": "pdf", "once": once()})
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Disposition"].endswith('.pdf"')
    assert response.content.startswith(b"%PDF")


def test_cards_speak_the_schools_language(desk, address, pupil, once, monkeypatch):
    said = Said(monkeypatch)
    pupil.space.school.language = "en"
    pupil.space.school.save()
    desk.cookies["language"] = "fr"
    desk.post(address, {"who": "all", "as": "pdf", "once": once()})
    assert "Do not lose it: it is yours." in said


def test_thirty_pupils_cost_no_more_queries_than_three(desk, address, space, once, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _each in range(3):
        make_pupil(space)
    desk.post(address, {"who": "all", "once": once()})
    with CaptureQueriesContext(connection) as few:
        desk.post(address, {"who": "all", "once": once()})
    for _each in range(27):
        make_pupil(space)
    outside = [query for query in few if "django_tasks" not in query["sql"]]
    with CaptureQueriesContext(connection) as many:
        desk.post(address, {"who": "all", "once": once()})
    assert len([query for query in many if "django_tasks" not in query["sql"]]) == len(outside)


@pytest.mark.alone
def test_three_hundred_cards_are_drawn_in_five_seconds():
    import time

    cards = [a_card(f"Léa {n}", link=f"https://ardoise.ecole.example/door/card/#{n:032}") for n in range(300)]
    started = time.process_time()
    assert pages(printed.pdf(cards)) == 30
    assert time.process_time() - started < 5


def test_the_streams_are_packed():
    """A school prints through a slow network: 30 cards stay under 100 kB, fonts included."""
    pdf = printed.pdf([a_card(f"Léa {n}", link=f"https://e.example/door/card/#{n:032}") for n in range(30)])
    assert len(pdf) < 150_000
    assert zlib.decompress(re.search(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)[1].rstrip(b"\r\n"))


def test_a_class_of_another_school_is_not_found(elsewhere, address, once):
    assert elsewhere.post(address, {"who": "all", "once": once()}).status_code == 404


def test_an_empty_class_is_sent_to_the_import(as_member):
    space = make_space()
    from tests.world import make_teacher

    response = as_member(make_teacher(space)).get(f"/classes/{space.slug}/members/cards/")
    assert f"/classes/{space.slug}/members/import/" in page(response)


def test_the_numbers_left_after_a_pdf_can_be_counted_again(desk, address, pupil):
    html = page(desk.get(address))
    assert f'<a href="{address}">Compter de nouveau</a>' in html
