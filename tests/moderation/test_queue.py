"""The board: what waits, what is to rework, what was published today; for the teachers of the class alone."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from classroom.models import ClassWord, Membership
from moderation.waiting import waited
from posts.models import Publication
from tests.world import (
    articles_of,
    hold_over,
    key,
    make_pupil,
    make_space,
    make_teacher,
    published,
    submitted,
)


def queue_of(space):
    return reverse("moderation:queue", args=[space.slug])


def page(client, url, **headers):
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def teaches_too(teacher, space):
    return Membership.objects.create(
        space=space, user=teacher.user, role="teacher", display_name=teacher.display_name
    )


def test_a_teacher_reads_what_waits_oldest_first(space, pupil, classmate, teacher, as_member):
    with time_machine.travel(timezone.now() - timedelta(minutes=3), tick=True):
        submitted(pupil, "Le premier arrivé")
    submitted(classmate, "Le second arrivé")
    html = page(as_member(teacher), queue_of(space))
    assert html.index("Le premier arrivé") < html.index("Le second arrivé")
    assert "3 min" in html


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ({"seconds": 59}, "moins d’une minute"),
        ({"minutes": 59}, "59 min"),
        ({"minutes": 60}, "1 h"),
        ({"hours": 47, "minutes": 59}, "47 h"),
        ({"hours": 48}, "2 jours"),
    ],
)
def test_how_long_a_text_has_waited_is_said_in_its_own_measure(since, said):
    now = timezone.now()
    with override("fr"):
        assert waited(now - timedelta(**since), now).replace("\xa0", " ") == said


@pytest.mark.parametrize("who", ["pupil", "stranger", "admin"])
def test_nobody_else_sees_the_queue(space, who, request, as_member):
    client = as_member(request.getfixturevalue(who))
    submitted(request.getfixturevalue("pupil"))
    never = client.get(reverse("moderation:queue", args=["jamais-vu"]))
    answer = client.get(queue_of(space))
    assert (answer.status_code, answer.content) == (404, never.content)


def test_an_adult_who_does_not_teach_has_no_queue(space, pupil, stranger, admin, as_member):
    for member in (pupil, stranger, admin):
        assert as_member(member).get(reverse("reading")).status_code == 404


def test_one_board_holds_all_my_classes_and_no_other(space, pupil, teacher, stranger, as_member):
    mine = make_space(space.school)
    teaches_too(teacher, mine)
    submitted(pupil, "De la première")
    submitted(make_pupil(mine), "De la seconde")
    submitted(stranger, "D'une autre classe")
    html = page(as_member(teacher), reverse("reading"))
    assert "De la première" in html
    assert "De la seconde" in html
    assert "autre classe" not in html
    assert mine.name in html


def test_the_three_columns_say_where_texts_stand(space, pupil, classmate, teacher, as_member):
    submitted(pupil, "J’attends")
    back = submitted(classmate, "Je reviens")
    back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back))
    published(pupil, teacher, "Je parais")
    html = page(as_member(teacher), queue_of(space))
    waiting, rest = html.split('id="list-returned"')
    returned, shown = rest.split('id="list-published"')
    assert "attends" in waiting
    assert "Je reviens" in returned
    assert "art. 1" in returned
    assert "Je parais" in shown


def test_what_was_published_yesterday_left_the_board(space, pupil, teacher, as_member):
    with time_machine.travel(timezone.now() - timedelta(days=1), tick=True):
        published(pupil, teacher, "Hier")
    assert "Hier" not in page(as_member(teacher), queue_of(space))


def test_what_hides_is_shown_raw(space, pupil, teacher, as_member):
    submitted(pupil, "рaypal est là")
    assert "hidden-char" in page(as_member(teacher), queue_of(space))


def test_a_second_version_comes_with_what_changed(space, pupil, teacher, as_member):
    post = submitted(pupil, "Il a manger")
    post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post))
    with hold_over():
        post.submit("Il a mangé", by=pupil, key=key())
        html = page(as_member(teacher), queue_of(space))
    assert "</span>manger</del>" in html
    assert "</span>mangé</ins>" in html


def test_a_verdict_that_was_undone_makes_no_earlier_version(space, pupil, teacher, as_member):
    post = submitted(pupil, "Un deux")
    post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post))
    post.undo(by=teacher)
    post.withdraw(by=pupil)
    post.submit("Un trois", by=pupil, key=key())
    assert "<del>" not in page(as_member(teacher), queue_of(space))


def test_an_edit_is_compared_with_what_shows(space, pupil, teacher, as_member):
    post = published(pupil, teacher, "Avant tout")
    with hold_over():
        post.revise(by=pupil)
        post.submit("Après tout", by=pupil, key=key())
        html = page(as_member(teacher), queue_of(space))
    assert "</span>Avant</del>" in html


def test_a_reply_shows_what_it_answers(space, pupil, classmate, teacher, as_member):
    published(pupil, teacher, "Qui vient ?")
    with hold_over():
        submitted(classmate, "Moi", reply_to=Publication.objects.visible_to(classmate).get())
        waiting = page(as_member(teacher), queue_of(space)).split('id="list-returned"')[0]
    assert "Qui vient ?" in waiting


def test_the_authors_last_verdicts_are_told_to_teachers(space, pupil, teacher, as_member):
    back = submitted(pupil, "Un")
    back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back))
    undone = submitted(pupil, "Deux")
    undone.publish(by=teacher, digest=undone.revision.digest)
    undone.undo(by=teacher)
    html = page(as_member(teacher), queue_of(space))
    history = html.split('<ul class="choices">')[1].split("</ul>")[0]
    assert "art. 1" in history
    assert history.count("<li>") == 1, "an undone verdict never was"


def test_hidden_names_are_not_in_the_page(space, pupil, teacher, as_member):
    submitted(pupil, "Bonjour")
    client = as_member(teacher)
    url = reverse("reading_habits")
    answer = client.post(url, {"names": "hidden", "next": queue_of(space)})
    assert answer.headers["Location"] == queue_of(space)
    html = page(client, queue_of(space))
    assert pupil.name not in html
    client.post(url, {"names": "shown", "next": "https://elsewhere.example/"})
    assert pupil.name in page(client, queue_of(space))


def test_habits_do_not_lead_elsewhere_and_pupils_have_none(pupil, teacher, as_member):
    url = reverse("reading_habits")
    answer = as_member(teacher).post(url, {"keys": "off", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert as_member(pupil).post(url, {"keys": "off"}).status_code == 404


def test_the_keys_can_be_switched_off(space, teacher, as_member):
    client = as_member(teacher)
    assert 'data-keys="on"' in page(client, queue_of(space))
    client.post(reverse("reading_habits"), {"keys": "off"})
    assert 'data-keys="off"' in page(client, queue_of(space))


def test_an_empty_queue_is_a_reward(space, pupil, teacher, as_member):
    published(pupil, teacher)
    html = page(as_member(teacher), queue_of(space))
    assert "empty-board" in html
    assert "1 message publié aujourd" in html


def test_the_board_alone_answers_a_script(space, pupil, teacher, as_member):
    submitted(pupil, "Bonjour")
    html = page(as_member(teacher), queue_of(space), **{"HX-Request": "true"})
    assert html.strip().startswith("<div") or 'id="board"' in html
    assert "<html" not in html


def test_waiting_suggestions_and_removals_are_counted(space, pupil, teacher, as_member):
    ClassWord.objects.create(space=space, author=pupil, word="Twoulipo", meaning="Notre jeu")
    post = published(pupil, teacher)
    with hold_over():
        post.ask_removal(by=pupil)
    html = page(as_member(teacher), queue_of(space))
    assert reverse("moderation:suggestions", args=[space.slug]) in html
    assert reverse("moderation:removal_requests", args=[space.slug]) in html


def fill(space, teacher, n):
    for _ in range(n):
        author = make_pupil(space)
        published(author, teacher)
        back = submitted(author, "À revoir")
        back.send_back(by=teacher, digest=back.revision.digest, articles=articles_of(back))
        with hold_over():
            back.submit("Revu", by=author, key=key())
            again = submitted(author, "Encore")
            again.send_back(by=teacher, digest=again.revision.digest, articles=articles_of(again))


@pytest.mark.parametrize("board", ["queue", "reading"])
def test_ten_and_fifty_texts_cost_the_same_seven_queries(
    space, teacher, as_member, board, django_assert_num_queries
):
    client = as_member(teacher)
    url = queue_of(space) if board == "queue" else reverse("reading")
    for n in (10, 15):
        fill(space, teacher, n)
        with hold_over():
            page(client, url)  # the session notes that somebody is there, now and then
            with django_assert_num_queries(7):
                page(client, url)


def test_a_teacher_of_another_class_sees_404(space, pupil, as_member):
    other = make_teacher(make_space(space.school))
    post = submitted(pupil)
    for name in ("case", "taking_down", "restoration"):
        assert (
            as_member(other).get(reverse(f"moderation:{name}", args=[space.slug, post.pk])).status_code == 404
        )


def test_the_board_of_all_classes_leads_to_ones_last_decisions_in_each(space, teacher, as_member):
    html = page(as_member(teacher), reverse("reading"))
    assert reverse("moderation:decisions", args=[space.slug]) in html


def test_a_title_elides_nothing_before_a_name(space, teacher, as_member):
    post = submitted(make_pupil(space, "Éloïse M."), "Bonjour")
    post.publish(by=teacher, digest=post.revision.digest)
    html = page(as_member(teacher), reverse("moderation:decisions", args=[space.slug]))
    assert "Texte\u00a0: Éloïse M." in html
