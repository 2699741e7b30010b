"""The board's prepared questions say what its QuerySets say, and nobody who does not teach gets a row."""

import pytest
from django.urls import reverse
from django.utils import timezone

from classroom.standing import standing_of
from moderation import case
from tests.posts.test_prepared_doors import compared, lived_in  # noqa: F401 - fixtures
from tests.world import articles_of, hold_over, submitted


@pytest.mark.parametrize("board", ["", "reading"])
def test_the_board_and_its_cards_are_asked_alike(space, pupil, teacher, lived_in, compared, as_member, board):  # noqa: F811
    hand = as_member(teacher)
    with hold_over():
        assert hand.get(reverse("moderation:queue", args=[space.slug])).status_code == 200
        post = submitted(pupil, "Un de plus")
        said = {"verdict": "send_back", "digest": post.revision.digest, "message": "Relis.", "board": board}
        said["articles"] = [articles_of(post)[0].pk.hex]
        there = reverse("moderation:decision", args=[space.slug, post.pk])
        assert hand.post(there, said, headers={"HX-Request": "true"}).status_code == 200
    assert all(any(compared[question]) for question in ("_of_class", "_sent", "_with_figures"))


def test_who_does_not_teach_gets_no_text(pupil, teacher):
    post = submitted(pupil)
    asked = {"post": post.pk, "now": timezone.now()}
    assert case._sent(**asked, **standing_of(teacher)) == [post]
    assert case._sent(**asked, **standing_of(pupil)) == []
