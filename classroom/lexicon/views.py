"""The lexicon's pages: its index, an entry, the booklet to print."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from classroom.htmx import HtmxRequest, dressed
from classroom.lexicon.entries import KINDS, entries
from classroom.lexicon.reader import reader_of, screen_of
from classroom.lexicon.registry import article_for
from classroom.lexicon.search import by_theme, in_order, initial, letters, matching
from classroom.lexicon.words import words_of, words_that_match


@login_not_required
@require_safe
def index(request: HtmxRequest) -> HttpResponse:
    reader = reader_of(request)
    asked, letter, kind = (request.GET.get(name, "") for name in ("q", "letter", "kind"))
    shown = [entry for entry in entries().values() if kind not in KINDS or entry.kind == kind]
    words = words_of(reader.member)
    context = {"reader": reader, "asked": asked, "letter": letter, "kind": kind, "kinds": KINDS.items()}
    context |= {"letters": letters(shown), "how_many": len(shown)}
    if asked.strip():
        context |= {"found": matching(shown, asked), "words": words_that_match(words, asked)}
    elif letter:
        context["found"] = [entry for entry in in_order(shown) if initial(entry.word) == letter.upper()]
        context["words"] = [word for word in words if initial(word.word) == letter.upper()]
    else:
        context |= {"themes": by_theme(shown), "words": words}
    return dressed(request, "classroom/lexicon/index.html", "classroom/lexicon/_index.html", context)


@login_not_required
@require_safe
def entry(request: HtmxRequest, slug: str) -> HttpResponse:
    """An entry on its page; beside a feature (htmx), its short form."""
    reader = reader_of(request)
    every = in_order(entries().values())
    place = next((n for n, entry in enumerate(every) if entry.slug == slug), None)
    if place is None:
        raise Http404
    context = {
        "reader": reader,
        "entry": every[place],
        "before": every[place - 1] if place else None,
        "after": every[place + 1] if place + 1 < len(every) else None,
        "article": article_for(reader.member.space, every[place].topic) if reader.member else None,
        "screen": screen_of(slug, reader.member),
    }
    return dressed(request, "classroom/lexicon/entry.html", "classroom/lexicon/_beside.html", context)


@login_not_required
@require_safe
def booklet(request: HtmxRequest) -> HttpResponse:
    """Everything, to print; ``?reading=longer`` for the second reading level."""
    reader = reader_of(request)
    longer = request.GET.get("reading", "") == "longer"
    context = {"reader": reader, "themes": by_theme(entries().values()), "words": words_of(reader.member)}
    return render(request, "classroom/lexicon/booklet.html", context | {"longer": longer})
