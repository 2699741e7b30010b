"""Dates of birth of living people: a day and a month said of a birth, with the year or the age that tells it.

An age alone tells nothing, and people of history are born in their century.
"""

from collections.abc import Iterator
from itertools import islice

import regex

from classroom.folding import fold
from moderation.checks.figures import Figure, figures
from moderation.checks.page import Around, Page, Seen

_MONTHS = (
    r"(?:janv(?:ier)?|janvie|fev(?:rier|rie)?|mars|avr(?:il|ile)?|mai|juin|juil(?:let|"
    r"et)?|aout|out|sept(?:embre)?|setembre|oct(?:obre)?|"
    r"nov(?:embre)?|dec(?:embre)?|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b\.?"
)
_DAY_MONTH = regex.compile(
    rf"(?<![\d,.])(?:le )?(?P<day>[0-3]?\d)\s?(?:er|e|eme|th|st|nd|rd)?\s?(?:of |du mois de |de )?{_MONTHS}"
)
_MONTH_FIRST = regex.compile(rf"{_MONTHS} (?:20|19)\d\d.{{0,6}}\ble [0-3]?\d(?!\d)")
MOST = 40  # dates: more is a calendar
_SAID_DAY = regex.compile(rf"\s?(?:du mois de |de )?{_MONTHS}")
_NUMBERS = regex.compile(
    r"(?<![\d/.,-])(?:[0-3]?\d\s?[/.\s-]\s?[01]?\d\s?[/.\s-]\s?(?P<year>(?:19|20)\d\d|"
    r"\d\d)|(?P<first>(?:19|20)\d\d)[/.-][01]?\d[/.-][0-3]?\d)(?![\d/])"
)
_BIRTH = regex.compile(
    r"(?<!\p{L})(?:nee?s?(?= (?:le|un|une|en|l'annee|a|au|ce|pile|vers|pour|le?s|vendredi|"
    r"lundi|mardi|mercredi|jeudi|samedi|dimanche|[\d]|vingt|dix|trente|quinze|douze|onze|"
    r"[a-z]+ (?:le|en) \d))"
    r"|naissance|naissace|nai?ssance|nesance|naisance|nesanse|naiss|naissais|nait|naquit|"
    r"date de n\w+|ddn|d\.?o\.?b|an+iv\w*|anif\w*|annif\w*|bday|birth\w*|born|"
    r"mis\w* au monde|venu\w* au monde|"
    r"arrive\w* au monde|vu le jour|monde en|vis le jour|venue? sur terre|ouvert les yeux|"
    r"bougies|m'a eue?|ma eue?|accouch\w*|maternite|carte d'identite|passeport|licence|"
    r"inscription|fiche|certificat|debarqu\w*|"
    r"sur terre|premier cri|date d'an\w+|suis de|majeure?|(?:f[eê]t\w+|souffl\w+|ai|aurai|"
    r"aura|avais|aurais|avoir|eu|vais avoir|aurons|mes|ses|prend\w*) "
    r"(?:mes |ses |nos )?(?:\p{L}+-?)?(?:\d{1,2}|onze|douze|treize|quatorze|quinze|seize|"
    r"dix|neuf|huit|sept|six) ?ans|\d{1,2} ans (?:le|au|depuis le))"
)
_AGE = regex.compile(
    r"\b(?:\d{1,2}|onze|douze|treize|quatorze|quinze|seize|dix|neuf|huit|sept|six|"
    r"dix-sept|dix-huit) ?(?:ans|piges|bougies)\b"
)
_MINE = regex.compile(
    r"\b(?:j'\w+|j'?\s?ai|j'?\s?suis?|jsuis?|je|moi|mon|ma|mes|notre|on|g|chui|suis|son|"
    r"sa|copain|copine|tom)\b"
)
_OF = regex.compile(
    r"\b(?:suis|sui|chui|jsuis) (?:du|de \d{4}|un[e]? \p{L}+ du)\b|\b(?:belier|"
    r"taureau|gemeaux|cancer|lion|vierge|balance|scorpion|sagittaire|capricorne|verseau|"
    r"poissons?)\b"
)
_BEASTS = regex.compile(
    r"\b(?:panda|zoo|chien\w*|chat\w*|poulain|poussin|veau|girafe|lapin\w*|hamster|tortue|"
    r"poney|cheval|lionceau\w*|ecrivain|president|"
    r"compositeur|peintre|poete|actrice|acteur|chanteu\w+|joueu\w+|footballeu\w+|auteur|"
    r"autrice|scientifique|reine|roi)\b"
    r"[^.!?]{0,25}(?:(?:est|sont|,) nee?s?\b|nait\b|naquit)|\b(?:club|ecole|college|"
    r"association|ville|musee) (?:fete|a|aura|souffle)\b|\bann\w+ (?:de l'|du |de la |"
    r"de )(?:ecole|college|internet|association|club|republique|chien\w*|chat\w*|lapin)\b"
)
_REACHED = regex.compile(
    r"(?<!\p{L})(?:\d{1,2}|onze|douze|treize|quatorze|quinze|seize) ans (?:\p{L}+ )?(?:le|au|depuis) "
)
_ME = regex.compile(r"(?<!\p{L})(?:je|j|moi|g|jsuis|chui|mon|ma|me|m)(?!\p{L})")
_PLANNED = regex.compile(
    r"\b(?:rendre|sortie|rendez|rdv|concert|spectacle|match|tournoi|expose|visite\w*|"
    r"voyage|date limite|attentat\w*|depuis|stage)\b"
)
_YEAR = regex.compile(r"(?<!\d)(?:(?:19|20)\d\d)(?!\d)")
YOUNGEST, OLDEST, ADULTS = 2003, 2030, 1940
LATEST = 2019  # a date after that, told of oneself, is more often something else
WITHIN = 70  # characters from the birth to its date


def look(page: Page, around: Around) -> Iterator[Seen]:
    found = figures(page)
    members = {fold(name) for name in around.first_names}
    named = any(word.folded in members for word in page.words)
    for start, end, year in islice(_dates(page, found), MOST):
        if _is_a_birth(page, found, (start, end), year, named):
            yield page.seen("birth", start, end)


def _dates(page: Page, found: list[Figure]) -> Iterator[tuple[int, int, str]]:
    """Days with a month: where they stand, and the year written in figures inside."""
    for match in page.find(_NUMBERS):
        yield *match.span(), match["year"] or match["first"]
    for match in page.find(_DAY_MONTH):
        if 1 <= int(match["day"]) <= 31:
            yield *match.span(), ""
    yield from _in_numbers(page, found)
    for match in page.find(_MONTH_FIRST):
        yield *match.span(), ""
    for one in found:
        if one.words and 1 <= int(one.digits) <= 31 and (month := _SAID_DAY.match(page.folded, one.end)):
            yield one.start, month.end(), ""


def _in_numbers(page: Page, found: list[Figure]) -> Iterator[tuple[int, int, str]]:
    """« le quatre cinq deux mille douze », « 4 du 5 2012 »."""
    for day, month, year in zip(found, found[1:], found[2:], strict=False):
        small = 1 <= int(day.digits) <= 31 and 1 <= int(month.digits) <= 12
        if small and year.end - day.start < 50 and regex.fullmatch(r"20[012]\d", year.digits):
            yield day.start, year.end, year.digits


def _is_a_birth(page: Page, found: list[Figure], span: tuple[int, int], year: str, named: bool) -> bool:
    start, end = span
    around = page.folded[max(start - WITHIN, 0) : end + WITHIN]
    born, mine = _BIRTH.search(around), named or _MINE.search(around) or _REACHED.search(around)
    told = _OF.search(around) or _AGE.search(around) or (_ME.search(around) and not _PLANNED.search(around))
    if not (born or (told and mine)):
        return False
    near = [one.digits for one in found if one.start <= end + WITHIN and one.end >= start - WITHIN]
    years = [
        int(digits) for digits in near if len(digits) == 4 and digits[:2] in ("19", "20", "18", "17", "16")
    ]
    if year and len(year) == 2 and int(year) <= OLDEST - 2000:
        years.append(2000 + int(year))
    if not years:
        return bool((mine and _AGE.search(around)) or _REACHED.search(around)) and not _BEASTS.search(around)
    first = ADULTS if _family(around) else YOUNGEST
    if not born and not _OF.search(around) and not _AGE.search(around):
        return any(YOUNGEST <= one <= LATEST for one in years)
    return any(first <= one < OLDEST for one in years) and not _BEASTS.search(around)


def _family(around: str) -> bool:
    return bool(
        regex.search(
            r"\b(?:ma|mon|mes|notre) (?:\p{L}+ )?(?:mere|pere|maman|papa|parents|mamie|papi|tante|"
            r"oncle|prof|maitre\w*|frere|soeur|cousin\w*)\b|\bje\b|j'",
            around,
        )
    )
