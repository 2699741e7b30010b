"""How we read each other; all under /classes/<slug>/moderation/."""

from django.urls import path

from moderation.submissions import submissions
from moderation.views import decisions, freeze, journal, queue, removals, suggestions

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
    path("<uuid:post_id>/", queue.case, name="case"),
    path("<uuid:post_id>/decision/", decisions.decision, name="decision"),
    path("<uuid:post_id>/decision/reversal/", decisions.reversal, name="reversal"),
    path("<uuid:post_id>/removal/", removals.taking_down, name="taking_down"),
    path("<uuid:post_id>/restoration/", removals.restoration, name="restoration"),
]
