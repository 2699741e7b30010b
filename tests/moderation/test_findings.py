"""What the automatic checks see is said once to the pupil, kept beside the version, and told to the teacher."""

import pytest
from django.urls import reverse

from charter.models import Charter
from moderation import sending
from moderation.models import Checked
from posts.models import Post, Revision
from posts.refusals import WrongStatus
from tests.world import articles_of, hold_over, key, make_pupil, submitted

SHOUTED = "JE SUIS TRÈS CONTENT DE LA SORTIE"
ADVICE = "se lit comme un cri"


def send(client, space, text, **more):
    url = reverse("moderation:submissions", args=[space.slug])
    return client.post(url, {"text": text, "key": key(), **more})


@pytest.fixture
def author(as_member, pupil):
    return as_member(pupil)


def test_the_composer_speaks_once_before_sending_and_keeps_the_text(space, author):
    answer = send(author, space, SHOUTED)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ADVICE in page
    assert SHOUTED in page
    assert "Faire relire quand même" in page
    assert 'name="advised" value="1"' in page
    post = Post.objects.get()
    assert (post.status, post.draft.text) == ("draft", SHOUTED)


def test_the_advice_names_the_article_of_our_charter(space, author):
    number = Charter.objects.in_force(space).articles.get(topic="respect").number
    assert f"Article {number} de notre charte." in send(author, space, SHOUTED).content.decode()


def test_the_pupil_sends_it_to_the_teacher_all_the_same(space, author):
    same = key()
    send(author, space, SHOUTED, key=same)
    assert send(author, space, SHOUTED, key=same, advised="1").status_code == 302
    post = Post.objects.get()
    assert post.status == "pending"
    assert [one[0] for one in post.revision.checked.seen] == ["shouting"]


def test_the_composer_says_nothing_twice_for_one_text(space, author):
    answer = send(author, space, SHOUTED + " !!!!!!!!", advised="1")
    assert answer.status_code == 302


def test_an_advice_already_given_stays_given_when_the_text_is_refused_for_something_else(space, author):
    page = send(author, space, "A" * 600, advised="1").content.decode()
    assert 'name="advised" value="1"' in page


def test_with_a_script_the_composer_alone_comes_back(space, author):
    url = reverse("moderation:submissions", args=[space.slug])
    answer = author.post(url, {"text": SHOUTED, "key": key()}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert answer.content.decode().lstrip().startswith("<form")
    assert ADVICE in answer.content.decode()


def test_an_innocent_text_leaves_without_a_word_and_was_checked(space, author):
    assert send(author, space, "Nous avons planté des radis.").status_code == 302
    assert Checked.objects.get().seen == []


def test_a_teacher_is_not_advised(space, as_member, teacher):
    assert send(as_member(teacher), space, SHOUTED).status_code == 302
    assert Post.objects.get().status == "published"


def test_what_was_seen_is_kept_with_its_version_and_a_second_click_keeps_it_once(space, author):
    same = key()
    for _ in range(2):
        assert send(author, space, "Voir https://exemple.fr", key=same, advised="1").status_code == 302
    assert Revision.objects.count() == Checked.objects.count() == 1


def test_each_version_has_its_own_findings(space, author, pupil, teacher):
    send(author, space, "Voir https://exemple.fr", advised="1")
    post = Post.objects.get()
    post.send_back(by=teacher, digest=post.revision.digest, articles=articles_of(post), message="Sans lien.")
    sent = sending.examined("Voir le site de la mairie", pupil)
    with hold_over():
        sending.send(post, "Voir le site de la mairie", sent, by=pupil, key=key())
    seen = {c.revision.number: [one[0] for one in c.seen] for c in Checked.objects.all()}
    assert seen == {1: ["link"], 2: []}


def test_a_text_that_is_not_submitted_leaves_no_finding(pupil):
    post = submitted(pupil)
    with pytest.raises(WrongStatus):
        sending.send(post, "Bonjour", sending.examined("Bonjour", pupil), by=pupil, key=key())
    assert not Checked.objects.exists()


def test_the_teacher_reads_what_was_seen_where_and_about_which_article(space, author, as_member, teacher):
    send(author, space, "Regardez https://exemple.fr vite", advised="1")
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert '<mark class="found">https://exemple.fr</mark>' in page
    assert "Remarques automatiques" in page
    assert "lu « exemple.fr »" in page


def test_the_teacher_reads_which_checks_were_not_run(space, author, as_member, teacher, monkeypatch):
    from moderation import checks

    def broken(page, around):
        raise ValueError

    monkeypatch.setitem(checks.CHECKS, "shouting", broken)
    send(author, space, "Bonjour à tous")
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert "N’a pas été vérifié : majuscules" in page


def test_a_text_that_no_check_has_read_says_so(space, pupil, as_member, teacher):
    submitted(pupil)  # by the verb alone
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert "N’a pas été vérifié" in page


def test_a_text_without_findings_says_nothing_of_checks(space, author, as_member, teacher):
    send(author, space, "Nous avons planté des radis.")
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert "Remarques automatiques" not in page


def test_no_pupil_reads_what_was_seen_in_anothers_text(space, author, as_member):
    send(author, space, "Regardez https://exemple.fr vite", advised="1")
    other = as_member(make_pupil(space))
    post = Post.objects.get()
    assert other.get(reverse("moderation:case", args=[space.slug, post.pk])).status_code == 404


def test_a_copy_of_ones_own_text_is_seen_and_anothers_is_not(space, author, as_member):
    assert send(author, space, "Nous avons planté des radis.").status_code == 302
    assert "déjà envoyé" in send(author, space, "Nous avons plante des radis !").content.decode()
    assert send(as_member(make_pupil(space)), space, "Nous avons planté des radis.").status_code == 302


WORRYING = "Je veux mourir, personne ne m'aime."


def test_words_that_worry_are_sent_without_a_word_before_and_their_author_learns_whom_to_call(space, author):
    answer = author.post(
        reverse("moderation:submissions", args=[space.slug]),
        {"text": WORRYING, "key": key()},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Ce que tu as écrit compte" in page
    assert all(f'href="tel:{number}"' in page for number in (3018, 119, 3114, 15))
    assert "charte" not in page.split("worries")[1].split("</section>")[0]
    assert Post.objects.get().status == "pending"


def test_words_that_worry_lead_to_the_numbers_without_a_script_too(space, author):
    url = reverse("moderation:submissions", args=[space.slug])
    page = author.post(url, {"text": WORRYING, "key": key()}, follow=True).content.decode()
    assert "3114" in page
    assert "Ce que tu as écrit compte" in page


def test_the_teacher_reads_that_words_worry_and_no_article_with_them(space, author, as_member, teacher):
    send(author, space, WORRYING)
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    told = page.split('class="findings"')[1].split("</li>")[0]
    assert "mots qui inquiètent" in told
    assert "article" not in told
    assert "worrying" in page


@pytest.mark.parametrize(
    "text", ["Appelle-moi au 06 39 98 12 34", "mon mail c'est lea@exemple.fr", "j'habite 12 rue des Lilas"]
)
def test_what_is_personal_is_said_before_it_is_sent(space, author, text):
    page = send(author, space, text).content.decode()
    assert "Cela ressemble à" in page
    number = Charter.objects.in_force(space).articles.get(topic="privacy").number
    assert f"Article {number} de notre charte." in page


def test_words_that_worry_come_before_what_has_waited_longer(space, author, as_member, teacher):
    submitted(make_pupil(space), "Le premier arrivé.")
    send(author, space, WORRYING)
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert page.index("Je veux mourir") < page.index("Le premier arrivé.")
    assert "1 texte contient des mots qui inquiètent" in page
    assert "119" in page


def test_a_calm_board_speaks_of_nothing_that_worries(space, author, as_member, teacher):
    send(author, space, "Nous avons planté des radis.")
    page = as_member(teacher).get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert "inquiètent" not in page
