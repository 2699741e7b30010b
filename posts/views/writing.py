"""What an author does with their own texts; asking for reading is moderation's (it enters the queue)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classroom.access import writer_required
from classroom.models import Membership
from posts.forms import ComposerForm
from posts.lifecycle import Status
from posts.models import Post
from posts.own import OwnText
from posts.reading import composer_context, notices
from posts.refusals import Refused
from posts.story import give_feedback
from posts.text import measure


def own_text(member: Membership, post_id: UUID) -> OwnText:
    """The member's own text, or Http404."""
    now = timezone.now()
    post = get_object_or_404(Post.objects.written_by(member).with_interval(now), pk=post_id)
    return OwnText(post, member, now)


@require_POST
@writer_required
def drafts(request: HttpRequest, member: Membership) -> HttpResponse:
    """Keeps what a composer holds: answers JSON to the script that saves as one types, « mes textes » to a form."""
    return _keep(request, member, ComposerForm(request.POST).checked())


def _keep(request: HttpRequest, member: Membership, form: ComposerForm) -> HttpResponse:
    try:
        post = form.start(member)
        saved = post.save_draft(form.cleaned_data["text"], by=member)
    except Refused as refusal:
        return _not_kept(request, member, form, refusal)
    if request.accepts("text/html"):
        messages.success(request, _("Your draft is saved. It is in your texts."))
        return redirect("posts:mine", member.space.slug)
    return JsonResponse({"post": str(post.pk), "saved_at": saved.saved_at.isoformat()})


def _not_kept(request: HttpRequest, member: Membership, form: ComposerForm, refusal: Refused) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"error": str(refusal)}, status=409)
    data = form.cleaned_data
    context = composer_context(
        member, text=data["text"], key=data["key"], reply_to=data["reply_to"], error=str(refusal)
    )
    return render(request, "posts/draft.html", context | {"in_place": False}, status=422)


@writer_required
def draft(request: HttpRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """A draft, or a text to rework beside what was marked in it; POST keeps it."""
    own = own_text(member, post_id)
    if request.method == "POST":
        return _keep(request, member, ComposerForm({**request.POST.dict(), "post": post_id}).checked())
    if own.status not in (Status.DRAFT, Status.RETURNED):
        return redirect("posts:revision", member.space.slug, post_id)
    give_feedback([own], member)
    context = composer_context(member, post=own.post, text=own.words, reply_to=own.post.reply_to_id)
    return render(request, "posts/draft.html", context | notices(member) | {"own": own})


@require_POST
@writer_required
def draft_removal(request: HttpRequest, member: Membership, post_id: UUID) -> HttpResponse:
    own = own_text(member, post_id)
    return _moved(request, own, own.post.discard, _("The draft is thrown away."))


@require_POST
@writer_required
def withdrawal(request: HttpRequest, member: Membership, post_id: UUID) -> HttpResponse:
    own = own_text(member, post_id)
    said = _("Your text is out of the queue: it is a draft again.")
    return _moved(request, own, own.post.withdraw, said, then="posts:draft")


@writer_required
def revision(request: HttpRequest, member: Membership, post_id: UUID) -> HttpResponse:
    """Takes up again what was published (it stays shown) or removed: says what that does, then a POST does it."""
    own = own_text(member, post_id)
    if request.method == "POST":
        return _moved(request, own, own.post.revise, "", then="posts:draft")
    if own.status in (Status.DRAFT, Status.RETURNED):
        return redirect("posts:draft", member.space.slug, post_id)
    return render(request, "posts/revision.html", {"own": own, "slug": member.space.slug})


@writer_required
def removal_request(request: HttpRequest, member: Membership, post_id: UUID) -> HttpResponse:
    own = own_text(member, post_id)
    if request.method == "POST":
        said = _("Your request is sent. A teacher takes the message down; nobody asks you why.")
        return _moved(request, own, own.post.ask_removal, said)
    return render(request, "posts/removal_request.html", {"own": own, "slug": member.space.slug})


def _moved(request: HttpRequest, own: OwnText, verb, said: str, then: str = "") -> HttpResponse:
    """Makes the move, says what happened, and shows where the text stands now."""
    slug = own.member.space.slug
    try:
        verb(by=own.member)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("posts:mine", slug)
    if said:
        messages.success(request, said)
    return redirect(then, slug, own.post.pk) if then else redirect("posts:mine", slug)


@require_POST
@writer_required
def length(request: HttpRequest, member: Membership) -> HttpResponse:
    """How many characters the server counts, for browsers that can't."""
    return JsonResponse({"count": measure(request.POST.get("text", ""))})
