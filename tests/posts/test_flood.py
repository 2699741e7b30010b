"""A pupil has twenty texts waiting and fifty drafts at most: more is no writing, and nobody could read it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from posts.guards import MOST_DRAFTS, TOO_MANY_DRAFTS
from posts.models import Post
from posts.models.moving import MOST_WAITING
from posts.refusals import TooManyDrafts, TooManyWaiting
from tests.world import articles_of, drafted, key, submitted


def waiting(author, n):
    return [submitted(author, f"Texte {k}") for k in range(n)]


def drafts(author, n):
    return [Post.objects.start(by=author, key=key()) for _ in range(n)]


def url(name, space):
    return reverse(name, args=[space.slug])


def test_twenty_texts_wait_and_not_one_more(pupil):
    waiting(pupil, MOST_WAITING)
    late = drafted(pupil, "Le vingt et unième")
    with pytest.raises(TooManyWaiting):
        late.submit("Le vingt et unième", by=pupil, key=key())
    assert Post.objects.filter(author=pupil, status="pending").count() == MOST_WAITING == 20


@pytest.mark.parametrize("how", ["published", "returned", "withdrawn"])
def test_a_text_that_no_longer_waits_makes_room(pupil, teacher, how):
    first, *_ = waiting(pupil, MOST_WAITING)
    if how == "published":
        first.publish(by=teacher, digest=first.revision.digest)
    elif how == "returned":
        first.send_back(by=teacher, digest=first.revision.digest, articles=articles_of(first))
    else:
        first.withdraw(by=pupil)
    assert submitted(pupil, "Enfin").status == "pending"


def test_one_pupils_texts_take_nobody_elses_place(pupil, classmate, teacher):
    waiting(pupil, MOST_WAITING)
    assert submitted(classmate).status == "pending"
    assert waiting(teacher, MOST_WAITING + 1)[-1].status == "pending"


def test_the_same_sending_again_is_answered_as_the_first(pupil):
    once, late = key(), drafted(pupil)
    waiting(pupil, MOST_WAITING - 1)
    first = late.submit("Le vingtième", by=pupil, key=once)
    assert late.submit("Le vingtième", by=pupil, key=once) == first


def test_what_does_not_fit_is_kept_as_a_draft_and_told(space, pupil, as_member):
    waiting(pupil, MOST_WAITING)
    said = {"text": "Un de plus", "key": key()}
    answer = as_member(pupil).post(url("moderation:submissions", space), said)
    assert answer.status_code == 422
    assert "Vingt de tes textes attendent déjà" in answer.content.decode()
    assert Post.objects.get(author=pupil, status="draft").draft.text == "Un de plus"


def test_fifty_drafts_and_not_one_more(pupil):
    drafts(pupil, MOST_DRAFTS)
    with pytest.raises(TooManyDrafts):
        Post.objects.start(by=pupil, key=key())
    assert Post.objects.filter(author=pupil).count() == MOST_DRAFTS == 50


def test_a_composer_already_begun_goes_on(pupil):
    once = key()
    first = Post.objects.start(by=pupil, key=once)
    drafts(pupil, MOST_DRAFTS - 1)
    assert Post.objects.start(by=pupil, key=once) == first
    first.save_draft("La suite", by=pupil)


def test_a_draft_thrown_away_makes_room(pupil):
    drafts(pupil, MOST_DRAFTS)[0].discard(by=pupil)
    assert Post.objects.start(by=pupil, key=key()).status == "draft"


def test_a_teacher_has_as_many_as_they_like(teacher):
    assert len(drafts(teacher, MOST_DRAFTS + 1)) == MOST_DRAFTS + 1


@pytest.mark.parametrize("name", ["posts:drafts", "moderation:submissions"])
def test_the_text_comes_back_with_what_to_do(space, pupil, name, as_member):
    drafts(pupil, MOST_DRAFTS)
    answer = as_member(pupil).post(url(name, space), {"text": "Le cinquante et unième", "key": key()})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Tu as déjà cinquante brouillons" in html
    assert "Le cinquante et unième" in html


def test_a_script_that_saves_is_told(space, pupil, as_member):
    drafts(pupil, MOST_DRAFTS)
    said = {"text": "Le cinquante et unième", "key": key()}
    answer = as_member(pupil).post(url("posts:drafts", space), said, headers={"Accept": "application/json"})
    assert (answer.status_code, "cinquante brouillons" in answer.json()["error"]) == (409, True)


def test_the_database_itself_refuses_the_fifty_first(pupil):
    drafts(pupil, MOST_DRAFTS)
    more = Post(author=pupil, space=pupil.space, key=key(), moved_at=timezone.now())
    with pytest.raises(IntegrityError, match=TOO_MANY_DRAFTS), transaction.atomic():
        Post.objects.bulk_create([more])
