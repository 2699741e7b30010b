"""Taking down and restoring; what authors ask to have removed."""

import pytest
from django.urls import reverse

from charter.models import Article, Signature
from classroom.models.spaces import Role
from posts.models import Note, Post, Publication
from tests.world import (
    adopt,
    articles_of,
    hold_over,
    key,
    make_member,
    make_space,
    make_teacher,
    published,
    submitted,
)


def url(name, post):
    return reverse(f"moderation:{name}", args=[post.space.slug, post.pk])


def seen_by(member):
    return Publication.objects.visible_to(member).count()


def cited(post):
    return {"articles": [articles_of(post)[0].pk.hex], "message": "Cela blesse."}


@pytest.mark.parametrize("who", ["teacher", "colleague", "admin"])
def test_who_may_take_down_does_so_with_an_article(pupil, classmate, teacher, who, request, as_member):
    post = published(pupil, teacher)
    with hold_over():
        client = as_member(request.getfixturevalue(who))
        assert "article-button" in client.get(url("taking_down", post)).content.decode()
        assert client.post(url("taking_down", post), cited(post)).status_code == 302
        assert seen_by(classmate) == 0
    assert Note.objects.get().text == "Cela blesse."


def test_who_administers_the_school_finds_the_button_on_the_cards_and_an_observer_does_not(
    space, pupil, teacher, admin, as_member
):
    post = published(pupil, teacher)
    timeline = reverse("posts:timeline", args=[space.slug])
    observer = make_member(space, Role.OBSERVER, "Mme Vue")
    with hold_over():
        html = as_member(admin).get(timeline).content.decode()
        assert url("taking_down", post) in html
        assert reverse("posts:story", args=[space.slug, post.pk]) not in html
        assert "#text" not in html
        for other in (observer, pupil):
            assert url("taking_down", post) not in as_member(other).get(timeline).content.decode()


def test_without_an_article_it_stays_and_the_message_is_kept(pupil, classmate, teacher, as_member):
    post = published(pupil, teacher)
    with hold_over():
        response = as_member(teacher).post(url("taking_down", post), {"message": "Trop fort"})
        assert response.status_code == 422
        assert "Trop fort" in response.content.decode()
        assert seen_by(classmate) == 1


def test_the_authors_own_request_needs_no_article(pupil, classmate, teacher, as_member):
    post = published(pupil, teacher)
    client = as_member(teacher)
    with hold_over():
        post.ask_removal(by=pupil)
        requests = reverse("moderation:removal_requests", args=[post.space.slug])
        assert url("taking_down", post) in client.get(requests).content.decode()
        assert "pourquoi" not in client.get(url("taking_down", post)).content.decode()
        said = client.post(url("taking_down", post), follow=True).content.decode()
        assert "comme le demandait son auteur" in said
        assert "lit pourquoi" not in said
        assert seen_by(classmate) == 0
        assert url("taking_down", post) not in client.get(requests).content.decode()


def test_a_blank_left_takes_nothing_down(pupil, classmate, teacher, as_member):
    post = published(pupil, teacher)
    with hold_over():
        data = cited(post) | {"message": "Voir […]"}
        assert as_member(teacher).post(url("taking_down", post), data).status_code == 422
        assert seen_by(classmate) == 1


@pytest.mark.parametrize("who", ["pupil", "classmate", "stranger"])
def test_pupils_and_strangers_take_nothing_down(pupil, classmate, teacher, who, request, as_member):
    post = published(pupil, teacher)
    with hold_over():
        client = as_member(request.getfixturevalue(who))
        for name in ("taking_down", "restoration"):
            assert client.get(url(name, post)).status_code == 404
            assert client.post(url(name, post), cited(post)).status_code == 404
        assert client.get(reverse("moderation:removal_requests", args=[post.space.slug])).status_code == 404
        assert seen_by(classmate) == 1


def test_an_admin_neither_restores_nor_sees_what_waits(pupil, teacher, admin, as_member):
    post = published(pupil, teacher)
    waiting = submitted(pupil)
    with hold_over():
        client = as_member(admin)
        client.post(url("taking_down", post), cited(post))
        assert client.get(url("taking_down", waiting)).status_code == 404
        assert client.post(url("restoration", post)).status_code == 404
    assert Post.objects.get(pk=post.pk).taken_down


def test_an_admin_takes_down_what_an_edit_approved_under_a_newer_charter_is_about_to_replace(
    space, pupil, classmate, teacher, admin, as_member
):
    post = published(pupil, teacher, "Encore là")
    with hold_over():
        post.refresh_from_db()
        post.revise(by=pupil)
        Signature.objects.create(charter=adopt(space), member=pupil)
        post.submit("Pas encore là", by=pupil, key=key())
        post.publish(by=teacher, digest=post.revision.digest)
        client = as_member(admin)
        assert "Pas encore là" not in client.get(url("taking_down", post)).content.decode()
        assert client.post(url("taking_down", post), cited(post)).status_code == 302
        assert seen_by(classmate) == 0


def test_a_teacher_of_another_class_takes_nothing_down(pupil, teacher, as_member):
    post = published(pupil, teacher)
    other = make_teacher(make_space(post.space.school))
    with hold_over():
        there = reverse("moderation:taking_down", args=[other.space.slug, post.pk])
        assert as_member(other).post(there, cited(post)).status_code == 404


def test_who_left_while_the_page_loaded_takes_nothing_down(
    pupil, classmate, teacher, as_member, gone_before_the_lock
):
    post = published(pupil, teacher)
    with hold_over():
        gone_before_the_lock(teacher)
        assert as_member(teacher).post(url("taking_down", post), cited(post)).status_code == 404
        assert seen_by(classmate) == 1


def test_who_left_while_the_page_loaded_restores_nothing(
    pupil, classmate, teacher, as_member, gone_before_the_lock
):
    post = published(pupil, teacher)
    with hold_over():
        post.take_down(by=teacher, articles=articles_of(post))
        gone_before_the_lock(teacher)
        assert as_member(teacher).post(url("restoration", post)).status_code == 404
    with hold_over():
        assert seen_by(classmate) == 0


def test_restored_it_shows_again(pupil, classmate, teacher, as_member):
    post = published(pupil, teacher, "Me revoici")
    with hold_over():
        post.take_down(by=teacher, articles=articles_of(post))
        client = as_member(teacher)
        assert "Me revoici" in client.get(url("restoration", post)).content.decode()
        assert client.post(url("restoration", post)).status_code == 302
        with hold_over():
            assert seen_by(classmate) == 1


def test_what_was_not_taken_down_has_no_restoration(pupil, teacher, as_member):
    assert as_member(teacher).get(url("restoration", published(pupil, teacher))).status_code == 404


def test_a_frozen_class_restores_nothing_and_says_why(space, pupil, classmate, teacher, as_member):
    post = published(pupil, teacher)
    with hold_over():
        post.take_down(by=teacher, articles=articles_of(post))
        space.frozen_at = post.moved_at
        space.save()
        response = as_member(teacher).post(url("restoration", post))
        assert response.status_code == 422
        assert 'role="alert"' in response.content.decode()


def test_what_waits_has_nothing_to_take_down(pupil, teacher, as_member):
    assert as_member(teacher).get(url("taking_down", submitted(pupil))).status_code == 404
    assert Article.objects.exists()
