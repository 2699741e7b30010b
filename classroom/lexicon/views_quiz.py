"""The quiz's three pages: before, a question (then its answer), after. No answer is kept, nothing is counted."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from classroom.htmx import HtmxRequest
from classroom.lexicon.quiz import QUESTIONS, new_game, questions
from classroom.lexicon.reader import reader_of

LONGEST_GAME = 20  # characters of a game's name


@login_not_required
@require_safe
def quiz(request: HtmxRequest) -> HttpResponse:
    context = {"reader": reader_of(request), "game": new_game(), "how_many": QUESTIONS}
    return render(request, "classroom/lexicon/quiz.html", context)


@login_not_required
@require_safe
def question(request: HtmxRequest, game: str, number: int) -> HttpResponse:
    """A question; with ``?answer=<slug>``, what the right word was, and why."""
    if not 1 <= number <= QUESTIONS or len(game) > LONGEST_GAME:
        raise Http404
    asked = questions(game)[number - 1]
    answer = next((entry for entry in asked.choices if entry.slug == request.GET.get("answer")), None)
    context = {"reader": reader_of(request), "game": game, "question": asked, "how_many": QUESTIONS}
    context |= {"answer": answer, "found": answer == asked.right, "next": number + 1}
    return render(request, "classroom/lexicon/question.html", context)


@login_not_required
@require_safe
def quiz_end(request: HtmxRequest, game: str) -> HttpResponse:
    if len(game) > LONGEST_GAME:
        raise Http404
    context = {"reader": reader_of(request), "game": new_game(), "questions": questions(game)}
    return render(request, "classroom/lexicon/quiz_end.html", context)
