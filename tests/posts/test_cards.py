"""Cards kept in this process: found again by all that they depend on, dropped when they are old or too many."""

import pytest
from django.urls import reverse
from django.utils.safestring import SafeString

from posts import cards
from posts.cards import Kept
from posts.models import Publication
from tests.world import hold_over, published


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(cards, "monotonic", lambda: now[0])
    return now


def test_a_card_is_kept_for_its_time_and_no_longer(clock):
    kept = Kept()
    kept.put(("a",), SafeString("A"), 300)
    assert kept.get(("a",)) == "A"
    assert kept.get(("b",)) is None
    clock[0] += 300
    assert kept.get(("a",)) is None


def test_the_first_kept_leave_when_there_are_too_many(monkeypatch, clock):
    monkeypatch.setattr(cards, "MOST", 2)
    kept = Kept()
    for name in ("a", "b", "a", "c"):
        kept.put((name,), SafeString(name), 300)
    assert [kept.get((name,)) for name in "abc"] == ["a", None, "c"]
    kept.forget()
    assert kept.get(("c",)) is None


@pytest.mark.parametrize("n", [1, 3, 7])
def test_any_number_of_cards_is_made_at_once_in_order(space, pupil, teacher, n):
    written = [published(pupil, teacher, f"Texte {number}") for number in range(n)]
    with hold_over():
        rows = Publication.objects.visible_to(pupil).newest_first().in_brief(pupil)
        made = cards.cards_of(pupil, rows)
        again = cards.cards_of(pupil, rows)
    assert len(made) == n
    assert all(f"Texte {number}" in card for number, card in zip(reversed(range(n)), made, strict=True))
    assert all(one is other for one, other in zip(made, again, strict=True))
    assert written


def test_a_card_that_is_kept_does_not_show_what_was_taken_down(space, pupil, teacher, as_member):
    post = published(pupil, teacher, "Pour un temps")
    page, reader = reverse("posts:timeline", args=[space.slug]), as_member(pupil)
    with hold_over():
        assert "Pour un temps" in reader.get(page).content.decode()
        post.take_down(by=teacher, articles=[post.revision.charter.articles.first()])
        assert "Pour un temps" not in reader.get(page).content.decode()
