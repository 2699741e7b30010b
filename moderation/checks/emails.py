"""E-mail addresses, typed or said: «lea@exemple.fr», «lea arobase exemple point fr», «mon gmail c'est lea2013»."""

from collections.abc import Iterator

import regex

from moderation.checks.page import Around, Page, Seen

_ENDS = "fr|com|net|org|eu|be|ch|ca|io|me|info|test|gouv|education|edu|school|co|uk|de|es|it|pro|asso|re|gp|mq|bzh|ma|dz|tn|sn"
_HOSTS = (
    "gmails?|gmel|hotmail|hotmel|yahoo|outlook|laposte|orange|wanadoo|free|sfr|live|msn|icloud|proton(?:mail)?|tutanota|"
    "bbox|numericable|aol|gmx|caramail"
)
_AT = (
    r"(?:@|\ba+r+o+b+a+[szc]*e?s?\b|\ba robas?e?\b|\barob\b|\baro\b|\bat\b|\bchez\b|[\[({<]\s?(?:at|a|@|chez|aro\w*)\s?[\])}>]"
    r"|[-_*](?:at|arobase)[-_*])"
)
_DOT = r"(?:\s?[.,•·]\s?|\s?[\[({<]\s?(?:dot|point|pt|\.)\s?[\])}>]\s?|\s(?:point|poin|dot|pt|pointt)\s|[-_*](?:point|dot)[-_*])"
_TYPED = regex.compile(r"[\p{L}\d][\p{L}\d._%+・-]{0,60}@[\p{L}\d-]{2,40}(?:[.,][\p{L}\d-]{2,20})+")
_SAID = regex.compile(
    rf"[\p{{L}}\d_.-]+\s{{0,2}}{_AT}\s{{0,2}}[\p{{L}}\d-]{{2,30}}(?:{_DOT}[\p{{L}}\d-]{{2,30}}){{0,3}}{_DOT}(?:{_ENDS})\b"
)
_AT_HOST = regex.compile(rf"[\p{{L}}\d_.-]+\s{{0,2}}(?:{_AT}|\ba\b)\s{{0,2}}(?:{_HOSTS})\b")
_FRAMED = regex.compile(
    rf"\b(?:mails?|e-?mails?|mel|courriel|adresse(?: mail| internet| electronique)?|{_HOSTS})\b.{{0,25}}?"
    r"(?P<name>(?<![\p{L}\d])(?=[\p{L}\d._-]{0,30}[\d_.])[\p{L}][\p{L}\d]*[\p{L}\d._-]*[\p{L}\d])"
)
_LESSON = regex.compile(
    rf"arobase.{{0,30}}(?:touche|clavier|signe|altgr|en francais)|(?:touche|signe|clavier).{{0,30}}arobase"
)
_TAIL = regex.compile(rf"[\p{{L}}\d_-]{{3,30}}{_DOT}(?:com|fr|net|org)\b")


def look(page: Page, around: Around) -> Iterator[Seen]:
    end = 0
    for pattern in (_TYPED, _SAID, _AT_HOST):
        for match in page.find(pattern):
            if match.start() >= end or pattern is _TYPED:
                yield page.seen("email", *match.span())
                end = match.end()
        if end:
            return
    if any(page.find(_LESSON)):
        return
    for match in page.find(_FRAMED):
        if _looks_like_a_box(match["name"]):
            yield page.seen("email", *match.span())
            return


def _looks_like_a_box(name: str) -> bool:
    letters = sum(letter.isalpha() for letter in name)
    return letters >= 3 and (any(letter.isdecimal() for letter in name) or "_" in name or "." in name)
