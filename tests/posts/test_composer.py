"""The composer: a text goes out once, comes back with its faults, and is kept as it is typed."""

from html import unescape
from uuid import uuid4

import pytest

from posts.models import Draft, Post, Publication, Revision, Transition
from tests.world import drafted, hold_over, make_pupil, make_space, published, submitted

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


def address(member, tail):
    return f"/classes/{member.space.slug}/{tail}"


def send(browser, member, text, headers=None, **fields):
    data = {"text": text, "key": str(uuid4()), **fields}
    return browser.post(address(member, "moderation/submissions/"), data, headers=headers or {})


def test_a_text_asks_for_reading_and_the_browser_is_led_to_my_texts(pupil, as_member):
    response = send(as_member(pupil), pupil, "Bonjour")
    assert response.status_code == 302
    assert response["Location"] == address(pupil, "posts/mine/")
    assert Post.objects.written_by(pupil).get().status == "pending"


def test_a_script_gets_an_empty_composer_and_the_waiting_card(pupil, as_member):
    html = send(as_member(pupil), pupil, "Une mésange", HTMX).content.decode()
    textarea = html[html.index("<textarea") : html.index("</textarea>")]
    assert "mésange" not in textarea
    assert 'hx-swap-oob="true"' in html
    assert "Une mésange" in html
    assert "state waiting" in html


def test_the_same_key_sends_once(pupil, as_member):
    browser, key = as_member(pupil), str(uuid4())
    answers = [send(browser, pupil, "Une fois", key=key).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Revision.objects.count() == Post.objects.count() == 1


def test_a_teachers_own_text_is_published_at_once_and_once(teacher, classmate, as_member):
    browser, key = as_member(teacher), str(uuid4())
    assert [send(browser, teacher, "Bonjour", key=key).status_code for _ in range(2)] == [302, 302]
    with hold_over():
        assert Publication.objects.visible_to(classmate).get().revision.text == "Bonjour"


def test_a_teachers_two_clicks_at_once_publish_once_and_are_both_told(teacher, as_member, monkeypatch):
    publish = Post.publish

    def publish_second(post, **said):
        publish(Post.objects.get(pk=post.pk), **said)  # the twin was quicker
        return publish(post, **said)

    monkeypatch.setattr(Post, "publish", publish_second)
    response = send(as_member(teacher), teacher, "Bonjour", HTMX)
    assert response.status_code == 200
    assert "C’est publié." in unescape(response.content.decode())
    assert Transition.objects.filter(move="publish").count() == 1
    assert Post.objects.get().status == "published"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_refused_text_comes_back_with_why(pupil, as_member, headers):
    response = send(as_member(pupil), pupil, "trop long " * 15, headers)
    html = response.content.decode()
    assert response.status_code == 422
    assert "trop long trop long" in html[html.index("<textarea") :]
    assert response.context["error"] in unescape(html)
    assert response.context["over"] == 9
    assert Draft.objects.get().text.startswith("trop long")
    assert Revision.objects.count() == 0


def test_who_has_not_signed_keeps_the_text_and_is_shown_the_charter(space, as_member):
    newcomer = make_pupil(space, signed=False)
    response = send(as_member(newcomer), newcomer, "Je veux parler", HTMX)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Je veux parler</textarea>" in html
    assert Draft.objects.get().text == "Je veux parler"


@pytest.mark.django_db
def test_a_class_without_a_charter_keeps_the_text_and_says_so(as_member):
    newcomer = make_pupil(make_space(charter=False), signed=False)
    response = send(as_member(newcomer), newcomer, "Les premiers", HTMX)
    assert response.status_code == 422
    assert "n’a pas encore de charte" in unescape(response.content.decode())
    assert Draft.objects.get().text == "Les premiers"


def test_a_text_that_waits_already_is_not_sent_over_and_the_page_alone_holds_the_new_one(pupil, as_member):
    post = submitted(pupil, "Déjà parti")
    response = send(as_member(pupil), pupil, "Encore", HTMX, post=str(post.pk))
    assert response.status_code == 422
    assert "Encore</textarea>" in response.content.decode()
    assert not Draft.objects.exists()
    post.refresh_from_db()
    assert (post.status, post.revision.text) == ("pending", "Déjà parti")


def test_a_frozen_class_takes_nothing_and_keeps_the_draft(pupil, as_member, space):
    from django.utils import timezone

    space.frozen_at = timezone.now()
    space.save()
    response = send(as_member(pupil), pupil, "Pendant le gel", HTMX)
    assert response.status_code == 422
    assert Draft.objects.get().text == "Pendant le gel"
    assert Revision.objects.count() == 0


def test_drafts_saved_as_one_types_are_one_post(pupil, as_member):
    browser, key = as_member(pupil), str(uuid4())
    for text in ("Ce mat", "Ce matin"):
        answer = browser.post(
            address(pupil, "posts/drafts/"), {"text": text, "key": key, "post": ""}, headers=JSON
        )
        assert answer.status_code == 200
        assert set(answer.json()) == {"post", "saved_at"}
    assert Draft.objects.get().text == "Ce matin"
    assert answer.json()["post"] == str(Post.objects.get().pk)


def test_a_draft_then_sent_by_the_same_composer_is_one_post(pupil, as_member):
    browser, key = as_member(pupil), str(uuid4())
    browser.post(address(pupil, "posts/drafts/"), {"text": "Ce mat", "key": key}, headers=JSON)
    send(browser, pupil, "Ce matin", key=key)
    assert Post.objects.get().revision.text == "Ce matin"
    assert not Draft.objects.exists()


def test_a_late_save_does_not_touch_what_was_sent(pupil, as_member):
    post = submitted(pupil, "Parti")
    answer = as_member(pupil).post(
        address(pupil, "posts/drafts/"), {"text": "Trop tard", "key": str(post.key)}, headers=JSON
    )
    assert answer.status_code == 409
    assert answer.json()["error"]
    assert not Draft.objects.exists()


def test_a_late_save_without_a_script_gives_the_page_back_with_what_was_typed(pupil, as_member):
    post = submitted(pupil, "Parti")
    data = {"text": "Trop tard", "key": str(post.key)}
    answer = as_member(pupil).post(address(pupil, "posts/drafts/"), data, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert "Trop tard</textarea>" in answer.content.decode()
    assert answer.context["error"] in unescape(answer.content.decode())
    assert not Draft.objects.exists()


def test_the_page_of_a_draft_keeps_that_draft_whatever_its_form_names(pupil, as_member):
    mine, other = drafted(pupil, "Le mien"), drafted(pupil, "Un autre")
    data = {"text": "Repris", "key": str(uuid4()), "post": str(other.pk)}
    answer = as_member(pupil).post(address(pupil, f"posts/{mine.pk}/draft/"), data)
    assert answer["Location"] == address(pupil, "posts/mine/")
    kept = dict(Draft.objects.values_list("post", "text"))
    assert kept == {mine.pk: "Repris", other.pk: "Un autre"}


def test_the_draft_button_leads_to_my_texts_without_a_script(pupil, as_member):
    answer = as_member(pupil).post(
        address(pupil, "posts/drafts/"), {"text": "Pour demain", "key": str(uuid4())}, follow=True
    )
    assert answer.redirect_chain[-1][0] == address(pupil, "posts/mine/")
    assert "Pour demain" in answer.content.decode()


def test_a_reply_goes_to_its_thread(pupil, classmate, teacher, as_member):
    parent = published(pupil, teacher, "Qui vient ?")
    with hold_over():
        send(as_member(classmate), classmate, "Moi", reply_to=str(parent.pk))
        assert Post.objects.written_by(classmate).get().reply_to == parent


def test_a_reply_to_what_is_not_shown_is_refused_and_kept(pupil, classmate, as_member):
    parent = submitted(pupil, "Pas encore lu")
    response = send(as_member(classmate), classmate, "Moi", HTMX, reply_to=str(parent.pk))
    assert response.status_code == 422
    assert "Moi</textarea>" in response.content.decode()
    assert not Post.objects.written_by(classmate).exists()


def test_nobody_writes_in_anothers_text(pupil, classmate, stranger, as_member):
    post = drafted(pupil, "À moi")
    for other in (classmate, stranger):
        for tail in ("moderation/submissions/", "posts/drafts/", f"posts/{post.pk}/draft/"):
            data = {"text": "volé", "key": str(uuid4()), "post": str(post.pk)}
            assert as_member(other).post(address(pupil, tail), data).status_code == 404
    post.draft.refresh_from_db()
    assert post.draft.text == "À moi"


def test_an_observer_writes_nothing(space, as_member):
    from classroom.models.spaces import Role
    from tests.world import make_member

    observer = make_member(space, Role.OBSERVER)
    assert send(as_member(observer), observer, "Coucou").status_code == 404
    assert "<textarea" not in as_member(observer).get(address(observer, "")).content.decode()


def test_a_composer_without_its_key_is_nobodys(pupil, as_member):
    assert as_member(pupil).post(address(pupil, "posts/drafts/"), {"text": "a"}).status_code == 404


def test_the_server_counts_as_a_reader_does(pupil, as_member):
    answer = as_member(pupil).post(address(pupil, "posts/length/"), {"text": "é👨‍👩‍👧\r\nœ  "})
    assert answer.json() == {"count": 4}


def test_each_page_has_a_key_of_its_own(pupil, as_member):
    browser = as_member(pupil)
    pages = [browser.get(address(pupil, "")).context["key"] for _ in range(2)]
    assert pages[0] != pages[1]


def test_the_first_line_break_of_a_text_survives(pupil, as_member):
    """A browser drops a line break right after <textarea>: the template writes one, so that the author's stays."""
    post = drafted(pupil, "\nAprès une ligne vide")
    html = as_member(pupil).get(address(pupil, f"posts/{post.pk}/draft/")).content.decode()
    assert ">\n\nAprès une ligne vide</textarea>" in html
