from django.urls import include, path

from classroom.provisioning import views_cards, views_import, views_members, views_settings, views_visits

app_name = "members"

urlpatterns: list = [
    path("", views_members.members, name="list"),
    path("import/", views_import.roster, name="import"),
    path("import/accounts/", views_import.accounts, name="accounts"),
    path("cards/", views_cards.cards, name="cards"),
    path("cards/voiding/", views_cards.cards_voiding, name="cards_voiding"),
    path("settings/", views_settings.settings, name="settings"),
    path("visits/", views_visits.visits, name="visits"),
    path("<uuid:member_id>/", views_members.pupil, name="pupil"),
    path("<uuid:member_id>/name/", views_members.name, name="name"),
    path("<uuid:member_id>/pseudonym/", views_members.pseudonym, name="pseudonym"),
    path("<uuid:member_id>/class/", views_members.place, name="place"),
    path("<uuid:member_id>/departure/", views_members.departure, name="departure"),
    path("", include("classroom.signing_in.urls_members")),  # the class's door: session, unlocking
]
