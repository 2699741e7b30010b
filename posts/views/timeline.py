"""What the class reads: its timeline, a thread, a tag, and the way out."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from classroom.access import member_required
from classroom.models import Membership
from posts.cards import cards_of
from posts.leaving import signed_address
from posts.models import Post, Publication
from posts.news import cursor_of
from posts.reading import composer_context, notices, page_of, timeline_of
from posts.text import destination, fold, hashtags


@member_required
def timeline(request: HttpRequest, member: Membership) -> HttpResponse:
    asked_at = timezone.now()
    before = request.GET.get("before", "")
    page = timeline_of(member, before)
    context = {"page": page, "before": before, "cursor": cursor_of(member, asked_at), **notices(member)}
    return render(request, "posts/timeline.html", composer_context(member) | context)


@member_required
def post(request: HttpRequest, member: Membership, post_id: UUID) -> HttpResponse:
    cursor = cursor_of(member)
    thread = list(Publication.objects.visible_to(member).in_thread(post_id).in_brief(member))
    if not thread or thread[0].post_id != post_id:
        return _elsewhere(member, post_id)
    if opening := thread[0].parent:
        return redirect(reverse("posts:post", args=[member.space.slug, opening]) + f"#post-{post_id}")
    cards = cards_of(member, thread, place="thread")
    context = {"cards": cards, "replies": cards[1:], "opening": thread[0], "cursor": cursor}
    context |= notices(member) | composer_context(member, reply_to=post_id)
    return render(request, "posts/post.html", context)


def _elsewhere(member: Membership, post_id: UUID) -> HttpResponse:
    """What does not show is only its author's and the teachers': they read its story."""
    written = Post.objects.written_by(member) | Post.objects.taught_by(member)
    if not written.filter(pk=post_id).exists():
        raise Http404
    return redirect("posts:story", member.space.slug, post_id)


@member_required
def tag(request: HttpRequest, member: Membership, tag: str) -> HttpResponse:
    """The messages that hold a tag. One that nobody used does not exist: no address makes a page say a word."""
    key = fold(tag)
    found = Publication.objects.visible_to(member).tagged(key)
    page = page_of(member, found, request.GET.get("before", ""), place="tag")
    newest = found.newest_first().first() if page.cards else None
    if newest is None:
        raise Http404
    shown = next((t.shown for t in hashtags(newest.revision.text) if t.key == key), key)
    context = {"page": page, "tag": shown, "key": key, "slug": member.space.slug}
    return render(request, "posts/tag.html", context)


@member_required
def leaving(request: HttpRequest, member: Membership) -> HttpResponse:
    address = signed_address(member.space, request.GET.get("to", ""))
    where = destination(address) if address else None
    if where is None:
        raise Http404
    context = {"url": where[0], "host": where[1], "slug": member.space.slug}
    return render(request, "posts/leaving.html", context)
