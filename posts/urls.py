"""The class's timeline, its texts, and what their authors do with them; all under /classes/<slug>/."""

from django.urls import path

from posts.views import mine, news, timeline, writing

app_name = "posts"

urlpatterns: list = [
    path("", timeline.timeline, name="timeline"),
    path("tags/<str:tag>/", timeline.tag, name="tag"),
    path("leaving/", timeline.leaving, name="leaving"),
    path("news/", news.news, name="news"),
    path("posts/cards/", news.cards, name="cards"),
    path("posts/mine/", mine.mine, name="mine"),
    path("posts/drafts/", writing.drafts, name="drafts"),
    path("posts/length/", writing.length, name="length"),
    path("posts/<uuid:post_id>/", timeline.post, name="post"),
    path("posts/<uuid:post_id>/story/", mine.story, name="story"),
    path("posts/<uuid:post_id>/draft/", writing.draft, name="draft"),
    path("posts/<uuid:post_id>/draft/removal/", writing.draft_removal, name="draft_removal"),
    path("posts/<uuid:post_id>/revision/", writing.revision, name="revision"),
    path("posts/<uuid:post_id>/withdrawal/", writing.withdrawal, name="withdrawal"),
    path("posts/<uuid:post_id>/removal-request/", writing.removal_request, name="removal_request"),
]
