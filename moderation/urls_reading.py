"""My queue over all my classes; under /reading/."""

from django.urls import path

from moderation.habits import habits
from moderation.views import queue

urlpatterns: list = [
    path("", queue.reading, name="reading"),
    path("habits/", habits, name="reading_habits"),
]
