"""Under /classes/<slug>/words/."""

from django.urls import path

from classroom.lexicon import views_words

app_name = "words"

urlpatterns = [
    path("", views_words.words, name="list"),
    path("<uuid:word_id>/removal/", views_words.removal, name="removal"),
]
