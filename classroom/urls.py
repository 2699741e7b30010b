"""Where everything is. A URL is a noun; what happens to it is a POST.

Each room declares its own addresses; upper rooms are named here as strings only.
"""

from django.urls import include, path

from classroom.comfort import comfort

handler500 = "classroom.errors.broken"
urlpatterns = [
    path("", include("classroom.signing_in.urls")),  # home, the doors, sign-out, language
    path("account/", include("classroom.signing_in.urls_account")),
    path("comfort/", comfort, name="comfort"),
    path("set-up/", include("classroom.provisioning.urls_set_up")),
    path("school/words/", include("moderation.urls_school")),
    path("school/", include("classroom.provisioning.urls_school")),
    path("classes/<slug:slug>/members/", include("classroom.provisioning.urls_members")),
    path("classes/<slug:slug>/charter/", include("charter.urls")),
    path("classes/<slug:slug>/moderation/", include("moderation.urls")),
    path("classes/<slug:slug>/words/", include("classroom.lexicon.urls_words")),
    path("classes/<slug:slug>/", include("posts.urls")),
    path("reading/", include("moderation.urls_reading")),
    path("lexicon/", include("classroom.lexicon.urls")),
    path("", include("classroom.urls_health")),
]
