"""The school and its town, in full or short: « collège Jules-Ferry », « clg jules ferry », « Villeneuve s/ Ardoise ».

A school bears the name of somebody: where the text speaks of that person, it does not speak of the school.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from classroom.folding import fold
from moderation.checks.page import Around, Page, Seen
from moderation.checks.spelling import one_letter_off, two_letters_off

_SCHOOL = regex.compile(
    r"^(?:colleges?|ecoles?|lycees?|clg|groupe scolaire|cite scolaire|institut\w*|"
    r"maternelle|primaire|elementaire|erea|segpa|ensemble scolaire|cours)\b[ ]*"
)
_SMALL = {
    "sur",
    "s",
    "sous",
    "en",
    "de",
    "des",
    "du",
    "d",
    "la",
    "le",
    "les",
    "l",
    "lez",
    "lès",
    "aux",
    "au",
    "et",
    "a",
    "sainte",
    "saint",
    "st",
    "ste",
}
_KIND = {
    "college",
    "colege",
    "collège",
    "clg",
    "ecole",
    "lycee",
    "maternelle",
    "primaire",
    "elementaire",
    "bahut",
    "etablissement",
    "groupe",
    "scolaire",
    "cite",
    "internat",
    "lp",
    "eco",
    "colleg",
    "coll",
}
_HISTORY = regex.compile(
    r"\b(?:lois?|ministre|republique|homme d'etat|homme politique|ne en|mort en|nait|"
    r"gratuite?|laique|laicite|obligatoire|1[5-9]\d\d|"
    r"statue|portrait|siecle|ecrivain|auteur|autrice|poete|savant|inventeur|peintre|roman|"
    r"prix nobel|biographie|coloni\w*|president|personnage|avocat)\b"
)
_TOWARDS = {
    "a",
    "de",
    "vers",
    "sur",
    "habite",
    "chez",
    "depuis",
    "pour",
    "devant",
    "o",
    "au",
    "par",
    "d",
    "visite",
    "direction",
    "gare",
    "ville",
}


class Place(NamedTuple):
    words: tuple[str, ...]  # folded, small words left out
    school: bool


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...]) -> tuple[Place, ...]:
    found = []
    for name in names:
        folded = fold(name)
        proper = _SCHOOL.sub("", folded)
        words = tuple(word for word in regex.findall(r"[\p{L}\p{N}]+", proper) if word not in _SMALL)
        if words:
            found.append(Place(words, proper != folded))
    return tuple(found)


def look(page: Page, around: Around) -> Iterator[Seen]:
    history = any(page.find(_HISTORY))
    places = _places(around.places)
    content = [n for n, word in enumerate(page.words) if word.folded not in _SMALL]
    for at in range(len(content)):
        for place in places:
            last = _matches(page, content, at, place)
            if last is None and place.school:
                last = _initial(page, content, at, place)
            if last is None:
                last = _short(page, content, at, place)
            if last is None or (place.school and history and not _is_said_a_school(page, content[at])):
                continue
            if place.school and not _is_said_a_school(page, content[at]) and _acts(page, content, at, last):
                continue
            yield page.seen("place", page.words[content[at]].start, page.words[last].end)
            return


def _matches(page: Page, content: list[int], at: int, place: Place) -> int | None:
    """The last word of the whole name, each with a letter wrong at most, one of them right."""
    here = content[at : at + len(place.words)]
    joined = "".join(place.words)
    for length in range(1, len(place.words) + 1):
        glued = "".join(page.words[n].folded for n in here[:length])
        if len(joined) > 7 and (glued == joined or one_letter_off(glued, joined)):
            return here[length - 1]
    if len(here) < len(place.words) or here[-1] - here[0] > 2 * len(place.words) + 1:
        return None
    pairs = [(page.words[n].folded, asked) for n, asked in zip(here, place.words, strict=True)]
    exact = sum(word == asked for word, asked in pairs)
    if exact == len(pairs):
        return here[-1]
    close = all(word == asked or (len(asked) >= 4 and one_letter_off(word, asked)) for word, asked in pairs)
    far = len(pairs) > 1 and all(word == asked or two_letters_off(word, asked) for word, asked in pairs)
    return here[-1] if (close or far) and exact else None


def _initial(page: Page, content: list[int], at: int, place: Place) -> int | None:
    """« J. Ferry », « collège Ferry »."""
    words = [page.words[n].folded for n in content[at : at + 2]]
    if len(place.words) != 2:
        return None
    if (
        len(words) == 2
        and len(words[0]) == 1
        and words[0] == place.words[0][0]
        and words[1] == place.words[1]
    ):
        return content[at + 1]
    if not _follows_a_kind(page, content[at]):
        return None
    initials = [word[0] for word in place.words]
    if words == initials:
        return content[at + 1]
    if words[:1] in ([place.words[1]], [place.words[0]], ["".join(initials)]):
        return content[at]
    return None


def _follows_a_kind(page: Page, place: int) -> bool:
    return place > 0 and page.words[place - 1].folded in _KIND


def _short(page: Page, content: list[int], at: int, place: Place) -> int | None:
    """« à Villeneuve » for Villeneuve-sur-Ardoise, unless it is another Villeneuve."""
    n = content[at]
    word = page.words[n]
    if place.school or len(place.words) < 2 or word.folded != place.words[0] or len(word.folded) < 6:
        return None
    before = page.words[n - 1].folded if n else ""
    typed = page.text[page.seen("", word.start, word.end).start]
    other = regex.match(
        r"[ -]*(?:sur|les?|lez|d'|d |de|du|la|saint|st|en|sous|loubet)",
        page.folded[word.end :],
    )
    return n if before in _TOWARDS and (typed.isupper() or before in ("a", "habite")) and not other else None


def _is_said_a_school(page: Page, first: int) -> bool:
    return any(word.folded in _KIND for word in page.words[max(first - 3, 0) : first])


def _acts(page: Page, content: list[int], at: int, last: int) -> bool:
    """« Jules Ferry a rendu… »: the one who opens the sentence and does something."""
    between = page.folded[page.words[content[at]].end : page.words[last].start]
    if content[at] or last + 1 >= len(page.words) or "-" in between:
        return False
    return page.words[last + 1].folded in {
        "a",
        "est",
        "etait",
        "fut",
        "avait",
        "voulait",
        "rend",
        "nait",
        "meurt",
        "dit",
        "decide",
        "impose",
        "vote",
    }
