"""A teacher's verdict, as the form says it: checked, then one verb of the post."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from charter.models import Article
from classroom.cleaning import TextRefused, clean
from classroom.models import Membership
from moderation.marks import read_marks
from moderation.phrases import has_blank
from posts.forms import Typed
from posts.lifecycle import VERDICTS
from posts.models import Post, Revision, Transition
from posts.refusals import Refused

MESSAGE_LENGTH = 1000  # graphemes


class BlankLeft(Refused):
    code = "blank"
    sentence = _("Fill in “[…]” in your message, or take it out. Nothing was sent; everything is kept below.")


class TooLong(Refused):
    code = "too_long"
    sentence = _("Your message is too long: 1,000 characters at most. Nothing was sent; it is kept below.")


class NotClean(Refused):
    """Something hidden in a message: the pipeline's own sentence."""

    code = "not_clean"


class Said(forms.Form):
    """Articles and a message: what sending back and taking down have in common. Never invalid: refusals keep all."""

    message = Typed(required=False)

    def __init__(self, data, revision: Revision) -> None:
        super().__init__(data)
        self.revision = revision
        self.asked = set(data.getlist("articles")) if hasattr(data, "getlist") else set()
        self.full_clean()

    @cached_property
    def of_charter(self) -> list[Article]:
        """All the articles that the author signed."""
        return list(Article.objects.filter(charter=self.revision.charter_id).in_order())

    @property
    def articles(self) -> list[Article]:
        return [article for article in self.of_charter if article.pk.hex in self.asked]

    @property
    def words(self) -> str:
        """The message, cleaned as every text is. Raises BlankLeft, TooLong or NotClean."""
        try:
            message = clean(self.cleaned_data.get("message", ""), limit=MESSAGE_LENGTH).strip()
        except TextRefused as refusal:
            raise TooLong if "too_long" in refusal.code else NotClean(refusal.message) from refusal
        if has_blank(message):
            raise BlankLeft
        return message


class VerdictForm(Said):
    """``digest`` is the one of the version displayed: nothing else is decided."""

    verdict = forms.ChoiceField(choices=[(name, name) for name in sorted(VERDICTS)])
    digest = forms.CharField(max_length=64)
    marks = Typed(required=False)  # JSON [[start, end]], from the page's script
    passages = Typed(required=False)  # the same in words, a passage a line
    text = Typed(required=False)  # the corrected text

    def decide(self, post: Post, *, by: Membership) -> Transition:
        """Gives the verdict. Raises a Refused, or TextRefused for a correction."""
        said = self.cleaned_data
        if said["verdict"] == "publish":
            return post.publish(by=by, digest=said["digest"])
        if said["verdict"] == "correct":
            return post.correct(said["text"], by=by, digest=said["digest"])
        marks = read_marks(said["marks"], said["passages"], self.revision.text)
        return post.send_back(
            by=by, digest=said["digest"], articles=self.articles, message=self.words, marks=marks
        )
