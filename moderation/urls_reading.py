"""My queue over all my classes; under /reading/."""

from django.urls import path

from moderation.habits import habits
from moderation.views import queue

urlpatterns: list = [
    path("", queue.reading, name="reading"),
    path("news/", queue.reading_news, name="reading_news"),
    path("habits/", habits, name="reading_habits"),
]
