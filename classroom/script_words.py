"""What scripts say by themselves. These words travel with the script, once, and not with each page.

Each room tells its own in a module of this name; ``classroom.stylesheet`` puts them before the scripts, by language.
"""

import json

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

WORDS: dict[str, Promise] = {}


def scripts_say(**words: Promise) -> None:
    """Words by the name that scripts know them by (``ardoise.words.left``); ``{n}`` is a number that they fill in."""
    WORDS.update(words)


def words_in(language: str) -> str:
    """The line of script that gives the words in ``language``."""
    with override(language):
        told = {name: str(word) for name, word in sorted(WORDS.items())}
    return f"window.ardoise = {{words: {json.dumps(told, ensure_ascii=False)}}};"


scripts_say(
    offline=_("The connection is lost. Your text is still here: wait a little, then try again."),
    broken=_(
        "Something broke on our side. Nothing was changed, and the text is still here: wait a minute, then try again."
        " If it goes on, tell an adult of the school."
    ),
    idlePupil=pgettext_lazy(
        "pupil", "Are you still there? In one minute this door closes. Your text is kept."
    ),
    idleAdult=pgettext_lazy(
        "adult", "Are you still there? In one minute this session ends. Drafts are kept."
    ),
    stillHere=_("I am here"),
)
