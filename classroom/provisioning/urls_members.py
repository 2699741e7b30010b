from django.urls import include, path

from classroom.provisioning import views_import, views_members

app_name = "members"

urlpatterns: list = [
    path("", views_members.members, name="list"),
    path("import/", views_import.roster, name="import"),
    path("import/accounts/", views_import.accounts, name="accounts"),
    path("<uuid:member_id>/", views_members.pupil, name="pupil"),
    path("<uuid:member_id>/name/", views_members.name, name="name"),
    path("<uuid:member_id>/pseudonym/", views_members.pseudonym, name="pseudonym"),
    path("<uuid:member_id>/class/", views_members.place, name="place"),
    path("<uuid:member_id>/departure/", views_members.departure, name="departure"),
    path("", include("classroom.signing_in.urls_members")),  # the class's door: session, unlocking
]
