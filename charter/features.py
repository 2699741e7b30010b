"""What the charter tells the lexicon: the screens its words explain, the article that goes with a topic."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charter import first_steps
from charter.access import NotSigned, charter_signed_by
from charter.models import Article, Charter
from classroom.lexicon.registry import RelatedArticle, articles_come_from, feature, hindered_by
from classroom.models import ClassSpace, Membership


def article_on(space: ClassSpace, topics: list[str]) -> RelatedArticle | None:
    """The article in force on the first of these topics that the class's charter speaks of."""
    in_force = Charter.objects.adopted(space).values("pk")[:1]
    spoken = {found.topic: found for found in Article.objects.filter(charter__in=in_force, topic__in=topics)}
    found = next((spoken[topic] for topic in topics if topic in spoken), None)
    if found is None:
        return None
    url = f"{reverse('charter:charter', args=[space.slug])}#article-{found.number}"
    return RelatedArticle(found.number, found.sentence, url)


def unsigned(member: Membership) -> str:
    """Who has not signed the charter in force reads, and suggests nothing."""
    try:
        charter_signed_by(member)
    except NotSigned:
        return _("First read and sign the charter: then your words can be read.")
    return ""


first_steps.declare()
articles_come_from(article_on)
hindered_by(unsigned)

feature("charter", "charter:charter", "charter:head", screen="charter:charter")
feature("article", "charter:article", "charter:articles", "charter:position", "charter:removal")
feature("rule-and-advice", "charter:article", shown_in="charter/_articles.html")
feature("why", "charter:charter", shown_in="charter/_articles.html")
feature("adopt", "charter:adoption", "charter:draft", "charter:draft_removal", screen="charter:draft")
feature("charter-version", "charter:versions", "charter:version", screen="charter:versions")
feature("signature", "charter:signature", screen="charter:signature")
feature("paper-signature", "charter:paper", "charter:paper_removal", screen="charter:paper")
feature("guardians-signature", "charter:paper", screen="charter:paper")
feature("signing-questions", "charter:signature", "members:settings", screen="charter:signature")
feature(
    "article-proposal",
    "charter:proposals",
    "moderation:suggestions",
    "moderation:suggestion",
    screen="charter:proposals",
)
feature("register", "charter:register", "charter:register_export", screen="charter:register")
feature("read-aloud", "charter:charter", shown_in="charter/_aloud.html", screen="charter:charter")
