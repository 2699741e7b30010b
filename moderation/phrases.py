"""What a teacher often says when sending a text back, by the article's topic. « […] » is for the teacher to fill."""

import re

from django.utils.translation import gettext_lazy as _

BLANK = re.compile(r"\[\s*(?:…|\.{2,})\s*\]")

ANYWHERE = [
    _("I like […] in your text. Look again at what I marked, then send it to me."),
    _("Your idea is good. Tell more about […]."),
]
BY_TOPIC = {
    "reread": [
        _("Read your text aloud once: I marked what to look at. The idea is good."),
        _("Think of […] (agreement, capital letter, full stop), then send it again."),
    ],
    "respect": [_("These words can hurt. How could you say that you do not agree, without hurting?")],
    "harassment": [_("These words hurt somebody. Come and see me: we talk about it together.")],
    "privacy": [_("This says too much about you or somebody else. Take it out: the rest is good.")],
    "identity": [_("Take out what lets one find somebody: […].")],
    "pseudonym": [_("Use the name that the class sees: the real name stays out.")],
    "consent": [_("Did […] say yes to be named here? Ask first, then write to me what was said.")],
    "image": [_("Did the people in it say yes? Ask them first.")],
    "rights": [_("Who does it belong to? Say who made it, or use something of your own.")],
    "copyright": [_("Say who wrote this, or say it in your own words.")],
    "sources": [_("Where did you read that? Add where it comes from.")],
    "length": [_("Keep one idea: the strongest. Which one is it?")],
    "audience": [_("Who reads you? Write so that […] understands.")],
    "shock": [_("This can upset some who read it. How could you tell it otherwise?")],
    "law": [_("The law forbids writing this. Come and see me: we look at it together.")],
    "trace": [_("What is published stays. Would you still want to read it in a year?")],
    "expression": [_("You may disagree: say why, with an example.")],
    "adult": [_("Let us talk about it first: come and see me.")],
}


def phrases_for(topics: list[str]) -> list[str]:
    """The sentences for these topics, then those for any text; each once."""
    said = [phrase for topic in topics for phrase in BY_TOPIC.get(topic, [])]
    return list(dict.fromkeys(str(phrase) for phrase in [*said, *ANYWHERE]))


def has_blank(message: str) -> bool:
    """Whether a « […] » was left unfilled."""
    return bool(BLANK.search(message))
