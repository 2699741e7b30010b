"""The draft of the next version: its teachers' alone, until they adopt it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter.changes import compare
from charter.forms import ArticleForm, HeadForm
from charter.frame import framed
from charter.models import Article, Charter
from charter.models.drafting import start_draft
from charter.refusals import CharterRefused
from classroom.access import teacher_required
from classroom.models import Membership


def own_draft(member: Membership) -> Charter:
    draft = Charter.objects.draft_of(member.space)
    if draft is None:
        raise Http404
    return draft


def own_article(member: Membership, pk: UUID) -> Article:
    """An article of the draft, or Http404."""
    drafted = Article.objects.filter(charter__space=member.space, charter__version=None)
    return get_object_or_404(drafted.select_related("charter__space"), pk=pk)


def done(
    request: HttpRequest, member: Membership, verb: Callable[..., object], said: str = "", **words: object
):
    """One verb, then the draft again with what happened."""
    try:
        verb(by=member, **words)
        if said:
            messages.success(request, said)
    except CharterRefused as refusal:
        messages.warning(request, str(refusal))
    slug = member.space.slug
    under_way = Charter.objects.draft_of(member.space)
    return redirect("charter:draft", slug) if under_way else redirect("charter:charter", slug)


@teacher_required
def draft(request: HttpRequest, member: Membership) -> HttpResponse:
    """The draft, article by article; POST starts one from a template or from the version in force."""
    if request.method == "POST":
        source = request.POST.get("source", "")
        try:
            return done(request, member, start_draft, _("The draft is yours to change."), source=source)
        except KeyError as missing:
            raise Http404 from missing
    charter = own_draft(member)
    context = {"charter": charter, "articles": charter.articles.in_order()}
    return render(
        request, "charter/draft.html", framed(member, Charter.objects.in_force(member.space), **context)
    )


@teacher_required
def head(request: HttpRequest, member: Membership) -> HttpResponse:
    """The title and what the charter begins with."""
    charter = own_draft(member)
    initial = {"title": charter.title, "preamble": charter.preamble}
    form = HeadForm(request.POST or None, initial=initial)
    if form.is_valid():
        return done(request, member, charter.reword, _("It is written in the draft."), **form.cleaned_data)
    return _form(request, member, "charter/head.html", form)


@teacher_required
def articles(request: HttpRequest, member: Membership) -> HttpResponse:
    """A new article; POST adds it at the end of the draft."""
    charter = own_draft(member)
    form = ArticleForm(request.POST or None)
    if form.is_valid():
        return done(request, member, charter.add, _("The article is in the draft."), **form.words())
    return _form(request, member, "charter/article.html", form)


@teacher_required
def article(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    found = own_article(member, pk)
    form = ArticleForm(request.POST) if request.method == "POST" else ArticleForm.of(found)
    if form.is_valid():
        return done(request, member, found.rewrite, _("It is written in the draft."), **form.words())
    return _form(request, member, "charter/article.html", form, article=found)


def _form(request: HttpRequest, member: Membership, page: str, form, **context: object) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, page, framed(member, None, form=form, **context), status=status)


@require_POST
@teacher_required
def position(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Moves an article; ``to`` is "up" or "down"."""
    places = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    if places is None:
        raise Http404
    found = own_article(member, pk)
    answer = done(request, member, found.move, places=places)
    answer["Location"] += f"#article-{found.pk.hex}"
    return answer


@require_POST
@teacher_required
def removal(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    found = own_article(member, pk)
    return done(request, member, found.remove, _("The article is out of the draft."))


@require_POST
@teacher_required
def draft_removal(request: HttpRequest, member: Membership) -> HttpResponse:
    charter = own_draft(member)
    said = _("The draft is thrown away. The charter in force stays.")
    if Charter.objects.in_force(member.space) is None:
        said = _("The draft is thrown away. The class has no charter yet.")
    return done(request, member, charter.discard, said)


@teacher_required
def adoption(request: HttpRequest, member: Membership) -> HttpResponse:
    """What would change; POST adopts exactly that (``digest``)."""
    charter, current = own_draft(member), Charter.objects.in_force(member.space)
    if request.method == "POST":
        said = _("The charter is adopted. Each pupil reads it and signs it before the next text.")
        return done(request, member, charter.adopt, said, digest=request.POST.get("digest", ""))
    comparison = compare(current, charter) if current else None
    articles, digest = charter.articles.in_order(), charter.fingerprint()
    context = {"charter": charter, "articles": articles, "comparison": comparison, "digest": digest}
    return render(request, "charter/adoption.html", framed(member, current, **context))
