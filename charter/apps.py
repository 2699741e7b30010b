from django.apps import AppConfig


class CharterConfig(AppConfig):
    name = "charter"

    def ready(self) -> None:
        from charter.guards import CHARTER

        CHARTER.stand_around(self)
