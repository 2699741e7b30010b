"""« What would you do? »: the questions drawn from a charter's articles. No score: one tries again."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from charter.models import Article


class Question(NamedTuple):
    """A question as it is shown; ``chosen`` is the choice that came back, "" before."""

    article: Article
    name: str
    text: str
    choices: list[tuple[str, str]]
    answer: str
    explanation: str
    chosen: str

    @property
    def is_right(self) -> bool:
        return self.chosen == self.answer

    @property
    def is_wrong(self) -> bool:
        return self.chosen != "" and not self.is_right


def questions_of(articles: Iterable[Article], given: Mapping[str, str]) -> list[Question]:
    """The questions of these articles, with the choices ``given`` so far (the form's data)."""
    return [_question(article, article.question, given) for article in articles if article.question]


def _question(article: Article, asked: dict, given: Mapping[str, str]) -> Question:
    name = f"question-{article.number}"
    choices = [(str(number), text) for number, text in enumerate(asked["choices"])]
    chosen = given.get(name, "")
    known = chosen if chosen in dict(choices) else ""
    return Question(article, name, asked["text"], choices, str(asked["answer"]), asked["explanation"], known)
