"""What changed between two versions of a charter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from charter.changes import _changes, compare
from charter.models import Article, Charter
from charter.models.drafting import start_draft
from tests.world import draft_charter, make_space, make_teacher


def articles(*sentences, topics=()):
    return [
        Article(number=n, sentence=sentence, why="Car.", topic=dict(topics).get(n, ""))
        for n, sentence in enumerate(sentences, 1)
    ]


def told(before, after):
    return [(c.op, c.old and c.old.number, c.new and c.new.number) for c in _changes(before, after)]


def test_nothing_changed():
    assert told(articles("A un", "B deux"), articles("A un", "B deux")) == [("same", 1, 1), ("same", 2, 2)]


def test_an_article_added_moves_the_others():
    assert told(articles("A", "B"), articles("A", "N", "B")) == [
        ("same", 1, 1),
        ("added", None, 2),
        ("moved", 2, 3),
    ]


def test_an_article_removed_stands_where_it_stood():
    assert told(articles("A", "B", "C"), articles("A", "C")) == [
        ("same", 1, 1),
        ("removed", 2, None),
        ("moved", 3, 2),
    ]


def test_the_last_one_removed_is_told_last():
    assert told(articles("A", "B"), articles("A"))[-1] == ("removed", 2, None)


def test_the_same_subject_or_nearly_the_same_words_are_one_article_rewritten():
    before = articles("Je suis poli.", "Je relis mon texte avant de l’envoyer.", topics=[(1, "respect")])
    after = articles(
        "J’écris avec douceur.", "Je relis bien mon texte avant de l’envoyer.", topics=[(1, "respect")]
    )
    assert told(before, after) == [("changed", 1, 1), ("changed", 2, 2)]


def test_two_strangers_are_one_gone_and_one_come():
    assert sorted(op for op, *_ in told(articles("Je suis poli."), articles("Les images ont un texte."))) == [
        "added",
        "removed",
    ]


def test_a_rule_that_becomes_an_advice_has_changed():
    before, after = articles("A"), articles("A")
    after[0].kind = "advice"
    assert told(before, after) == [("changed", 1, 1)]


@settings(max_examples=60)
@given(*[st.lists(st.sampled_from("ABCDEFGH"), max_size=8)] * 2)
def test_every_article_of_both_versions_is_told_once(before, after):
    changes = told(articles(*before), articles(*after))
    assert [old for _op, old, _new in changes if old and _op == "removed"] == sorted(
        old for op, old, _new in changes if op == "removed"
    )
    assert sorted(old for _op, old, _new in changes if old) == list(range(1, len(before) + 1))
    assert [new for _op, _old, new in changes if new] == list(range(1, len(after) + 1))


def test_a_new_title_is_a_change(db):
    teacher = make_teacher(make_space())
    draft = start_draft("in-force", by=teacher)
    current = Charter.objects.in_force(teacher.space)
    assert not compare(current, draft).found
    draft.reword(by=teacher, title="Nos promesses", preamble="")
    assert compare(current, draft).found
    assert compare(current, draft_charter(make_space())).found is False
