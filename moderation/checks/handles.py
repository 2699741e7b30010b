"""Where to find somebody on another network: a name of an account, a tag, a friend code.

Speaking of networks is innocent; « @Léa M. » is how this one names people.
"""

from collections.abc import Iterator
from itertools import islice

import regex

from classroom.folding import fold
from moderation.checks.page import SECONDS, Around, Page, Seen
from moderation.checks.words import sections

_NETWORKS = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|snape|tik\s?tok|tiktoc|tt|facebook|fb|twitter|"
    r"discord|disc|twitch|you\s?tube|ytb|yt|roblox|fortnite|fornite|"
    r"minecraft|brawl\s?stars?|clash(?: royale| of clans)?|whats\s?app|watsap|telegram|"
    r"signal|steam|psn|ps[45]|playstation|xbox|nintendo|switch|"
    r"be\s?real|threads|pinterest|wattpad|scratch|reddit|tumblr|skype|messenger|"
    r"epic(?: games)?|battle\s?tag|battle\.?net|valorant|among us|"
    r"genshin|league of legends|lol|rocket league|fifa|geoguessr|duolingo|kahoot|spotify|"
    r"strava|vinted|soundcloud|deezer|kick|line|viber|"
    r"mastodon|bluesky|yubo|yolo|ngl|askfm|ask|lichess|chess(?:\.com)?|pokemon ?go|"
    r"animal crossing|gta|wechat|vsco|dailymotion|linkedin|valo|stumble guys|fall guys|"
    r"onlyfans|x)"
)
_ACCOUNT = (
    r"(?:pseudos?|psedo|psudo|speudo|compte|chaine|gamer\s?tag|tag|identifiant|ident|"
    r"username|user|login|nick(?:name)?|profil|@|code ami|friend code|"
    r"id|blog|bio|story|serveur|nom de joueur|nom d'utilisateur|abonnes?|abonne)"
)
_SPEAKS = regex.compile(rf"(?<![\p{{L}}\d@]){_NETWORKS}(?![\p{{L}}\d])|(?<![\p{{L}}]){_ACCOUNT}(?!\p{{L}})")
_MINE = regex.compile(
    r"(?<!\p{L})(?:mon|ma|moi|mes|notre|me|m'?|je|j|sa|son|ajout\w*|ajou|add|suis|suivez|"
    r"suivre|abonn\w*|follow\w*|cherch\w*|tape\w*|rejoi\w*|demande\w*|dm|mp|like\w*|"
    r"trouv\w*|venez|viens|invit\w*|join\w*|contact\w*|partag\w*|ecri\w*|flammes?|"
    r"envoi\w*|parle\w*|joue\w*|c'est|cest|c)(?!\p{L})"
)
_LINK = (
    r"(?:\s{0,2}(?:[:=>→–-]|➡️?)+\s{0,2}|\s+(?:c'? ?est|cest|c|est|s'?appell?e|sapel+e|"
    r"sous le (?:nom|pseudo)(?: de)?|au nom de|avec le (?:nom|pseudo)|je suis|jsuis|chui|"
    r"suis|moi|a|de|"
    r"sur|cherche\w*|ajoute\w*|tape\w*|pseudo|nom|compte|ya|y a|en tant que|sous|@)\s*(?:moi )?:?\s*|\s+)"
)
_NAME = r"[\"«“'(]?\s?(?P<name>@?[\p{L}\d][\p{L}\d_.#-]{2,30})"
_AFTER = regex.compile(rf"(?<![\p{{L}}\d@])(?:{_NETWORKS}|{_ACCOUNT})(?P<link>{_LINK}){_NAME}")
_TOKEN = regex.compile(r"@?[\p{L}\d](?:[\p{L}\d_.-]*[\p{L}\d_])?")
_CALLED = regex.compile(r"(?<![\p{L}\d@.])@[\p{L}\d][\p{L}\d_.-]*[\p{L}\d_-]")
_TAGGED = regex.compile(r"[\p{L}\d_.]{2,30}\s?#\d{3,5}(?!\d)")
_CODES = regex.compile(
    r"\bsw[- ]\d{4}[- ]\d{4}[- ]\d{4}|#(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{6,10}(?![a-z\d])|"
    r"(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}(?!\d)"
)
_LINKED = regex.compile(
    r"\b(?:t\.me|discord\.gg|snapchat\.com|instagram\.com|tiktok\.com|youtube\.com|"
    r"twitch\.tv|linktr\.ee|wa\.me)/"
)
_INTRO = regex.compile(
    r"(?:je m'?appel+e|mon pseudo|c'est|cest|sous le nom(?: de)?|pseudo|s'?appel+e|"
    r"sapel+e|cherche\w*(?: moi| pas)?|au nom de|nom|moi|tape\w*|ajoute[- ]?\w*|je suis|"
    r"suis|:|→|=|cha[iî]ne|compte|profil|serveur)\s+[\"«]?\s?"
    r"(?P<name>[\p{Lu}][\p{L}\d]*(?: [\p{Lu}][\p{L}\d]*){0,4})"
)
_CALL = regex.compile(
    r"(?<!\p{L})(?:ajout\p{L}*|add|abonn\p{L}*|follow\p{L}*|cherch\p{L}*|suis[- ]?moi|"
    r"suivez|dm|mp|rejoi\p{L}*|like\p{L}*).{0,30}?"
    r"(?<![\p{L}\d@._-])(?P<name>@?\p{L}[\p{L}\d_.-]{3,30}+)"
)
_UNDERLINED = regex.compile(r"(?<![\p{L}\d@._/-])\p{L}{2,}[\d.]{0,6}_{1,3}[\p{L}\d_]*[\p{L}\d](?![.@_/])")
_NUMBERED = regex.compile(r"(?<!\p{L})(?:id|identifiant|code|tag|uid)\b.{0,20}?(?<!\d)\d{6,12}(?!\d)")
_OWN = regex.compile(
    rf"(?<!\p{{L}})(?:mon|ma|son|sa|notre|mes|un|une) (?:\p{{L}}+ )?(?:{_NETWORKS}|"
    rf"{_ACCOUNT})(?: (?:sur |de )?\p{{L}}+){{0,2}}?"
    r"\s?(?:c'? ?est|cest|[:=→]|s'?appell?e|sapel+e)\s?[\"«]?\s?(?P<name>@?[\p{L}\d][\p{L}\d_.-]{3,30})"
)
_NO_WORD = regex.compile(r"[bcdfghjklmnpqrstvwxz]{4}|(?<!vi)[bcdfghjkmnpqrtvwxz]{3}$|(.)\1\1")
_PLAIN = frozenset(
    "bien mort prive privee bloque supprime interdit trop plus secret pour fini cool nouveau public ferme "
    "pirate deja encore tout dans quoi vide nulle beau belle juste super drole maman papa parce comme "
    "quand celui celle cette mon dire vraiment pourquoi quelque chose avec dangereux important bizarre "
    "lent long complet casse perdu vieux petit grand facile difficile lion verseau bonjour rempli".split()
)
_ORDINARY = regex.compile(
    r"\b(?:interdit|personnage|roman|livre|histoire|louis|faux profil|invent\w*|bd|heros|"
    r"expos\w*|emc|chiffres?|document\w*)\b"
)


def look(page: Page, around: Around) -> Iterator[Seen]:
    for match in page.find(_LINKED):
        yield page.seen("handle", *match.span())
    for match in page.find(_TAGGED):
        if not match[0].startswith("do"):
            yield page.seen("handle", *match.span())
    for match in page.find(_CALLED):
        if _is_a_handle(page, match.start(), match.end()):
            yield page.seen("handle", *match.span())
    for match in page.find(_CALL):
        if _has_a_shape(_typed(page, *match.span("name"))):
            yield page.seen("handle", *match.span("name"))
    for match in page.find(_UNDERLINED):
        yield page.seen("handle", *match.span())
    spoken = list(page.find(_SPEAKS))
    if spoken:
        yield from _codes(page)
        yield from _names(page, around, spoken)


def _codes(page: Page) -> Iterator[Seen]:
    for pattern in (_CODES, _NUMBERED):
        for match in page.find(pattern):
            yield page.seen("handle", *match.span())


def _typed(page: Page, start: int, end: int) -> str:
    place = page.seen("", start, end)
    return page.text[place.start : place.end]


def _is_a_handle(page: Page, start: int, end: int) -> bool:
    """« @Léa M. » is a member of this space; « @lea_mrt », « @KowaSan » are not."""
    name = _typed(page, start, end).lstrip("@ ")
    if regex.match(r"@\p{Lu}[\p{L}-]+ \p{Lu}\.", _typed(page, start, min(end + 3, len(page.folded)))):
        return False
    return _has_a_shape(name) or name[:1].islower()


def _has_a_shape(name: str) -> bool:
    """Letters with figures, an underscore, a dot inside, a capital inside: no word looks so."""
    letters = any(letter.isalpha() for letter in name)
    if not letters or len(name) < 4:
        return False
    if regex.fullmatch(r"\d+\p{L}{1,3}|\p{L}{1,2}\d{1,2}|\p{Lu}+s?|(?:\p{L}\.)+\p{L}?|\d+h\d*|ps[45]", name):
        return False
    return bool(regex.search(r"\p{L}[\p{L}-]*\d|\d\p{L}{3}|_|\p{L}\.\p{L}|\p{Ll}\p{Lu}|xX", name))


def _names(page: Page, around: Around, spoken: list["regex.Match[str]"]) -> Iterator[Seen]:
    """A word shaped like a handle near the name of a network, or what is said to be the name of an account."""
    mine = any(page.find(_MINE))
    networks = {match.start() for match in spoken}
    for match in page.find(_TOKEN):
        name = _typed(page, *match.span())
        if (
            match.start() not in networks
            and _has_a_shape(name)
            and not regex.fullmatch(r"(?i)(?:you|tik|snap|whats|be|fort|mine)\p{L}+", name)
        ):
            yield page.seen("handle", *match.span())
            return
    if mine and not any(page.find(_ORDINARY)):
        yield from islice(_introduced(page, around, networks), 1)


def _introduced(page: Page, around: Around, networks: set[int]) -> Iterator[Seen]:
    """« mon pseudo c'est… », « je suis… »; then any word that no word looks like."""
    for match in page.find(_OWN):
        if match["name"] not in _PLAIN:
            yield page.seen("handle", *match.span("name"))
    for match in page.find(_AFTER):
        if _is_odd(match["name"], around):
            yield page.seen("handle", *match.span("name"))
    for match in _INTRO.finditer(page.text, timeout=SECONDS):
        if len(match["name"]) > 3 and not _SPEAKS.fullmatch(fold(match["name"])):
            start, end = match.span("name")
            yield Seen("handle", start, end, fold(match["name"]))
    for match in page.find(_TOKEN):
        if len(match[0]) >= 6 and match.start() not in networks and _is_odd(match[0], around):
            yield page.seen("handle", *match.span())


def _is_odd(name: str, around: Around) -> bool:
    """« lucaslfb », « linhdraws »: a member's name with more letters glued, or letters that no word puts together."""
    name = name.lstrip("@")
    return _holds_a_name(name, (*around.first_names, *around.surnames)) or bool(_NO_WORD.search(name))


def _holds_a_name(name: str, names: tuple[str, ...]) -> bool:
    known = {fold(one) for one in names if len(one) > 3} - set(
        " ".join(sections("common_words")["words"]).split()
    )
    return any(
        len(name) - len(one) >= 2
        and (name.startswith(one) or (len(one) > 4 and name.endswith(one)))
        and name.removeprefix(one) not in ("es", "nes")
        for one in known
    )
