"""What a watched word does to a text that is sent: each action, as the pupil and the teacher see it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moderation import checks
from moderation.watched import known
from moderation.watched.keeping import change, remove
from posts.models import Post
from tests.world import key, make_space

NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
TEXT = "Nous mangeons des radis au jardin."


@pytest.fixture
def send(as_member, pupil, space):
    browser = as_member(pupil)

    def post(text=TEXT, **more):
        url = reverse("moderation:submissions", args=[space.slug])
        return browser.post(url, {"text": text, "key": key(), **more})

    return post


def seen() -> list[str]:
    return [one[0] for one in Post.objects.get().revision.checked.seen]


def test_a_held_word_says_its_reason_once_then_lets_the_text_go_to_the_teacher(space, watch, send):
    watch(space, "radis", reason="Au jardin on dit « légume ».")
    answer = send()
    assert answer.status_code == 422
    assert "<q>radis</q> Au jardin on dit « légume »." in answer.content.decode()
    assert Post.objects.get().draft.text == TEXT
    assert send(advised="1", post=Post.objects.get().pk).status_code == 302
    assert seen() == ["watched"]


def test_a_word_without_a_reason_has_one_of_ardoise(space, watch, send):
    watch(space, "rad*")
    assert "Notre classe fait attention à ce mot." in send().content.decode()


@pytest.mark.parametrize("action", ["flag", "notify"])
def test_what_is_for_the_teacher_alone_is_not_told_to_the_pupil(space, watch, send, action):
    watch(space, "radis", action=action, reason="À moi seul.")
    assert send().status_code == 302
    assert seen() == [f"watched_{action}"]


def test_a_refused_word_stops_the_text_each_time_with_the_teacher_s_sentence(space, watch, send):
    watch(space, "RADIS", action="refuse", reason="Dis plutôt « légume ».")
    for _ in range(2):
        answer = send(advised="1")
        assert answer.status_code == 422
        assert "Dis plutôt « légume ». Rien n’est parti." in answer.content.decode()
    assert {post.status for post in Post.objects.all()} == {"draft"}
    assert send("Nous mangeons des légumes.").status_code == 302


@pytest.mark.parametrize("action", ["refuse", "hold", "mask"])
def test_no_watched_word_keeps_a_text_that_worries_from_an_adult(space, watch, send, action):
    watch(space, "mourir", action=action, reason="Choisis un autre mot.")
    assert send("Je veux mourir.").status_code == 302
    assert set(seen()) >= {"distress", "watched" if action == "hold" else f"watched_{action}"}


def test_no_word_is_refused_while_nobody_knows_whether_the_text_worries(space, watch, send, monkeypatch):
    def broken(page, around):
        raise ValueError

    monkeypatch.setitem(checks.CHECKS, "distress", broken)
    watch(space, "radis", action="refuse", reason="Non.")
    assert "Rien n’est parti" not in send().content.decode()
    assert send(advised="1").status_code == 302


def test_a_text_that_perhaps_worries_is_not_refused_but_its_words_are_told(space, watch, send, monkeypatch):
    monkeypatch.setitem(checks.CHECKS, "distress", lambda page, around: [page.seen("unease", 0, 4)])
    watch(space, "radis", action="refuse", reason="Dis « légume ».")
    assert "<q>radis</q> Dis « légume »." in send().content.decode()
    assert send(advised="1").status_code == 302


def test_a_text_that_worries_is_proposed_without_a_word_less(space, watch, send):
    """Another check gives it back once, for its capitals."""
    watch(space, "mourir", action="mask")
    page = send("JE VEUX MOURIR, VRAIMENT").content.decode()
    assert "se lit comme un cri" in page
    assert "Ta classe te propose" not in page


def test_words_that_stand_on_each_other_are_proposed_once(space, watch, send):
    watch(space, "trop stylé", action="replace", replacement="réussi")
    watch(space, "stylé", action="mask")
    assert "Un goal réussi, un goal ●●●." in send("Un goal trop stylé, un goal stylé.").content.decode()


def test_what_teachers_asked_to_be_warned_of_is_kept_before_the_rest(space, watch, send):
    for n in range(25):
        watch(space, f"m{n}", action="flag")
    watch(space, "zut", action="notify")
    assert send(" ".join(f"m{n}" for n in range(25)) + " zut", advised="1").status_code == 302
    assert len([kind for kind in seen() if kind.startswith("watched")]) == 20
    assert "watched_notify" in seen()


def test_a_masked_and_a_replaced_word_are_proposed_and_the_pupil_chooses(space, watch, send):
    watch(space, "radis", action="mask")
    watch(space, "mang*", action="replace", replacement="goûtons")
    page = send().content.decode()
    assert "Nous goûtons des ●●● au jardin." in page
    assert TEXT in page
    assert send(proposed="1", advised="1").status_code == 302
    assert Post.objects.get(status="pending").revision.text == "Nous goûtons des ●●● au jardin."


def test_the_pupil_may_have_their_own_words_read_instead_of_those_proposed(space, watch, send):
    watch(space, "radis", action="mask")
    send()
    assert send(advised="1").status_code == 302
    assert Post.objects.get(status="pending").revision.text == TEXT


def test_a_proposed_text_that_became_too_long_comes_back(space, watch, send):
    watch(space, "radis", action="replace", replacement="a" * 100)
    answer = send(f"{TEXT} {'b ' * 50}", proposed="1")
    assert answer.status_code == 422
    assert "a" * 100 in answer.content.decode()


def test_an_explained_word_shows_the_way_to_the_lexicon(space, watch, send):
    watch(space, "radis", action="explain", entry="rumour")
    page = send().content.decode()
    assert f'href="{reverse("lexicon:entry", args=["rumour"])}?class={space.slug}"' in page
    assert "Notre lexique explique ce mot" in page


def test_a_word_of_the_school_acts_in_each_class_and_one_of_another_class_does_not(space, watch, send):
    watch(make_space(space.school), "radis", action="refuse", reason="Non.")
    assert send().status_code == 302
    watch(space.school, "radis", action="refuse", reason="Non.")
    assert send("Nous mangeons encore des radis.").status_code == 422


def test_a_word_acts_as_soon_as_it_is_changed_and_no_more_once_it_is_taken_out(space, watch, send):
    word = watch(space, "navet", action="refuse", reason="Non.")
    assert send().status_code == 302
    change(word, {"pattern": "radis", "exact": False})
    assert send("Nous mangeons un radis au jardin.").status_code == 422
    remove(word)
    assert send("Nous mangeons deux radis au jardin.").status_code == 302


def test_a_teacher_s_own_text_is_not_searched(space, watch, as_member, teacher):
    watch(space, "radis", action="refuse", reason="Non.")
    url = reverse("moderation:submissions", args=[space.slug])
    assert as_member(teacher).post(url, {"text": TEXT, "key": key()}).status_code == 302


def test_the_board_says_on_top_which_texts_to_see_first(space, watch, send, as_member, teacher):
    watch(space, "radis", action="notify")
    send("Rien à voir.")
    send()
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    post = Post.objects.get(revision__text=TEXT)
    assert "1 texte contient un mot surveillé" in page
    assert f'<a href="#case-{post.pk.hex}">Léa M.</a>' in page
    assert '<mark class="found">radis</mark>' in page


def test_a_finding_of_a_watched_word_is_about_no_article(space, watch, send, as_member, teacher):
    watch(space, "radis", action="flag")
    send()
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert "mot surveillé <q>radis</q></li>" in page


def test_many_harmless_words_do_not_hide_a_refused_one(space, watch, send):
    for n in range(30):
        watch(space, f"mot{n}", action="flag")
    watch(space, "zut", action="refuse", reason="Non.")
    assert send(" ".join(f"mot{n}" for n in range(20)) + " zut").status_code == 422


def test_lists_that_are_ready_cost_no_query(space, pupil, watch, send):
    watch(space, "navet", action="refuse", reason="Non.")
    watch(space.school, "chou", action="refuse", reason="Non.")
    send("Un premier texte.")
    cache.clear()
    with CaptureQueriesContext(connection) as caught:
        assert send("Un autre texte.").status_code == 302
    asked = [q["sql"] for q in caught if not q["sql"].lstrip().upper().startswith(NOT_COUNTED)]
    assert not [sql for sql in asked if "watchedword" in sql.lower()]
    assert len(asked) <= 18, "\n".join(sql[:120] for sql in asked)


def test_a_process_keeps_so_many_lists_and_no_more(space, watch, monkeypatch):
    monkeypatch.setattr(known, "KEPT", 2)
    monkeypatch.setattr(known, "_ready", {})
    for owner in (space, space.school, make_space(space.school)):
        watch(owner, "radis")
        assert known.list_of(owner).words
    assert len(known._ready) == 2
