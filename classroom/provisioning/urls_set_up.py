"""The link that `serve` prints for an empty house."""

from django.urls import path

from classroom.provisioning.views_set_up import first_run

urlpatterns: list = [path("<str:token>/", first_run, name="set_up")]
