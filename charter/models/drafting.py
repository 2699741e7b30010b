"""Where the draft of the next version comes from: a template, or the version in force."""

from django.db import transaction

from charter.models.articles import Article
from charter.models.charters import Charter, lock
from charter.refusals import DraftExists, NotYourHand
from charter.templates import template
from classroom.models import Membership

IN_FORCE = "in-force"
COPIED = ("number", "kind", "topic", "sentence", "why", "pictogram", "question")


@transaction.atomic
def start_draft(source: str, *, by: Membership) -> Charter:
    """The draft of the class's next version; ``source`` is a level, or "in-force" for the charter as it stands.

    Raises NotYourHand, DraftExists, or KeyError when there is no such source.
    """
    if not by.teaches:
        raise NotYourHand
    lock(by.space_id)
    if Charter.objects.draft_of(by.space):
        raise DraftExists
    return _copy(by) if source == IN_FORCE else _written(by, template(source, by.space.school.language))


def draft_under_way(*, by: Membership) -> Charter:
    """The draft, begun if need be from the version in force, else from the template of the class's level."""
    draft = Charter.objects.draft_of(by.space)
    if draft:
        return draft
    has_one = Charter.objects.in_force(by.space) is not None
    return start_draft(IN_FORCE if has_one else by.space.level, by=by)


def _copy(by: Membership) -> Charter:
    current = Charter.objects.in_force(by.space)
    if current is None:
        raise KeyError(IN_FORCE)
    articles = [{field: getattr(a, field) for field in COPIED} for a in current.articles.in_order()]
    return _written(by, {"title": current.title, "preamble": current.preamble, "articles": articles})


def _written(by: Membership, words: dict) -> Charter:
    draft = Charter.objects.create(space=by.space, title=words["title"], preamble=words["preamble"])
    Article.objects.bulk_create(
        Article(charter=draft, **{"question": None, **words, "number": number})
        for number, words in enumerate(words["articles"], 1)
    )
    return draft
