"""Words of distress, plain, veiled, badly spelt; and all that looks like them."""

import pytest

from moderation.checks import Around, Page, distress
from moderation.checks.signs import Signs
from moderation.checks.speech import listen
from tests.moderation.checks.reading import seen


@pytest.mark.parametrize(
    "text",
    [
        "J'ai envie de mourir.",
        "jveux plus vivre",
        "jveu pu vivre",
        "Maman serait mieux sans moi",
        "je me coupe les bras et je le cache",
        "mon pere me frape avec la ceinture",
        "Mon oncle me touche et j’aime pas ça.",
        "Je vais fuguer ce soir.",
        "je me fais vomir après la cantine",
        "Je suis harcelée depuis le début de l’année.",
        "mon meilleur pote parle de se tuer, je fais quoi ?",
        "on veut me marier au pays et je veux pas",
        "papa recommence à taper",
        "Il m'a dit que si je parle il me tuera",
    ],
)
def test_distress_of_oneself_or_a_friend_is_seen(text):
    assert seen("distress", text)


@pytest.mark.parametrize(
    "text",
    [
        "J’étais mort de rire pendant le spectacle.",
        "J'ai tué le boss du niveau 8",
        "La Mort du loup de Vigny",
        "On a battu les CM1 au relais.",
        "Je me suis cassé le bras au ski",
        "Ma mère va me tuer, j'ai perdu mon bonnet !",
        "Ma grande sœur se coupe les cheveux",
        "",
        "Le 119 aide les enfants en danger, a expliqué l'infirmière.",
        "J'en peux plus de ces fractions",
        "La mer Morte est très salée.",
        "La petite souris est passée mais elle a oublié la dent !",
    ],
)
def test_hyperbole_games_books_and_lessons_are_innocent(text):
    assert not seen("distress", text)


def test_a_sign_says_where_it_stands_and_the_scales_speak_of_the_whole_text():
    assert seen("distress", "Bonjour. Je veux mourir. Il pleut.") == ["Je veux mourir"]


def test_two_signs_in_one_place_are_one_finding():
    assert len(seen("distress", "je veux mourir je veux mourir")) == 1


def spans(line, text, **families):
    page = Page(text)
    return [page.folded[a:b] for a, b in Signs(families, [line]).read(listen(page)).spans()]


def test_a_sign_goes_through_two_words_but_not_through_three():
    assert spans("a b", "a x y b") == ["a x y b"]
    assert not spans("a b", "a x y z b")
    assert spans("a .. b", "a x y z b")


def test_words_side_by_side_either_and_families_make_a_sign():
    assert spans("a+b|c <d>", "c mort", d=["mort*"]) == ["c mort"]
    assert spans("a+b|c <d>", "a b mortel", d=["mort*"]) == ["a b mortel"]
    assert not spans("a+b|c <d>", "a x b mort", d=["mort*"])


def test_no_sign_spans_two_sentences_and_three_dots_are_a_breath():
    assert not spans("a b", "a. b")
    assert spans("a b", "a... b")


def test_a_sign_may_ask_for_an_end_of_sentence_and_for_a_word_that_is_not_there():
    assert spans("^+a+$", "x. a !") == ["a"]
    assert not spans("^+a+$", "x a")
    assert not spans("a !b", "b, puis a")


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("jveux", "je veux"),
        ("mourrir", "mourir"),
        ("koi", "quoi"),
        ("touchée", "toucher"),
        ("tjrs", "toujours"),
    ],
)
def test_what_is_heard_counts_not_what_is_written(written, heard):
    assert [one.word for one in listen(Page(written))] == [one.word for one in listen(Page(heard))]


def test_the_scales_read_nothing_into_a_text_without_words():
    assert not list(distress.look(Page("!!! ..."), Around()))
