from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self) -> None:
        from posts import guards

        post_migrate.connect(guards.install, sender=self, dispatch_uid="posts.guards")
