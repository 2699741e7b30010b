"""The draft of a charter: started, changed, adopted, and never changed again."""

import pytest

from charter.models import Article, Charter
from charter.models.drafting import start_draft
from charter.refusals import (
    ArticleGone,
    DraftChanged,
    DraftExists,
    NoDraft,
    NotYourHand,
    RereadStays,
    RuleStays,
)
from classroom.models.spaces import Level, Role
from tests.world import adopt, draft_charter, make_member, make_space, make_teacher


@pytest.fixture
def draft(space):
    return draft_charter(space)


def sentences(charter):
    return [article.sentence for article in charter.articles.in_order()]


def numbers(charter):
    return [article.number for article in charter.articles.in_order()]


@pytest.mark.parametrize("level", Level.values)
def test_a_draft_starts_from_the_template_of_any_level(teacher, level):
    draft = start_draft(level, by=teacher)
    assert draft.version is None
    assert 8 <= draft.articles.count() <= 12
    assert draft.articles.filter(topic="reread", kind="advice").exists()
    assert draft.articles.exclude(question=None).exists()


def test_a_template_speaks_the_schools_language(db):
    space = make_space(charter=False)
    space.school.language = "en"
    space.school.save()
    draft = start_draft("cycle3", by=make_teacher(space))
    assert "I reread my text before I send it." in " ".join(sentences(draft)) or " I " in " ".join(
        sentences(draft)
    )


def test_a_draft_starts_from_the_version_in_force(space, teacher):
    current = Charter.objects.in_force(space)
    draft = start_draft("in-force", by=teacher)
    assert draft.fingerprint() == current.fingerprint()
    assert draft.pk != current.pk


def test_there_is_one_draft_at_a_time(draft, teacher):
    with pytest.raises(DraftExists):
        start_draft("cycle3", by=teacher)


@pytest.mark.parametrize("source", ["", "cycle9", "../cycle2", "in-force"])
def test_a_draft_starts_from_nothing_else(db, source):
    with pytest.raises(KeyError):
        start_draft(source, by=make_teacher(make_space(charter=False)))


def test_a_pupil_an_observer_and_a_stranger_never_draft(space, draft, pupil, stranger, admin):
    observer = make_member(space, Role.OBSERVER)
    outsider = make_teacher(make_space(space.school))
    for hand in (pupil, stranger, admin, observer, outsider):
        with pytest.raises(NotYourHand):
            draft.add(by=hand, sentence="Je triche.", why="Parce que.")
        with pytest.raises(NotYourHand):
            draft.adopt(by=hand, digest=draft.fingerprint())
    with pytest.raises(NotYourHand):
        start_draft("cycle3", by=pupil)
    assert draft.articles.count() == 3


def test_adopting_makes_the_next_version_under_its_seal(space, draft, teacher):
    digest = draft.fingerprint()
    draft.adopt(by=teacher, digest=digest)
    current = Charter.objects.in_force(space)
    assert (current.pk, current.version, current.digest) == (draft.pk, 2, digest)
    assert current.adopted_by == teacher
    assert current.adopted_at is not None
    assert current.fingerprint() == current.digest
    assert Charter.objects.draft_of(space) is None


def test_the_first_version_is_number_one(db):
    space = make_space(charter=False)
    draft, teacher = draft_charter(space), make_teacher(space)
    draft.adopt(by=teacher, digest=draft.fingerprint())
    assert draft.version == 1
    assert draft.before() is None


def test_what_is_adopted_is_what_was_read(draft, teacher, colleague):
    read = draft.fingerprint()
    Charter.objects.get(pk=draft.pk).reword(by=colleague, title="Autre titre", preamble="")
    with pytest.raises(DraftChanged):
        draft.adopt(by=teacher, digest=read)
    assert Charter.objects.get(pk=draft.pk).version is None


def test_a_draft_is_adopted_once(draft, teacher, colleague):
    twin, digest = Charter.objects.get(pk=draft.pk), draft.fingerprint()
    draft.adopt(by=teacher, digest=digest)
    with pytest.raises(NoDraft):
        twin.adopt(by=colleague, digest=digest)
    with pytest.raises(NoDraft):
        twin.discard(by=colleague)


def test_an_adopted_charter_takes_no_change(space, teacher):
    current = Charter.objects.in_force(space)
    article = current.articles.first()
    for change in (
        lambda: current.add(by=teacher, sentence="Je…", why="…"),
        lambda: current.reword(by=teacher, title="Non", preamble=""),
        lambda: article.rewrite(by=teacher, sentence="Non"),
        lambda: article.remove(by=teacher),
        lambda: article.move(by=teacher, places=1),
    ):
        with pytest.raises(NoDraft):
            change()
    assert current.fingerprint() == current.digest


def test_an_article_is_added_at_the_end_and_rewritten(draft, teacher):
    added = draft.add(by=teacher, sentence="Je cite mes sources.", why="Pour vérifier.", topic="sources")
    assert added.number == 4
    added.rewrite(by=teacher, sentence="Je dis d’où je le sais.", pictogram="search")
    assert sentences(draft)[-1] == "Je dis d’où je le sais."


@pytest.mark.parametrize(
    ("number", "places", "order"),
    [(1, 1, [2, 1, 3]), (3, -1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3]), (1, 9, [2, 3, 1])],
)
def test_an_article_moves_and_stops_at_both_ends(draft, teacher, number, places, order):
    before = sentences(draft)
    draft.articles.get(number=number).move(by=teacher, places=places)
    assert sentences(draft) == [before[n - 1] for n in order]
    assert numbers(draft) == [1, 2, 3]


def test_removing_an_article_numbers_the_others_again(draft, teacher):
    draft.articles.get(number=1).remove(by=teacher)
    assert numbers(draft) == [1, 2]


def test_the_advice_to_reread_stays(draft, teacher):
    reread = draft.articles.get(topic="reread")
    with pytest.raises(RereadStays):
        reread.remove(by=teacher)
    reread = draft.articles.get(topic="reread")
    with pytest.raises(RereadStays):
        reread.rewrite(by=teacher, topic="")
    with pytest.raises(RereadStays):
        reread.rewrite(by=teacher, topic="reread", kind="rule")
    kept = draft.articles.get(topic="reread")
    assert kept.kind == Article.Kind.ADVICE
    kept.rewrite(by=teacher, sentence="Je me relis.")


def test_at_least_one_rule_stays(draft, teacher):
    draft.articles.get(number=1).remove(by=teacher)
    with pytest.raises(RuleStays):
        draft.articles.get(number=1).remove(by=teacher)
    with pytest.raises(RuleStays):
        draft.articles.get(number=1).rewrite(by=teacher, kind="advice")
    assert draft.articles.filter(kind="rule").count() == 1


def test_an_article_that_a_colleague_removed_is_not_brought_back(draft, teacher, colleague):
    article = draft.articles.get(number=1)
    Article.objects.get(pk=article.pk).remove(by=colleague)
    with pytest.raises(ArticleGone):
        article.rewrite(by=teacher, sentence="Je reviens.")
    with pytest.raises(ArticleGone):
        article.move(by=teacher, places=1)


def test_a_draft_thrown_away_leaves_the_version_in_force(space, draft, teacher):
    draft.discard(by=teacher)
    assert Charter.objects.draft_of(space) is None
    assert Charter.objects.in_force(space).version == 1


def test_the_fingerprint_holds_every_word_that_is_signed(space):
    draft = draft_charter(space)
    seen = {draft.fingerprint()}
    article = draft.articles.get(number=1)
    for field, value in (("sentence", "Autre."), ("why", "Autre."), ("kind", "advice"), ("topic", "alert")):
        setattr(article, field, value)
        article.save()
        seen.add(draft.fingerprint())
    draft.title = "Autre"
    seen.add(draft.fingerprint())
    draft.preamble = "Autre"
    assert len(seen | {draft.fingerprint()}) == 7


def test_each_version_knows_the_one_before(space, teacher):
    second = adopt(space)
    assert second.before().version == 1
    assert draft_charter(space).before() == second
