from django.urls import include, path

app_name = "members"

urlpatterns: list = [
    path("", include("classroom.signing_in.urls_members")),  # the class's door: session, unlocking
]
