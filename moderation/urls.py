from django.urls import path

from moderation.submissions import submissions

app_name = "moderation"

urlpatterns: list = [
    path("submissions/", submissions, name="submissions"),
]
