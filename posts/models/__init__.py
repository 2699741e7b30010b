from posts.models.draft import Draft
from posts.models.journal import Note, Transition
from posts.models.post import Post
from posts.models.publication import Publication
from posts.models.revision import Revision

__all__ = ["Draft", "Note", "Post", "Publication", "Revision", "Transition"]
