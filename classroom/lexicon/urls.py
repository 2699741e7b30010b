"""The lexicon, for everybody; a class's own words are under the class's address (urls_words)."""

from django.urls import path

from classroom.lexicon import views, views_quiz

app_name = "lexicon"

urlpatterns = [
    path("", views.index, name="index"),
    path("booklet/", views.booklet, name="booklet"),
    path("quiz/", views_quiz.quiz, name="quiz"),
    path("quiz/<slug:game>/<int:number>/", views_quiz.question, name="question"),
    path("quiz/<slug:game>/end/", views_quiz.quiz_end, name="quiz_end"),
    path("<slug:slug>/", views.entry, name="entry"),
]
