"""E-mail addresses, typed or said: «lea@exemple.fr», «lea arobase exemple point fr», «mon gmail c'est lea2013»."""

from collections.abc import Iterator

import regex

from moderation.checks.page import Around, Page, Seen

_ENDS = (
    "fr|com|net|org|eu|be|ch|ca|io|me|info|test|gouv|education|edu|school|co|uk|de|es|it|"
    "pro|asso|re|gp|mq|bzh|ma|dz|tn|sn"
)
_HOSTS = (
    "gmails?|gmel|hotmail|hotmel|yahoo|outlook|(?:la ?)?poste|orange|wanadoo|free|sfr|"
    "live|msn|icloud|proton(?:mail)?|tutanota|"
    "bbox|numericable|aol|gmx|caramail"
)
_AT = (
    r"(?:@|\ba?e?r+ob+[aeo]\p{L}{0,4}\b|(?<=\p{L}|\d)arobase(?=\p{L})|\bar? ?obase?\b|"
    r"\ba robas?e?\b|\baro\b|\bat\b|\bchez\b|[\[({<]\s?(?:at|a|@|chez|"
    r"aro\p{L}*)\s?[\])}>]|[-_*](?:at|arobase)[-_*]|\ba commercial\b)"
)
_DOT = (
    r"(?:\s?[.,•·]\s?|\s?[\[({<]\s?(?:dot|point|pt|\.)\s?[\])}>]\s?|\s(?:point|poin|dot|"
    r"pt|pointt)\s|[-_*](?:point|dot)[-_*]|(?<=\p{L})point(?=\p{L}))"
)
_BOX = r"(?<![\p{L}\d._-])[\p{L}\d][\p{L}\d._%+・-]{0,60}+"
_TYPED = regex.compile(rf"{_BOX}@[\p{{L}}][\p{{L}}\d-]{{2,40}}(?:[.,][\p{{L}}\d-]{{2,20}}){{0,3}}")
_SAID = regex.compile(
    rf"{_BOX}\s{{0,2}}(?:{_AT}|\ba\b(?!\s\p{{L}}+(?:er|re|"
    rf"ir)\b))\s{{0,2}}[\p{{L}}\d-]{{2,30}}(?:{_DOT}[\p{{L}}\d-]{{2,30}}){{0,3}}{_DOT}(?:{_ENDS})\b"
)
_AT_HOST = regex.compile(rf"{_BOX}\s{{0,2}}(?:{_AT}|\ba\b|\bsur\b)\s{{0,2}}(?:{_HOSTS})\b")
_SPACED = regex.compile(r"(?<![\p{L}\d])[\p{L}\d](?: [\p{L}\d._-]){2,40}+ @ [\p{L}\d](?: [\p{L}\d.]){3,40}")
_SPELLED = regex.compile(
    rf"(?<!\p{{L}})(?:point|tiret|underscore|"
    rf"tout attache)(?!\p{{L}}).{{0,40}}(?<!\p{{L}})(?:{_HOSTS})(?!\p{{L}})"
)
_NAME = r"(?P<name>(?<![\p{L}\d])(?=[\p{L}\d._-]{0,30}[\d_.][\p{L}\d])\p{L}[\p{L}\d._-]{1,40}+)"
_FRAMED = regex.compile(
    rf"(?<!\p{{L}})(?:mails?|e-?mails?|mel|courriel|adresse (?:mail|internet|electronique)|"
    rf"boite|{_HOSTS})(?!\p{{L}}).{{0,25}}?{_NAME}"
)
_NAMED = regex.compile(rf"{_NAME}.{{0,12}}(?<!\p{{L}})(?:{_HOSTS}|e?-?mails?|courriel)(?!\p{{L}})")
_SIGN = (
    r"(?:@|\ba?e?r+ob+[aeo]\p{L}{0,4}\b|\ba robas?e?\b|\baro\b|[\[({<]\s?(?:at|a|@|chez|aro\p{L}*)\s?[\])}>])"
)
_HALF = regex.compile(
    r"(?<!\p{L})(?:mails?|e-?mails?|courriel|adresse|ecri\p{L}*|envoi\p{L}*|contact\p{L}*).{0,60}"
    rf"(?<name>{_BOX})\s{{0,2}}{_SIGN}\s{{0,2}}[\p{{L}}\d]{{3,}}"
)
_JOINED = regex.compile(
    r"(?<![\p{L}\d'])(?!(?:une?|l|d|cette|la|le|les|touche|signe|est|dit|et|un|appelle|"
    r"symbole|mot|met|mettre|faire|ecrire|pas|sans|avec|dis|on|petit|de|en)\b)"
    r"[\p{L}\d._-]{2,30}\s(?:ar+ob+a[sz]?e?s?|aerobase) [\p{L}\d-]{4,}(?<!ressemble|signifie|veut|remplace)"
)
_LESSON = regex.compile(
    r"(?:arobase|@).{0,30}(?:touche|clavier|signe|altgr|en francais|un point)|(?:touche|"
    r"signe|clavier|symbole|caractere).{0,30}(?:arobase|@)|(?:une|l'|d'|cette) ?arobase"
)


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
    for pattern in (_SPACED, _SPELLED, _HALF, _JOINED):
        for match in page.find(pattern):
            yield page.seen("email", *match.span())
            return
    for pattern in (_FRAMED, _NAMED):
        for match in page.find(pattern):
            if _looks_like_a_box(match["name"]):
                yield page.seen("email", *match.span())
                return


def _looks_like_a_box(name: str) -> bool:
    letters = sum(letter.isalpha() for letter in name)
    return letters >= 3 and (any(letter.isdecimal() for letter in name) or "_" in name or "." in name)
