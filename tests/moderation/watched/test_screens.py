"""The list on the screen: a teacher's in a class, the administrator's for the school, nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from moderation.models import WatchedWord
from moderation.watched import keeping
from tests.world import make_school, make_space, make_teacher, submitted

PAGES = ("words", "words_bench", "words_replay", "words_import", "words_export")


def plain(answer) -> str:
    """The page, with ordinary spaces where French does not break lines."""
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def reader(as_member, teacher):
    return as_member(teacher)


def at(space, name="words", *words):
    return reverse(f"moderation:{name}", args=[space.slug, *words])


@pytest.mark.parametrize("page", PAGES)
def test_a_teacher_sees_it_a_stranger_and_a_pupil_get_404(space, reader, as_member, pupil, stranger, page):
    assert reader.get(at(space, page)).status_code == 200
    for other in (pupil, stranger, make_teacher(make_space(space.school))):
        for ask in (as_member(other).get, as_member(other).post):
            assert ask(at(space, page), {"pattern": "radis", "action": "hold"}).status_code in (404, 405)
    assert not WatchedWord.objects.exists()


def test_an_empty_list_says_what_to_do(space, reader):
    assert "Aucun mot n’est encore surveillé" in reader.get(at(space)).content.decode()


def test_a_word_is_added_changed_and_taken_out(space, reader):
    said = {"pattern": " Radis * ", "action": "refuse", "reason": "Dis « légume »."}
    assert "« Radis * » est surveillé" in plain(reader.post(at(space), said, follow=True))
    word = WatchedWord.objects.get()
    assert (word.space, word.school, word.key) == (space, None, "radis * ")
    page = reader.get(at(space, "word", word.pk)).content.decode()
    assert 'value="Radis *"' in page
    assert reader.post(at(space, "word", word.pk), said | {"exact": "on"}).status_code == 302
    word.refresh_from_db()
    assert word.key == "Radis * "
    assert (
        reader.post(at(space, "word", word.pk), said | {"exact": "on", "reason": "Non."}).status_code == 302
    )
    word.refresh_from_db()
    assert word.reason == "Non."
    assert reader.get(at(space, "word_removal", word.pk)).status_code == 405
    assert reader.post(at(space, "word_removal", word.pk)).status_code == 302
    assert not WatchedWord.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"pattern": "***"}, "une * seule trouverait tout"),
        ({"pattern": "a" * 101}, "1 caractère de trop"),
        ({"pattern": "ﷺ" * 20}, "C’est trop long"),
        ({"action": "refuse"}, "Dites pourquoi"),
        ({"action": "replace"}, "Écrivez ce qui est proposé"),
        ({"action": "explain"}, "Choisissez l’entrée"),
        ({"pattern": "na\u202evet"}, "retourne le sens"),
        ({"reason": "👨‍👩‍👧‍👦" * 100}, "Gardez le plus important"),
        ({"pattern": "RADIS"}, "déjà dans la liste"),
    ],
)
def test_what_cannot_be_kept_is_said_kindly_and_comes_back(space, reader, watch, said, why):
    watch(space, "radis")
    answer = reader.post(at(space), {"pattern": "navet", "action": "hold", **said})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert WatchedWord.objects.count() == 1


def test_a_word_is_not_changed_into_another_one(space, reader, watch):
    watch(space, "radis")
    word = watch(space, "navet")
    answer = reader.post(at(space, "word", word.pk), {"pattern": "Radis", "action": "hold"})
    assert answer.status_code == 422
    word.refresh_from_db()
    assert word.pattern == "navet"


def test_an_entry_of_the_lexicon_is_named_by_its_word(space, reader, watch):
    watch(space, "on dit", action="explain", entry="rumour")
    watch(space, "vieux", action="explain", entry="gone-since")
    page = reader.get(at(space)).content.decode()
    assert ">rumeur</a>" in page
    assert ">gone-since</a>" in page


def test_the_school_s_words_are_shown_and_out_of_reach(space, reader, watch):
    word = watch(space.school, "chouette", action="flag")
    page = reader.get(at(space)).content.decode()
    assert "1 mot de l’établissement" in page
    assert "chouette" in page
    assert f"{word.pk}" not in page
    for ask in (reader.get, reader.post):
        assert ask(at(space, "word", word.pk)).status_code == 404
    assert reader.post(at(space, "word_removal", word.pk)).status_code == 404


def test_the_school_keeps_its_own(space, as_member, admin, watch):
    mine, here = watch(space, "radis"), reverse("school_words:words")
    reader = as_member(admin)
    assert reader.post(here, {"pattern": "chouette", "action": "flag"}).status_code == 302
    page = reader.get(here).content.decode()
    assert "chouette" in page
    assert "radis" not in page
    assert WatchedWord.objects.get(school=space.school).pattern == "chouette"
    assert reader.get(reverse("school_words:word", args=[mine.pk])).status_code == 404
    other = watch(make_school(), "hibou")
    assert reader.post(reverse("school_words:removal", args=[other.pk])).status_code == 404
    for name in ("bench", "import", "export"):
        assert reader.get(reverse(f"school_words:{name}")).status_code == 200


def test_the_school_s_list_is_not_a_teacher_s(reader, pupil, as_member):
    assert reader.get(reverse("school_words:words")).status_code == 404
    assert as_member(pupil).get(reverse("school_words:words")).status_code == 404


def test_the_bench_says_what_where_and_why_and_keeps_nothing(space, reader, watch):
    watch(space, "rad*", reason="Dis « légume ».")
    watch(space.school, "chou", action="flag", reason="Caché.")
    page = reader.post(at(space, "words_bench"), {"text": "Radis et choux et chou."}).content.decode()
    assert '<mark class="found">Radis</mark> et choux et <mark class="found">chou</mark>.' in page
    assert "Dis « légume »." in page
    assert "de l’établissement" in page
    assert "Caché." not in page
    page = reader.post(at(space, "words_bench"), {"text": "Des navets."}).content.decode()
    assert "Rien ne serait trouvé" in page


def test_the_bench_says_what_text_it_cannot_take(space, reader, watch):
    watch(space, "rad*")
    answer = reader.post(at(space, "words_bench"), {"text": "mot " * 3_000})
    assert answer.status_code == 422
    assert "caractères de trop" in answer.content.decode()


def test_the_replay_finds_what_the_list_would_have_found_here_and_nowhere_else(
    space, reader, watch, pupil, stranger
):
    submitted(pupil, "Un vieux radis.")
    submitted(pupil, "Un navet.")
    submitted(stranger, "Le radis d’à côté.")
    watch(space, "radis")
    page = reader.get(at(space, "words_replay")).content.decode()
    assert 'Un vieux <mark class="found">radis</mark>.' in page
    assert "1 texte <" in page
    assert "sur 2 parcourus" in page
    assert "côté" not in page
    page = reader.get(at(space, "words_replay"), {"pattern": "nav*"}).content.decode()
    assert '<mark class="found">navet</mark>' in page
    assert "vieux" not in page
    assert reader.get(at(space, "words_replay"), {"pattern": "*"}).status_code == 422


def test_the_replay_looks_at_so_many_texts_and_costs_the_same_for_all(
    space, reader, watch, pupil, monkeypatch, django_assert_max_num_queries
):
    watch(space, "radis")
    monkeypatch.setattr("moderation.watched.trying.POSTS", 3)
    for n in range(5):
        submitted(pupil, f"Le radis {n}.")
    reader.get(at(space, "words_replay"))
    with django_assert_max_num_queries(6):
        page = reader.get(at(space, "words_replay")).content.decode()
    assert "sur 3 parcourus" in page
    assert "radis</mark> 4" in page
    assert "radis</mark> 1" not in page


def test_a_sheet_is_shown_before_it_is_kept(space, reader, watch):
    watch(space, "radis")
    rows = "mot;majuscules;action;phrase;remplacement;entrée\n"
    rows += 'RADIS;;refuser;"Non ; merci.";;\nRose;oui;marquer;;;\n\nchou'
    page = reader.post(at(space, "words_import"), {"rows": rows}).content.decode()
    assert "3 mots sont prêts" in page
    assert WatchedWord.objects.count() == 1
    assert reader.post(at(space, "words_import"), {"rows": rows, "sure": "1"}).status_code == 302
    kept = {(w.pattern, w.exact, w.action, w.reason) for w in WatchedWord.objects.of(space)}
    assert kept == {
        ("RADIS", False, "refuse", "Non ; merci."),
        ("Rose", True, "flag", ""),
        ("chou", False, "hold", ""),
    }


def test_a_list_written_in_one_language_is_read_in_the_other(space, reader, teacher):
    said = {"rows": "chou;;refuse;Non.\nradis;oui;marquer", "sure": "1"}
    assert reader.post(at(space, "words_import"), said, headers={"Accept-Language": "en"}).status_code == 302
    kept = set(WatchedWord.objects.of(space).values_list("pattern", "exact", "action"))
    assert kept == {("chou", False, "refuse"), ("radis", True, "flag")}


def test_a_sheet_with_one_wrong_line_is_not_kept_at_all_and_says_which(space, reader):
    rows = "radis;;voler\nchou\n*;;marquer\nCHOU\nnavet;;refuser"
    answer = reader.post(at(space, "words_import"), {"rows": rows, "sure": "1"})
    page = plain(answer)
    assert answer.status_code == 422
    assert "4 lignes ne conviennent pas" in page
    assert 'data-label="Ligne" class="numbers">3<' in page
    assert "Il est aussi à la ligne 2." in page
    assert "Cette action n’existe pas. Les voici : retenir, marquer" in page
    assert "Dites pourquoi" in page
    assert rows in page.replace("&#x27;", "'")
    assert not WatchedWord.objects.exists()


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("", "Il n’y a aucun mot"),
        ('"ouvert', "Un guillemet"),
        ("\n".join(f"mot{n}" for n in range(1_001)), "1 000 mots au plus"),
        ("a" * 600_000, "trop lourd"),
        ("b\x00n", "caractère"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why(space, reader, rows, why):
    answer = reader.post(at(space, "words_import"), {"rows": rows})
    assert answer.status_code == 422
    assert why in plain(answer)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_of_any_spreadsheet_is_read(space, reader, encoding):
    file = SimpleUploadedFile("mots.csv", "mot\tmajuscules\néléphant\t\n".encode(encoding))
    assert "éléphant" in reader.post(at(space, "words_import"), {"file": file}).content.decode()


def test_a_file_too_large_is_not_read(space, reader):
    file = SimpleUploadedFile("mots.csv", b"a\n" * 300_000)
    assert reader.post(at(space, "words_import"), {"file": file}).status_code == 422


def test_a_list_goes_out_and_comes_back_the_same(space, reader, watch):
    watch(space, "=somme*", reason="Dis « total » ; c’est plus clair.")
    watch(space, "Rose", exact=True, action="replace", replacement="la fleur")
    watch(space, "bruit", action="explain", entry="rumour")
    before = list(
        WatchedWord.objects.of(space).values_list("key", "action", "reason", "replacement", "entry")
    )
    answer = reader.get(at(space, "words_export"))
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode()
    assert text.startswith("\ufeffmot;majuscules;action;phrase;remplacement;entrée\r\n")
    assert "'=somme*;" in text
    WatchedWord.objects.all().delete()
    assert reader.post(at(space, "words_import"), {"rows": text, "sure": "1"}).status_code == 302
    assert (
        list(WatchedWord.objects.of(space).values_list("key", "action", "reason", "replacement", "entry"))
        == before
    )


@pytest.mark.parametrize(("limit", "why"), [("MOST", "1 000 mots au plus"), ("ALL_LETTERS", "trop longs")])
def test_a_list_that_would_be_too_long_is_left_as_it_was(space, reader, watch, monkeypatch, limit, why):
    watch(space, "radis")
    version = space.words_version
    monkeypatch.setattr(keeping, limit, 1)
    for url, said in (
        (at(space), {"pattern": "chou", "action": "hold"}),
        (at(space, "words_import"), {"rows": "chou", "sure": "1"}),
    ):
        answer = reader.post(url, said)
        assert answer.status_code == 422
        assert why in answer.content.decode()
    space.refresh_from_db()
    assert (space.words_version, WatchedWord.objects.count()) == (version, 1)


def test_the_board_s_menu_and_the_office_lead_to_the_lists(space, reader, as_member, admin):
    assert at(space) in reader.get(reverse("moderation:queue", args=[space.slug])).content.decode()
    assert reverse("school_words:words") in as_member(admin).get(reverse("school:home")).content.decode()
