"""The charter in force and its versions, as each person of the class reads them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from charter.models import Charter
from classroom.models.spaces import Role
from tests.world import adopt, draft_charter, make_member, make_pupil, make_space, make_teacher


def address(space, name="charter", **kwargs):
    return reverse(f"charter:{name}", kwargs={"slug": space.slug, **kwargs})


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(browser, url):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(browser, url)
    return len(asked)


PAGES = [("charter", {}), ("versions", {}), ("version", {"number": 1})]


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_every_member_reads_the_charter(space, pupil, teacher, admin, as_member, name, kwargs):
    observer = make_member(space, Role.OBSERVER)
    for member in (pupil, teacher, admin, observer):
        assert "Notre charte" in page(as_member(member), address(space, name, **kwargs))


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_a_stranger_gets_the_404_of_what_never_existed(space, stranger, as_member, name, kwargs):
    browser = as_member(stranger)
    answer = browser.get(address(space, name, **kwargs))
    never = browser.get(address(space, name, **kwargs).replace(space.slug, "jamais"))
    assert answer.status_code == never.status_code == 404
    assert answer.content == never.content


def test_an_article_says_its_number_its_kind_and_its_why(space, pupil, as_member):
    html = page(as_member(pupil), address(space))
    assert 'id="article-3"' in html
    assert "conseil" in html
    assert html.count("Pour bien vivre ensemble.") == 6, "on demand, and for the voice"
    assert 'data-read-aloud="#aloud"' in html


def test_a_pupil_finds_their_signature_at_the_bottom(space, pupil, as_member):
    html = page(as_member(pupil), address(space))
    assert "sign-line signed" in html
    assert "Lire et signer la charte" not in html


def test_who_has_not_signed_finds_the_line_to_sign(space, as_member):
    newcomer = make_pupil(space, signed=False)
    assert address(space, "signature") in page(as_member(newcomer), address(space))


def test_only_who_teaches_sees_who_must_still_sign_and_the_draft(space, pupil, teacher, admin, as_member):
    make_pupil(space, signed=False)
    make_pupil(space, signed=False).user.delete()
    draft_charter(space)
    html = page(as_member(teacher), address(space))
    assert "1 à signer" in html
    assert address(space, "draft") in html
    for member in (pupil, admin, make_member(space, Role.OBSERVER)):
        html = page(as_member(member), address(space))
        assert "à signer" not in html
        assert address(space, "draft") not in html


def test_a_class_without_a_charter_says_what_to_do_next(db, as_member):
    space = make_space(charter=False, level="cycle2")
    pupil, teacher = make_pupil(space, signed=False), make_teacher(space)
    observer = make_member(space, Role.OBSERVER)
    assert "La charte arrive" in page(as_member(pupil), address(space))
    assert "Elle se prépare" in page(as_member(observer), address(space))
    html = page(as_member(teacher), address(space))
    assert 'value="cycle2" checked' in html
    for level in ("cycle2", "cycle3", "college", "lycee"):
        assert f'value="{level}"' in html
    assert address(space, "register") not in html


def test_no_draft_is_ever_read_as_a_version(space, pupil, as_member):
    draft = draft_charter(space)
    draft.articles.filter(number=1).update(sentence="Je suis un brouillon.")
    for name, kwargs in PAGES:
        assert "brouillon." not in page(as_member(pupil), address(space, name, **kwargs))
    assert as_member(pupil).get(address(space, "version", number=2)).status_code == 404


def test_an_old_version_says_so_and_a_new_one_shows_what_changed(space, teacher, pupil, as_member):
    draft = draft_charter(space)
    draft.articles.get(number=1).rewrite(by=teacher, sentence="Je suis aimable.")
    draft.adopt(by=teacher, digest=draft.fingerprint())
    browser = as_member(pupil)
    assert "n’est plus en vigueur" in page(browser, address(space, "version", number=1))
    html = page(browser, address(space, "version", number=2))
    assert "<del>poli</del>" in html
    assert "<ins>aimable</ins>" in html
    assert "M. Petit" in page(browser, address(space, "versions"))


def test_words_are_shown_as_text_never_as_html(space, teacher, pupil, as_member):
    draft = draft_charter(space)
    draft.add(by=teacher, sentence="<script>alert(1)</script>", why="<b>gras</b>")
    draft.adopt(by=teacher, digest=draft.fingerprint())
    for name, kwargs in [("charter", {}), ("version", {"number": 2})]:
        html = page(as_member(pupil), address(space, name, **kwargs))
        assert "<script>alert" not in html
        assert "<b>gras" not in html
        assert "&lt;script&gt;" in html


def test_the_page_speaks_english_to_who_asks_for_it(space, pupil, as_member):
    browser = as_member(pupil)
    browser.cookies["language"] = "en"
    html = page(browser, address(space))
    assert "Why?" in html
    assert "Signed on" in html


def test_the_pages_cost_the_same_for_a_large_class_and_many_versions(space, pupil, teacher, as_member):
    measured = []
    for browser in (as_member(pupil), as_member(teacher)):
        measured.append([queries(browser, address(space, name)) for name in ("charter", "versions")])
    for _n in range(3):
        adopt(space)
        make_pupil(space)
    again = []
    for browser in (as_member(pupil), as_member(teacher)):
        again.append([queries(browser, address(space, name)) for name in ("charter", "versions")])
    assert again == measured
    assert measured[0][0] <= 9
    assert Charter.objects.in_force(space).version == 4


def test_the_schools_admin_reads_and_it_is_written_down(space, admin, as_member):
    page(as_member(admin), address(space))
    assert space.visits.get().page == "charter:charter"
