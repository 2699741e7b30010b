"""The class's door, under …/members/ (namespace `members`, with the other screens about members)."""

from django.urls import path

from classroom.signing_in import sessions

urlpatterns = [
    path("session/", sessions.session, name="session"),
    path("<uuid:member_id>/unlocking/", sessions.unlocking, name="unlocking"),
]
