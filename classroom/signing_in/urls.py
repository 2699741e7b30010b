"""The front page, the doors, leaving."""

from django.urls import path

from classroom.signing_in import leaving, views

urlpatterns = [
    path("", views.home, name="home"),
    path("door/", views.pupil_door, name="pupil_door"),
    path("door/card/", views.card_door, name="card_door"),
    path("door/you/", views.is_it_you, name="is_it_you"),
    path("door/words/", views.words_door, name="words_door"),
    path("sign-out/", leaving.sign_out, name="sign_out"),
    path("presence/", leaving.presence, name="presence"),
    path("language/", leaving.language, name="language"),
    path("help/", leaving.help_page, name="help"),
]
