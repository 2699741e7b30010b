"""Signing: once, the version in force, by the pupil whose name it is."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from charter.access import NotSigned, charter_signed_by, yet_to_sign
from charter.models import Charter, Signature, charters
from charter.refusals import NotInForce, NotYourHand
from classroom.models.spaces import Role
from tests.world import adopt, drafted, key, make_member, make_pupil, make_space


@pytest.fixture
def newcomer(space):
    pupil = make_pupil(space, "Léa-Rose", signed=False)
    pupil.display_name = "Léa-Rose M."
    pupil.save()
    return pupil


@pytest.fixture
def current(space):
    return Charter.objects.in_force(space)


@pytest.fixture
def url(space):
    return reverse("charter:signature", args=[space.slug])


def signs(browser, url, charter, name="Léa-Rose", **more):
    return browser.post(url, {"charter": charter.pk.hex, "name": name, **more})


def ask(space):
    """The class asks a question before signing."""
    space.asks_questions = True
    space.save()
    draft = Charter.objects.create(space=space, title="Avec une question")
    question = {
        "text": "Et toi ?",
        "choices": ["Un", "Deux", "Trois"],
        "answer": 1,
        "explanation": "Deux, car.",
    }
    draft.articles.create(number=1, sentence="Je réponds.", why="Pour voir.", question=question)
    draft.version, draft.adopted_at = 2, "2026-11-23T08:00:00Z"
    draft.save()
    return draft


def test_a_pupil_signs_and_can_have_texts_read(newcomer, current, url, as_member):
    browser = as_member(newcomer)
    assert "Je signe" in browser.get(url).content.decode()
    answer = signs(browser, url, current, follow=True)
    assert answer.status_code == 302
    signature = Signature.objects.get(member=newcomer)
    assert (signature.charter, signature.how, signature.party) == (current, "screen", "member")
    assert charter_signed_by(newcomer) == current
    page = browser.get(answer["Location"]).content.decode()
    assert "Ta charte est signée. Tu peux faire relire tes textes." in page


@pytest.mark.parametrize("name", ["lea rose", "LÉA-ROSE", " Léa-Rose ", "Léarose", "léa-rose m"])
def test_capitals_accents_and_hyphens_do_not_matter(newcomer, current, name):
    current.sign(by=newcomer, name=name)
    assert newcomer.signatures.count() == 1


@pytest.mark.parametrize("name", ["", "Léa", "Tom", "-", "Léa-Rose Martin Dupont", "\x00", "x" * 500])
def test_another_name_is_refused_kindly(newcomer, current, url, as_member, name):
    answer = signs(as_member(newcomer), url, current, name)
    assert answer.status_code == 422
    assert "pas tout à fait ton prénom" in answer.content.decode()
    assert not newcomer.signatures.exists()


def test_signing_twice_is_signing_once(newcomer, current, url, as_member):
    browser = as_member(newcomer)
    for _n in range(2):
        assert signs(browser, url, current).status_code == 302
    current.sign(by=newcomer, name="Léa-Rose")
    assert newcomer.signatures.count() == 1


@pytest.mark.only_on("postgresql")  # SQLite in memory has one writer, and its lock does not wait
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_instant_sign_once(space, current, newcomer):
    gate, failures = Barrier(4), []

    def click():
        try:
            gate.wait()
            Charter.objects.get(pk=current.pk).sign(by=newcomer, name="Léa-Rose")
        except Exception as failure:  # noqa: BLE001 - told below
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=click) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert newcomer.signatures.count() == 1


def test_only_the_version_in_force_is_signed(space, newcomer, current, url, as_member):
    newer = adopt(space)
    with pytest.raises(NotInForce):
        current.sign(by=newcomer, name="Léa-Rose")
    browser = as_member(newcomer)
    answer = signs(browser, url, current)
    assert answer["Location"] == url
    assert "La charte a changé pendant que tu lisais" in browser.get(url).content.decode()
    assert not newcomer.signatures.exists()
    signs(browser, url, newer)
    assert newcomer.signatures.get().charter == newer


def test_a_version_adopted_at_the_instant_of_signing_is_read_before_it_is_signed(
    space, newcomer, current, url, as_member, monkeypatch
):
    lock = charters.lock

    def lock_after_the_teacher(space_id):
        adopt(space)
        lock(space_id)

    monkeypatch.setattr(charters, "lock", lock_after_the_teacher)
    browser = as_member(newcomer)
    assert signs(browser, url, current)["Location"] == url
    assert "La charte a changé pendant que tu lisais" in browser.get(url).content.decode()
    assert not newcomer.signatures.exists()


def test_a_new_version_asks_again_and_reading_goes_on(space, pupil, as_member):
    charter_signed_by(pupil)
    adopt(space)
    with pytest.raises(NotSigned):
        charter_signed_by(pupil)
    with pytest.raises(NotSigned):
        drafted(pupil).submit("Coucou", by=pupil, key=key())
    assert as_member(pupil).get(reverse("posts:timeline", args=[space.slug])).status_code == 200


def test_only_pupils_sign(space, current, teacher, admin, stranger, url, as_member):
    observer = make_member(space, Role.OBSERVER)
    for member in (teacher, admin, observer, stranger):
        assert as_member(member).get(url).status_code == 404
        assert signs(as_member(member), url, current, member.user.first_name).status_code == 404
        with pytest.raises(NotYourHand):
            current.sign(by=member, name=member.user.first_name)
    assert not current.signatures.exists()


def test_who_has_signed_or_has_nothing_to_sign_is_led_to_the_charter(space, pupil, url, as_member):
    charter = reverse("charter:charter", args=[space.slug])
    assert as_member(pupil).get(url)["Location"] == charter
    bare = make_pupil(make_space(charter=False), signed=False)
    answer = as_member(bare).get(reverse("charter:signature", args=[bare.space.slug]))
    assert answer.status_code == 302


def test_questions_are_asked_where_the_class_wants_them(space, newcomer, current, url, as_member):
    assert "Que ferais-tu" not in as_member(newcomer).get(url).content.decode()
    ask(space)
    html = as_member(newcomer).get(url).content.decode()
    assert "Et toi ?" in html
    assert "Deux, car." not in html, "the explanation comes after a choice"


@pytest.mark.parametrize("chosen", [{"question-1": "0"}, {"question-1": "7"}, {}])
def test_a_choice_beside_is_explained_and_one_tries_again(space, newcomer, url, as_member, chosen):
    charter, browser = ask(space), as_member(newcomer)
    answer = signs(browser, url, charter, **chosen)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("Deux, car." in html) == (chosen == {"question-1": "0"})
    assert 'value="Léa-Rose"' in html, "what was typed is kept"
    assert not newcomer.signatures.exists()
    assert signs(browser, url, charter, **{"question-1": "1"}).status_code == 302
    assert newcomer.signatures.count() == 1


def test_one_goes_back_to_where_one_was(space, newcomer, current, url, as_member):
    mine = reverse("posts:mine", args=[space.slug])
    browser = as_member(newcomer)
    html = browser.get(url, headers={"referer": f"http://testserver{mine}"}).content.decode()
    assert f'name="next" value="{mine}"' in html
    assert signs(browser, url, current, next=mine)["Location"] == mine


@pytest.mark.parametrize(
    "elsewhere", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", ""]
)
def test_one_never_goes_elsewhere(space, newcomer, current, url, as_member, elsewhere):
    browser = as_member(newcomer)
    html = browser.get(url, {"next": elsewhere}).content.decode()
    assert 'name="next" value=""' in html
    timeline = reverse("posts:timeline", args=[space.slug])
    assert signs(browser, url, current, next=elsewhere)["Location"] == timeline


def test_who_has_yet_to_sign_is_counted_among_the_present(space, pupil, newcomer, teacher, current):
    assert list(yet_to_sign(current)) == [newcomer]
    newcomer.user.is_active = False
    newcomer.user.save()
    assert not yet_to_sign(current).exists()


def test_reading_the_page_signs_nothing(newcomer, url, as_member):
    as_member(newcomer).get(url)
    assert not newcomer.signatures.exists()
