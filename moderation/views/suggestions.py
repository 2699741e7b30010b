"""What pupils suggest (articles, words of the class): a teacher accepts those exact words, or says why not."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.refusals import CharterRefused
from classroom.access import teacher_required
from classroom.htmx import HtmxRequest
from classroom.lexicon.forms import ReasonForm
from classroom.models import Membership, Suggestion
from classroom.models.suggestions import AlreadyDecided
from moderation.habits import habits_of


def _kinds() -> dict[str, type[Suggestion]]:
    """Every kind of suggestion that an app declares, by the name of its model."""
    return {kind.__name__.lower(): kind for kind in Suggestion.__subclasses__()}


@teacher_required
def suggestions(request: HtmxRequest, member: Membership) -> HttpResponse:
    return render(request, "moderation/suggestions.html", _context(request, member))


def _context(request: HtmxRequest, member: Membership) -> dict:
    waiting = [
        {"kind": name, "label": kind._meta.verbose_name, "suggestion": suggestion}
        for name, kind in _kinds().items()
        for suggestion in kind.objects.waiting_in(member.space)
    ]
    return {"waiting": waiting, "slug": member.space.slug, "habits": habits_of(request)}


@require_POST
@teacher_required
def suggestion_answer(request: HtmxRequest, member: Membership, kind: str, pk: UUID) -> HttpResponse:
    """``answer`` accept or decline; declining says why, in words that the author reads."""
    model = _kinds().get(kind)
    if model is None or request.POST.get("answer") not in ("accept", "decline"):
        raise Http404
    suggestion = get_object_or_404(model, pk=pk, space=member.space)
    accepts, form = request.POST["answer"] == "accept", ReasonForm(request.POST)
    reason = "" if form.wrong else form.cleaned_data["reason"]
    if not accepts and not reason:
        wrong = {"wrong": pk, "reason": request.POST.get("reason", ""), "why": form.wrong}
        return render(request, "moderation/suggestions.html", _context(request, member) | wrong, status=422)
    _answer(request, member, suggestion, accepts, reason)
    return redirect("moderation:suggestions", member.space.slug)


def _answer(
    request: HtmxRequest, member: Membership, suggestion: Suggestion, accepts: bool, reason: str
) -> None:
    try:
        if accepts:
            suggestion.accept(by=member)
            messages.success(request, _("Accepted, word for word."))
        else:
            suggestion.decline(by=member, reason=reason)
            messages.success(request, _("Not kept. The author reads why."))
    except (AlreadyDecided, CharterRefused) as refusal:
        messages.warning(request, str(refusal))
