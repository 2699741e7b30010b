"""Asking for reading: a composer's text enters the queue; a teacher's own text is submitted and published at once."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from charter.access import NotSigned
from classroom.access import writer_required
from classroom.htmx import HtmxRequest, dressed
from classroom.models import Membership
from moderation.checks import Findings
from moderation.findings import Finding, advice_on
from moderation.sending import examined, send
from moderation.watched.proposing import as_proposed, proposal
from moderation.watched.saying import Remark, refuse, remarks
from posts.forms import ComposerForm
from posts.lifecycle import Status
from posts.models import Post
from posts.reading import composer_context
from posts.refusals import AlreadyDecided, Refused, WrongStatus
from posts.text import TextRefused, clean


@require_POST
@writer_required
def submissions(request: HtmxRequest, member: Membership) -> HttpResponse:
    """The same key sends once: a second click gets the first one's answer. What is not sent comes back, 422."""
    form = ComposerForm(request.POST).checked()
    said, post = form.cleaned_data, None
    try:
        post = form.start(member)
        if said["proposed"]:
            said["text"] = as_proposed(said["text"], by=member)
        findings = examined(said["text"], member)
        if member.is_pupil and (advice := _advice(said, findings, member)):
            return _given_back(request, member, form, post, advice=advice)
        send(post, said["text"], findings, by=member, key=said["key"])
        _publish_at_once(post, member)
    except (NotSigned, TextRefused, Refused) as refusal:
        unsigned = isinstance(refusal, NotSigned)
        return _given_back(request, member, form, post, error=_sentence(refusal), unsigned=unsigned)
    return _taken(request, member, post, worries=findings.worry and member.is_pupil)


def _advice(said: dict[str, Any], findings: Findings, member: Membership) -> list[Finding | Remark]:
    """What to tell before sending; nothing once it has been told. Raises WordRefused, as often as need be.

    No watched word, were it refused, keeps a text that worries (or may worry) from an adult.
    """
    text = clean(said["text"], limit=member.space.max_length)
    may_worry = {"distress", "unease"} & {*findings.not_run, *(one.kind for one in findings.seen)}
    if not may_worry:
        refuse(text, by=member)
    if said["advised"]:
        return []
    return [*advice_on(findings, text, member), *(() if findings.worry else remarks(text, by=member))]


def _publish_at_once(post: Post, member: Membership) -> None:
    """A teacher's own text is read already. A twin of this very request may have published it first."""
    if member.teaches and post.revision and post.status == Status.PENDING:
        try:
            post.publish(by=member, digest=post.revision.digest)
        except AlreadyDecided:
            post.refresh_from_db()


WORRIES = gettext_lazy(
    "What you wrote matters: an adult will read it. If you feel bad, or if somebody is in danger, do not wait:"
    " speak to an adult now, or call. It is free, and nobody scolds you."
)
LINES = gettext_lazy("3114: dark thoughts. 119: a child in danger. 3018: harassment. 15: an emergency.")


def _taken(request: HtmxRequest, member: Membership, post: Post, *, worries: bool) -> HttpResponse:
    said = _("It is published.") if member.teaches else _("Your text is on its way: it waits to be read.")
    if request.htmx:
        context = composer_context(member, reply_to=post.reply_to_id, done=said)
        context["worries"] = WORRIES if worries else ""
        return render(request, "posts/_after_submit.html", context)
    messages.success(request, said)
    if worries:
        messages.info(request, f"{WORRIES} {LINES}")
    return redirect("posts:mine", member.space.slug)


def _given_back(
    request: HtmxRequest,
    member: Membership,
    form: ComposerForm,
    post: Post | None,
    *,
    advice: Sequence[Finding | Remark] = (),
    **why: Any,
) -> HttpResponse:
    """The same composer with the text, why, and what to do; what can be kept as a draft is. Advice is given once."""
    data = form.cleaned_data
    _keep(post, data["text"], member)
    mine = {"text": data["text"], "key": data["key"], "reply_to": data["reply_to"]}
    context = composer_context(member, post=post if data["post"] else None, **mine, **why)
    context |= {"in_place": bool(request.htmx), "advice": advice, "advised": advice or data["advised"]}
    watched = any(isinstance(one, Remark) for one in advice)
    context["proposal"] = proposal(data["text"], by=member) if watched else ""
    return dressed(request, "posts/draft.html", "posts/_composer.html", context, status=422)


def _keep(post: Post | None, text: str, member: Membership) -> None:
    """Saves the refused text, where the post still takes a draft; where it does not, the page alone holds it."""
    if post is None:
        return
    try:
        post.save_draft(text, by=member)
    except WrongStatus:
        return


def _sentence(refusal: Exception) -> str:
    if isinstance(refusal, TextRefused):
        return refusal.message
    if isinstance(refusal, NotSigned):
        if refusal.charter is None:
            return _("The class has no charter yet: nothing can be sent. Your text is kept as a draft.")
        return _("Sign the charter first. Your text is kept as a draft.")
    return str(refusal)
