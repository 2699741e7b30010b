"""The class's own words: read by its members, given by those who write, taken out by its teachers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classroom.access import member_required, teacher_required
from classroom.lexicon.forms import ReasonForm, WordForm
from classroom.lexicon.words import WordRefused, answers_to, give, why_not, words_of
from classroom.models import ClassWord, Membership
from classroom.models.suggestions import AlreadyDecided


@member_required
def words(request: HttpRequest, member: Membership) -> HttpResponse:
    """The words, one's own suggestions, and the form; a POST gives a word."""
    if request.method != "POST":
        return _page(request, member, WordForm(), 200)
    if not member.writes:
        raise Http404
    form = WordForm(request.POST)
    try:
        if not form.is_valid():
            return _page(request, member, form, 422)
        given = give(form.cleaned_data["word"], form.cleaned_data["meaning"], by=member)
    except WordRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, member, form, 422)
    waits = given.status == ClassWord.Status.PENDING
    messages.success(
        request, _("Your word is waiting to be read.") if waits else _("The word is in our lexicon.")
    )
    return redirect("words:list", member.space.slug)


def _page(request: HttpRequest, member: Membership, form: WordForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "words": words_of(member),
        "suggested": answers_to(member),
        "why_not": why_not(member),
        "member": member,
    }
    return render(request, "classroom/lexicon/words.html", context, status=status)


@require_POST
@teacher_required
def removal(request: HttpRequest, member: Membership, word_id: UUID) -> HttpResponse:
    word = get_object_or_404(ClassWord.objects.accepted_in(member.space), pk=word_id)
    form = ReasonForm(request.POST)
    if form.wrong:
        messages.warning(request, " ".join([form.wrong, _("The word is still in our lexicon.")]))
        return redirect("words:list", member.space.slug)
    try:
        word.remove(by=member, reason=form.cleaned_data["reason"] or _("Taken out of our lexicon."))
        messages.success(request, _("The word is no longer in the class's lexicon."))
    except AlreadyDecided as refusal:
        messages.warning(request, str(refusal))
    return redirect("words:list", member.space.slug)
