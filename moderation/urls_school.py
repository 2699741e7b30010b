"""The words that a whole school watches for; under /school/words/."""

from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from moderation.watched import views, views_sheets, views_trying
from moderation.watched.door import at_school

app_name = "school_words"

urlpatterns: list = [
    path("", at_school(views.words), name="words"),
    path("bench/", at_school(views_trying.bench), name="bench"),
    path("import/", at_school(views_sheets.incoming), name="import"),
    path("export/", require_safe(at_school(views_sheets.export)), name="export"),
    path("<uuid:word_id>/", at_school(views.word), name="word"),
    path("<uuid:word_id>/removal/", require_POST(at_school(views.removal)), name="removal"),
]
