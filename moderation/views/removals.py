"""Taking a message down and showing it again; what authors ask to have removed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from classroom.access import member_required, teacher_required
from classroom.htmx import HtmxRequest
from classroom.models import Membership
from classroom.models.spaces import TEACHES, Role
from moderation.board import removals_asked
from moderation.verdicts import Said
from posts.models import Post, Publication, Revision
from posts.refusals import NotYours, Refused


def _shown(member: Membership, post_id: UUID) -> Publication:
    """What shows, as far as this member reads it: a teacher, also what is approved for later. Http404 otherwise."""
    if member.teaches:
        post = get_object_or_404(Post.objects.taught_by(member), pk=post_id)
        opened = post.publications.open()
    else:
        opened = Publication.objects.visible_to(member).filter(post=post_id)
    return get_object_or_404(opened.select_related("revision", "post__author__user"))


@member_required(roles=(*TEACHES, Role.SCHOOL_ADMIN))
def taking_down(request: HtmxRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """Articles and a message, or the author's own request without them; then the thread goes at once."""
    shown = _shown(member, post_id)
    form = Said(request.POST, _standing(shown))
    refusal = None
    if request.method == "POST":
        try:
            shown.post.take_down(by=member, articles=form.articles, message=form.words)
            return _said(request, member, _down(form))
        except NotYours:
            raise Http404 from None
        except Refused as refused:
            refusal = refused
    context = {"shown": shown, "form": form, "refusal": refusal, "slug": member.space.slug}
    return render(request, "moderation/taking_down.html", context, status=422 if refusal else 200)


def _standing(shown: Publication) -> Revision:
    """The version that a taking down speaks of: an approved edit that begins later, whose charter may be newer."""
    last = shown.post.publications.open().select_related("revision").first()
    return last.revision if last else shown.revision


def _down(form: Said) -> str:
    if form.articles or form.words:
        return _("The message is taken down. Its author reads why.")
    return _("The message is taken down, as its author asked.")


def _said(request: HtmxRequest, member: Membership, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("posts:timeline", member.space.slug)


@teacher_required
def restoration(request: HtmxRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """Shows the message again, as it was when it was taken down."""
    post = get_object_or_404(Post.objects.taught_by(member), pk=post_id, taken_down=True)
    refusal = None
    if request.method == "POST":
        try:
            post.restore(by=member)
            return _said(request, member, _("The message shows again, in its place."))
        except NotYours:
            raise Http404 from None
        except Refused as refused:
            refusal = refused
    context = {"post": post, "taken": _taken(post), "refusal": refusal, "slug": member.space.slug}
    return render(request, "moderation/restoration.html", context, status=422 if refusal else 200)


def _taken(post: Post) -> Revision:
    """The version that was taken down."""
    last = post.transitions.filter(move="take_down").latest("number")
    return post.revisions.get(digest=last.revision_digest)


@teacher_required
def removal_requests(request: HtmxRequest, member: Membership) -> HttpResponse:
    """Messages whose authors ask to have them taken down, the oldest request first."""
    context = {"asked": removals_asked(member), "slug": member.space.slug}
    return render(request, "moderation/removal_requests.html", context)
