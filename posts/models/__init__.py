from posts.models.journal import Erasing, Note, Transition
from posts.models.post import Draft, Post
from posts.models.publication import Publication
from posts.models.revision import Revision

__all__ = ["Draft", "Erasing", "Note", "Post", "Publication", "Revision", "Transition"]
