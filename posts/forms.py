"""What a composer sends. The text is taken as typed: posts.text cleans it, and says what it cannot take."""

from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404

from classroom.models import Membership
from posts.models import Post, Publication
from posts.refusals import ParentHidden


class Typed(forms.Field):
    """A text exactly as it was typed; never refused here, so that it always comes back to its author."""

    def to_python(self, value: Any) -> str:
        return value or ""


class ComposerForm(forms.Form):
    """``key`` names this composer (the same key sends once); ``post`` is the draft or returned text it goes on with."""

    text = Typed(required=False)
    key = forms.UUIDField()
    post = forms.UUIDField(required=False)
    reply_to = forms.UUIDField(required=False)
    advised = forms.BooleanField(required=False)  # what the checks saw has been said once
    proposed = forms.BooleanField(required=False)  # the text that was proposed instead is the one to send

    def checked(self) -> "ComposerForm":
        """Itself, or Http404 for ids that no composer of ours made."""
        if not self.is_valid():
            raise Http404
        return self

    def start(self, member: Membership) -> Post:
        """The post that this composer is about, made if need be. Raises ParentHidden, or Http404 for another's post."""
        mine = Post.objects.written_by(member).select_related("draft", "revision", "author")
        if pk := self.cleaned_data["post"]:
            return get_object_or_404(mine, pk=pk)
        parent = None
        if pk := self.cleaned_data["reply_to"]:
            parent = Publication.objects.visible_to(member).filter(post=pk).first()
            if parent is None and not mine.filter(key=self.cleaned_data["key"]).exists():
                raise ParentHidden
        return Post.objects.start(by=member, key=self.cleaned_data["key"], reply_to=parent)
