"""What the scripts of the composer and of the open page say."""

from django.utils.translation import gettext_lazy as _

from classroom.script_words import scripts_say

scripts_say(
    left=_("{n} left"),
    over=_("{n} too many"),
    saved=_("Draft saved"),
    unsaved=_("Draft not saved: the connection is lost. Your text is still here."),
    grid=_("Grid of {n} boxes"),
    oneMessage=_("1 new message"),
    manyMessages=_("{n} new messages"),
    oneText=_("1 new text to read"),
    manyTexts=_("{n} new texts to read"),
)
