"""How we read each other; all under /classes/<slug>/moderation/."""

from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from moderation.submissions import submissions
from moderation.views import decisions, freeze, journal, queue, removals, suggestions
from moderation.watched import views as watched
from moderation.watched import views_sheets, views_trying
from moderation.watched.door import at_class

app_name = "moderation"

urlpatterns: list = [
    path("", queue.queue, name="queue"),
    path("submissions/", submissions, name="submissions"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("freeze/", freeze.freeze, name="freeze"),
    path("journal/", journal.journal, name="journal"),
    path("removal-requests/", removals.removal_requests, name="removal_requests"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<slug:kind>/<uuid:pk>/", suggestions.suggestion_answer, name="suggestion"),
    path("words/", at_class(watched.words), name="words"),
    path("words/bench/", at_class(views_trying.bench), name="words_bench"),
    path("words/replay/", require_safe(at_class(views_trying.replay)), name="words_replay"),
    path("words/import/", at_class(views_sheets.incoming), name="words_import"),
    path("words/export/", require_safe(at_class(views_sheets.export)), name="words_export"),
    path("words/<uuid:word_id>/", at_class(watched.word), name="word"),
    path("words/<uuid:word_id>/removal/", require_POST(at_class(watched.removal)), name="word_removal"),
    path("<uuid:post_id>/", queue.case, name="case"),
    path("<uuid:post_id>/decision/", decisions.decision, name="decision"),
    path("<uuid:post_id>/decision/reversal/", decisions.reversal, name="reversal"),
    path("<uuid:post_id>/removal/", removals.taking_down, name="taking_down"),
    path("<uuid:post_id>/restoration/", removals.restoration, name="restoration"),
]
