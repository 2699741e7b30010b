from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ClassroomConfig(AppConfig):
    name = "classroom"
    default = True

    def ready(self) -> None:
        """What a lower floor must learn from an upper one is told here, by registries that fill themselves."""
        from classroom import system_checks  # noqa: F401 - registers the start-up checks

        autodiscover_modules("features", "personal_data", "script_words")
