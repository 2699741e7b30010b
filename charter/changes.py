"""What changed between two versions of a charter, article by article, then word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from charter.models import Article, Charter
from classroom.differences import Change, diff

ALIKE = 0.6  # from here on (SequenceMatcher's ratio over words) two sentences are one that was rewritten


class ArticleChange(NamedTuple):
    """``old`` and ``new`` are one article in two versions; one of them is None when it was added or removed.

    ``moved`` says the same under another number.
    """

    op: Literal["same", "moved", "changed", "added", "removed"]
    old: Article | None
    new: Article | None
    sentence: list[Change]
    why: list[Change]


class Comparison(NamedTuple):
    title: list[Change]
    preamble: list[Change]
    articles: list[ArticleChange]

    def marked(self) -> list[Article]:
        """The new articles, each with its ``change``: what one reads before signing again."""
        changes = [change for change in self.articles if change.new]
        for change in changes:
            vars(change.new)["change"] = change
        return [change.new for change in changes if change.new]

    @property
    def found(self) -> bool:
        """Whether anything that a signer reads is different."""
        words = [*self.title, *self.preamble]
        return any(word.op != "same" for word in words) or any(a.op != "same" for a in self.articles)


def compare(old: Charter, new: Charter) -> Comparison:
    before, after = list(old.articles.in_order()), list(new.articles.in_order())
    articles = list(_changes(before, after))
    return Comparison(diff(old.title, new.title), diff(old.preamble, new.preamble), articles)


def _changes(before: list[Article], after: list[Article]) -> Iterator[ArticleChange]:
    """In the new order; what was removed stands where it stood."""
    ancestors = _ancestors(before, after)
    gone = [article for article in before if article not in ancestors.values()]
    for article in after:
        old = ancestors.get(article.number)
        while gone and old and gone[0].number < old.number:
            yield _change(gone.pop(0), None)
        yield _change(old, article)
    for article in gone:
        yield _change(article, None)


def _ancestors(before: list[Article], after: list[Article]) -> dict[int, Article]:
    """Which article of the old version each new number comes from: the same words, else subject, else likeness."""
    found: dict[int, Article] = {}
    free = list(before)
    for alike in (_same_words, _same_topic, _rewritten):
        for article in after:
            old = next((each for each in free if alike(each, article)), None)
            if old and article.number not in found:
                found[article.number] = old
                free.remove(old)
    return found


def _same_words(old: Article, new: Article) -> bool:
    return old.sentence == new.sentence


def _same_topic(old: Article, new: Article) -> bool:
    return bool(new.topic) and old.topic == new.topic


def _rewritten(old: Article, new: Article) -> bool:
    return SequenceMatcher(None, old.sentence.split(), new.sentence.split()).ratio() >= ALIKE


def _change(old: Article | None, new: Article | None) -> ArticleChange:
    sentences = diff(old.sentence if old else "", new.sentence if new else "")
    whys = diff(old.why if old else "", new.why if new else "")
    if old is None or new is None:
        return ArticleChange("added" if new else "removed", old, new, sentences, whys)
    if any(getattr(old, field) != getattr(new, field) for field in ("sentence", "why", "kind")):
        return ArticleChange("changed", old, new, sentences, whys)
    return ArticleChange("same" if old.number == new.number else "moved", old, new, sentences, whys)
