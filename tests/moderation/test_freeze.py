"""The one button that stops the class, and who holds it."""

import pytest
from django.urls import reverse

from moderation import freezing
from posts.models import Publication
from posts.refusals import NotYours
from tests.world import hold_over, make_space, make_teacher, published


def freeze_of(space):
    return reverse("moderation:freeze", args=[space.slug])


@pytest.mark.parametrize("who", ["teacher", "admin"])
def test_a_teacher_and_the_schools_admin_freeze_and_thaw(space, who, request, as_member):
    client = as_member(request.getfixturevalue(who))
    assert client.get(freeze_of(space)).status_code == 200
    said = client.post(freeze_of(space), {"frozen": "on"}, follow=True).content.decode()
    space.refresh_from_db()
    assert space.is_frozen
    assert "La classe est gelée" in said
    client.post(freeze_of(space), {"frozen": "off"})
    space.refresh_from_db()
    assert not space.is_frozen


def test_nothing_new_shows_while_frozen_and_all_of_it_after(space, pupil, classmate, teacher):
    published(pupil, teacher)
    freezing.freeze(space, by=teacher)
    with hold_over():
        classmate.refresh_from_db()
        classmate.space.refresh_from_db()
        assert Publication.objects.visible_to(classmate).count() == 0
        freezing.thaw(space, by=teacher)
        classmate.space.refresh_from_db()
        assert Publication.objects.visible_to(classmate).count() == 1


def test_freezing_again_keeps_the_first_instant(space, teacher, colleague):
    freezing.freeze(space, by=teacher)
    first = space.frozen_at
    freezing.freeze(space, by=colleague)
    space.refresh_from_db()
    assert space.frozen_at == first


@pytest.mark.parametrize("who", ["pupil", "stranger"])
def test_nobody_else_freezes(space, who, request, as_member):
    client = as_member(request.getfixturevalue(who))
    assert client.get(freeze_of(space)).status_code == 404
    assert client.post(freeze_of(space), {"frozen": "on"}).status_code == 404
    space.refresh_from_db()
    assert not space.is_frozen


def test_the_verb_itself_asks_whose_hand_it_is(space, pupil):
    for hand in (pupil, make_teacher(make_space())):
        with pytest.raises(NotYours):
            freezing.freeze(space, by=hand)
        with pytest.raises(NotYours):
            freezing.thaw(space, by=hand)


@pytest.mark.parametrize("word", ["on", "off"])
def test_who_left_while_the_page_loaded_stops_nothing(space, teacher, as_member, gone_before_the_lock, word):
    if word == "off":
        freezing.freeze(space, by=teacher)
    gone_before_the_lock(teacher)
    assert as_member(teacher).post(freeze_of(space), {"frozen": word}).status_code == 404
    space.refresh_from_db()
    assert space.is_frozen == (word == "off")


def test_a_word_that_is_neither_is_404(space, teacher, as_member):
    assert as_member(teacher).post(freeze_of(space), {"frozen": "perhaps"}).status_code == 404


def test_the_board_says_that_the_class_is_frozen(space, teacher, as_member):
    freezing.freeze(space, by=teacher)
    html = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert "Dégeler la classe" in html
