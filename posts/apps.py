from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self) -> None:
        from posts.guards import POSTS

        POSTS.stand_around(self)
