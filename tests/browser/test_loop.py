"""The whole main job in a real Chromium, on `serve` as a school runs it: from an empty house to a class that reads.

Scripts on and off, in French and in English, nothing prepared: each account, card and charter is made on the screen.
After each step, a pupil of the class next door, a pupil of another school and somebody who is not signed in ask for
every address that the step has made or shown. Only the second factor and the scanned QR code are played.
"""

import re

import pytest

from tests.browser.house import PRODUCTION, House
from tests.browser.loop.lesson import Pupil, Teacher
from tests.browser.loop.office import Office
from tests.browser.loop.outsiders import Outsider, Outsiders
from tests.browser.loop.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRST, SECOND = "Une chouette dort au grenier, j'ai crié !", "Une chouette dort au grenier, sans bruit."
# Met by any walk: a trail that noted nothing would find every door shut.
MET = """posts:timeline posts:mine posts:post posts:story posts:draft posts:drafts posts:revision posts:withdrawal
posts:removal_request posts:news posts:cards charter:charter charter:signature charter:register charter:draft
charter:articles charter:article charter:adoption charter:versions moderation:queue moderation:case moderation:decision
moderation:reversal moderation:decisions moderation:freeze members:list members:import members:pupil members:cards
members:settings school:home school:classes school:first_steps reading""".split()


@pytest.fixture
def house(empty_house: House, request):
    name = re.sub(r"\W", "-", request.node.name)
    house = empty_house.copied_to(empty_house.data.with_name(name), PRODUCTION).open()
    yield house
    house.close()


def outsiders(walk: Walk, office: Office) -> Outsiders:
    """A pupil of the other class and one of another school, both at home; and nobody in particular."""
    next_door, card = office.opens_another_class()
    abroad = walk.house.told("tests.browser.loop.elsewhere")
    neighbour = Pupil(walk, card, scans=False, outsider=True)
    stranger = Pupil(walk, abroad, scans=False, outsider=True)
    pupils = [
        Outsider("the pupil next door", neighbour.page.context, next_door),
        Outsider("the pupil of another school", stranger.page.context, abroad["slug"]),
    ]
    return Outsiders(walk.house.url, pupils, walk.opened().context)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_from_an_empty_house_to_a_class_that_reads(browser, house, language, scripts):
    walk = Walk(browser, house, language, scripts)
    office = Office(walk)
    teacher = Teacher(walk, office.desk)
    with walk.step("first run"):
        office.moves_in()
        office.opens_a_class()
        walk.outsiders = outsiders(walk, office)
    with walk.step("import"):
        office.brings_pupils_in()
    with walk.step("charter"):
        office.adopts_a_charter()
    with walk.step("cards"):
        office.keeps_the_class_open()
        cards = office.prints_cards()
    with walk.step("sign in"):
        office.signs_out_and_comes_back()
        pupil, mate = (Pupil(walk, card) for card in cards)
    with walk.step("sign the charter"):
        pupil.cannot_send_before_signing()
        teacher.has_nothing_of("Avant de signer")
        pupil.signs()
    with walk.step("write"):
        post = walk.trail.post = pupil.writes(FIRST)
        mate.never_sees(FIRST)
    with walk.step("queue"):
        teacher.finds(post)
    with walk.step("send back"):
        teacher.sends_back(post)
        pupil.reads_why(post)
        mate.never_sees(FIRST)
    with walk.step("revise"):
        pupil.sends_again(FIRST, SECOND)
    with walk.step("publish"):
        teacher.publishes_the_difference(post)
        mate.never_sees(SECOND)
    with walk.step("the class sees it"):
        mate.sees(SECOND)
    assert set(MET) - walk.trail.routes == set()
    assert not walk.complaints
