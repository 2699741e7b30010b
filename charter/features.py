"""What the charter tells the lexicon: the screens its words explain, the article that goes with a topic."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from charter.access import NotSigned, charter_signed_by
from charter.models import Article, Charter
from classroom.lexicon.registry import RelatedArticle, articles_come_from, hindered_by
from classroom.models import ClassSpace, Membership


def article_on(space: ClassSpace, topics: list[str]) -> RelatedArticle | None:
    """The article in force on the first of these topics that the class's charter speaks of."""
    in_force = Charter.objects.adopted(space).values("pk")[:1]
    spoken = {found.topic: found for found in Article.objects.filter(charter__in=in_force, topic__in=topics)}
    found = next((spoken[topic] for topic in topics if topic in spoken), None)
    if found is None:
        return None
    try:
        url = f"{reverse('charter:charter', args=[space.slug])}#article-{found.number}"
    except NoReverseMatch:
        url = ""
    return RelatedArticle(found.number, found.sentence, url)


def unsigned(member: Membership) -> str:
    """Who has not signed the charter in force reads, and suggests nothing."""
    try:
        charter_signed_by(member)
    except NotSigned:
        return _("First read and sign the charter: then your words can be read.")
    return ""


articles_come_from(article_on)
hindered_by(unsigned)
