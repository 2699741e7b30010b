"""An author's own texts, and the story of each."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from classroom.access import member_required, writer_required
from classroom.models import Membership
from posts import cursors
from posts.models import Post
from posts.news import cursor_of
from posts.own import OwnText, in_order
from posts.reading import PAGE, notices
from posts.story import give_feedback, story_of

MOST_UNDER_WAY = 100  # an author with more than that finds the others once some have moved on


@writer_required
def mine(request: HttpRequest, member: Membership) -> HttpResponse:
    """What is under way, then what is published or removed, the last one first, a page at a time."""
    now, before = timezone.now(), request.GET.get("before", "")
    written = Post.objects.written_by(member).with_interval(now)
    settled = list(written.settled(now).before(cursors.read(before))[: PAGE + 1])
    posts = [] if before else list(written.under_way(now)[:MOST_UNDER_WAY])
    texts = in_order(OwnText(post, member, now) for post in posts)
    texts += [OwnText(post, member, now) for post in settled[:PAGE]]
    texts = list(give_feedback([own for own in texts if own.words], member))
    last = settled[PAGE - 1] if len(settled) > PAGE else None
    context = {
        "texts": texts,
        "before": before,
        "older": cursors.write(last.moved_at, last.pk) if last else "",
        "slug": member.space.slug,
        "cursor": cursor_of(member, now),
    }
    return render(request, "posts/mine.html", context | notices(member))


@member_required
def story(request: HttpRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """What happened to a text, for its author and the teachers of its class."""
    now = timezone.now()
    readable = Post.objects.written_by(member) | Post.objects.taught_by(member)
    post = get_object_or_404(readable.with_interval(now), pk=post_id)
    own = OwnText(post, member, now)
    context = {"post": post, "own": own, "steps": story_of(post, member), "slug": member.space.slug}
    return render(request, "posts/story.html", context)
