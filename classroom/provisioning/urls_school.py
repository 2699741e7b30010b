"""The school's office, for who administers it; and the links that adults are sent."""

from django.urls import path

from classroom.provisioning import (
    views_first_steps,
    views_import,
    views_invitation,
    views_person,
    views_school,
    views_staff,
)

app_name = "school"

urlpatterns: list = [
    path("", views_school.home, name="home"),
    path("classes/", views_school.classes, name="classes"),
    path("classes/<slug:slug>/", views_school.school_class, name="class"),
    path("classes/<slug:slug>/archive/", views_school.class_archive, name="class_archive"),
    path("classes/<slug:slug>/staff/", views_school.class_staff, name="class_staff"),
    path(
        "classes/<slug:slug>/staff/<uuid:member_id>/departure/",
        views_school.class_departure,
        name="class_departure",
    ),
    path("import/", views_import.school_roster, name="import"),
    path("import/accounts/", views_import.school_accounts, name="accounts"),
    path("staff/", views_staff.staff, name="staff"),
    path("staff/import/", views_staff.staff_import, name="staff_import"),
    path("staff/<uuid:user_id>/", views_person.person, name="person"),
    path("staff/<uuid:user_id>/name/", views_person.person_name, name="person_name"),
    path("staff/<uuid:user_id>/invitation/", views_person.invitation, name="person_invitation"),
    path(
        "staff/<uuid:user_id>/second-proof/", views_person.person_second_factor, name="person_second_factor"
    ),
    path("staff/<uuid:user_id>/administration/", views_person.administration, name="administration"),
    path("staff/<uuid:user_id>/departure/", views_person.person_departure, name="person_departure"),
    path("first-steps/", views_first_steps.guided, name="first_steps"),
    path("first-steps/end/", views_first_steps.guided_end, name="first_steps_end"),
    path("invitations/<str:token>/", views_invitation.invited, name="invitation"),
]
