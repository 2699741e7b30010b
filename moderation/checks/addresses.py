"""Where somebody lives: a number and a street, a street said to be one's own, the pieces of a building, a postal code.

A street of a novel or of a lesson is innocent, as long as nobody says that they live there.
"""

from collections.abc import Iterator

import regex

from moderation.checks.figures import figures
from moderation.checks.page import Around, Page, Seen

_WAYS = (
    r"(?:rues?|rus?|avenues?|av(?:e)?\.?|boulevards?|boulvard|bd\.?|bld\.?|bvd\.?|boul\.?|"
    r"all[ee]e?s?|all\.?|impasses?|imp\.?|chemins?|"
    r"che?m\.?|routes?|rte\.?|places?|pl\.?|squares?|sq\.?|quais?|passages?|ruelles?|"
    r"sentes?|sentiers?|cours|grand[' -]?rue|quartier|cour|carrefour|corniche|digue|"
    r"coursive|galerie|esplanade|promenade|montee|cote|"
    r"faubourg|fbg\.?|fg\.?|venelle|villa|cite|clos|hameau|lot(?:issement)?\.?|residence|"
    r"resid\.?|res\.?|domaine|lieu-?\s?dit|r|rond-?point|"
    r"traverse|mail|parvis|voie|porte|r\.)"
)
_NUMBER = r"(?<![\d,.:/h€])(?:n ?° ?|num(?:ero)? )?\d{1,4}\s?(?:bis|ter|quater|[a-d](?=[\s,]))?"
_LINK = (
    r"(?:[\s,;:]{1,3}(?:c'?est |dans )?|\s(?:de|dans|sur) )(?:(?:de )?(?:la |l'|le |ma |"
    r"notre )?(?:(?:petite|grande|vieille|grand|vieux) )?)"
)
_NAME = (
    r"[\s.]{1,2}(?P<name>(?:(?:de la|de l'|des|du|de|d'|aux?|a la|saint|sainte|st|"
    r"ste)[\s-]?)?[\p{L}\d][\p{L}\d'-]*)"
)
_NUMBERED = regex.compile(rf"{_NUMBER}{_LINK}(?P<way>{_WAYS}){_NAME}")
_SQUARE = regex.compile(rf"{_NUMBER}[\s,]{{1,3}}(?:(?:de )?la )?grand[' -]?(?:rue|place)\b")
_SAID = regex.compile(rf"{_LINK}(?P<way>{_WAYS}){_NAME}")
_STREET = regex.compile(rf"(?<!\p{{L}}){_WAYS}{_NAME}")
_HOME = regex.compile(
    r"(?<!\p{L})(?:j'? ?h?abite\w*|jabit\w*|habit(?:e|es|ent|ons|ais|ait|er)|abite|"
    r"je vis?|je loge|on vit|vivons|loge\w*|demeur\w*|domicil\w*|"
    r"crech\w*|chez (?:moi|nous|lui|elle|mon|ma|mes|mamie|papi|papa|maman|toi)|"
    r"ma (?:maison|rue|porte|chambre)|ma nouvelle (?:maison|rue|adresse)|mon (?:immeuble|"
    r"adresse|appart\w*|batiment|domicile|portail)|"
    r"notre (?:maison|immeuble|rue|appart\w*|adresse|ferme|gite|chalet)|adresse|sonne\w*|"
    r"passe\w* (?:me|ce soir|chez)|rejoin\w*|rdv|rendez[- ]vous|retrouv\w*|viens|venez|"
    r"envoie\w*|envoye\w*|courrier|"
    r"carte postale|lettres?|colis|demenag\w*|internat|colo\w*|centre de|camping|"
    r"mon numero|notre bungalow|dors|dort|logeons|fete|boum|anniv\w*)(?!\p{L})"
)
_OWN = regex.compile(
    r"(?<!\p{L})(?:j'? ?h?abite\w*|jabit\w*|on habite|nous habitons|je vis?|je vi|on vit|"
    r"je loge|loge|chez moi|chez nous|ma (?:nouvelle )?(?:maison|rue|adresse)|"
    r"mon (?:immeuble|adresse|appart\w*)|"
    r"notre (?:maison|immeuble|rue|adresse|chambre|tente|emplacement|bungalow|chalet|gite|ferme)|"
    r"je dors|je suis (?:a|au|en|dans|chez)|mon (?:dortoir|emplacement|lit)|ma chambre|"
    r"mon adresse|demenag\w*|nos voisins|mamie|papi|mon pere|ma mere|papa|maman) "
)
_CALLS = regex.compile(
    r"(?<!\p{L})(?:chez (?:moi|nous|mon|ma|mes|toi)|rdv|rendez[- ]vous|viens|venez|"
    r"mon adresse|sonne|envoie|envoyez)(?!\p{L})"
)
_AFTER = regex.compile(
    r".{0,40}?(?:(?:au|numero|num|n ?°|le|a la|la|c'est|c'est la)[\s:]{1,2}(?:numero |"
    r"n ?° ?|num )?\d{1,4}(?!\p{L}|[\d:/€h%])|,? ?\d{1,4}(?: ?bis| ?ter)?\s?$)"
)
_PIECES = [regex.compile(pattern) for pattern in (
    r"\b(?:bat(?:iment)?|immeuble|imm|bloc|hall|tour(?! eiffel| de pise| montparnasse)|"
    r"entree|cage|pavillon|barre|residence|resid|cite|villa|lotissement|quartier|domaine|"
    r"hlm|foyer|ferme|mas|chateau)\b\.? ?(?:n ?° ?|numero )?(?:[a-h\d]\b|\d{1,3}|(?:les?|"
    r"la|du|des|de la|bel\w*)? ?\p{L}{3,})",
    r"\b(?:ap+art?e?ment|ap+art|ap+t|apt|studio|logement|lgt)\b\.? ?(?:n ?° ?|numero )?\d{1,4}",
    r"\b(?:\d{1,2} ?(?:e|er|eme|ieme|nd)|premier|second|dernier|\p{L}{3,8}ieme) ?et(?:age|"
    r"g)\b|\bet(?:age|g)\.? ?\d{1,2}\b|\brez[- ]de[- ]chaussee\b",
    r"\bporte\b ?(?:n ?° ?|numero )?(?:\d{1,4}|[a-h]\b|(?:de )?(?:gauche|droite|face|"
    r"rouge|verte|bleue|blanche|jaune|noire))|\bnumero de porte\b",
    r"\b(?:escalier|esc)\b\.? ?(?:\d{1,2}|[a-h])\b",
    r"\b(?:digicode|code (?:de la porte|du portail|porte|portail|de l'immeuble|d'entree|"
    r"entree|immeuble)|interphone|code)\b ?(?:c'est|est|:|"
    r"=)? ?(?:le )?(?:[a-z]?\d{3,5}[a-z]?\b|\p{L}{4,})",
    r"\b(?:emplacement|bungalow|mobil-?home|chalet|parcelle|gite|caravane|place|tente|"
    r"dortoir|chambre|box|boite aux lettres)\b ?(?:n ?° ?|numero |: )?[a-z]?\d{1,4}\b",
    r"\b(?:camping|hotel|auberge|internat|colo\w*|gite|residence|village vacances|"
    r"centre)\b (?:de |du |des |les? |la |l')?\p{L}{3,}",
)]  # fmt: skip
_BESIDE = regex.compile(
    r"(?<!\p{L})(?:j'? ?h?abite|jabite|on habite|nous habitons|je vis|on vit|je loge|"
    r"ma maison|mon immeuble|chez (?:moi|nous),? c'est|c'est chez moi)(?!\p{L}).{0,30}?"
    r"(?:en face|a cote|juste derriere|derriere|au[- ]dessus|pres|juste apres|juste avant|"
    r"devant|au coin|au bout|collee? a|entre) (?:de )?(?:la |le |l'|du |les )?"
    r"(?:ecole|college|lycee|boulangerie|pharmacie|eglise|mairie|gare|stade|supermarche|"
    r"super u|lidl|carrefour|leclerc|intermarche|auchan|poste|parc|gymnase|piscine|"
    r"bibliotheque|"
    r"mediatheque|cinema|tabac|boucherie|coiffeur|rond-?point|arret|hopital|pompiers|"
    r"gendarmerie|banque|cimetiere|garage|station|mosquee|pont|camping|kebab|pizzeria|"
    r"moulin|restaurant|bar|skatepark|marche)"
    r"|(?<!\p{L})(?:maison|gauche|droite|arret|immeuble|portail|"
    r"porte)(?!\p{L}).{0,30}c'?est la (?:que|qu')? ?(?:j'? ?h?abite|je vis|on habite|"
    r"ou j'habite)|(?:premiere|deuxieme|troisieme|quatrieme|derniere|\d{1,2} ?e|"
    r"\d{1,2} ?eme) (?:maison|porte|immeuble|portail) (?:a|sur|apres|en|de|au|avant) "
)
_CODE = regex.compile(
    r"(?<!\p{L})(?:digicode|interphone|code (?:de |du |d'|pour )?(?:la |l'|le |notre |"
    r"mon )?(?:porte|portail|immeuble|entree|hall|maison|portillon|residence|"
    r"batiment))(?!\p{L}).{0,25}?\b(?=[a-z]?\d+[a-z]?\d)[a-z\d]{4,8}\b"
)
_OWN_STREET = regex.compile(
    r"(?<!\p{L})(?:ma|notre) rue(?:,| et)? .{0,40}?(?:la rue )?(?:c'? ?est|s'appel+e|:)"
    r"(?! (?:une?|la plus|trop|pas|tres|bien))\s+(?:la )?(?:rue|avenue|allee)?\s?\p{L}{3,}"
    r"|numero de ma rue.{0,12}\d{1,3}"
)
_COORDINATES = regex.compile(r"(?<!\d)-?\d{1,2}[.,]\d{3,}\s?[°n]?\s?[,;/ ]\s?-?\d{1,3}[.,]\d{3,}")
_STREET_NUMBER = regex.compile(
    rf"(?<!\p{{L}})(?:rue|avenue|boulevard|bd|allees?|impasse|chemin|route|quai|square|"
    rf"passage){_NAME}(?:[ -][\p{{L}}'-]+)?,? (?:(?:au )?numero|n ?°|"
    rf"au) ?\d{{1,3}}(?!\p{{L}}|\d| ?(?:e|eme|h|ieme|km|eleves))"
)
_POSTAL = regex.compile(r"(?<![\d.,])(?:0[1-9]|[1-8]\d|9[0-8])\d{3}[ ,]{1,2}(?P<town>\p{L}[\p{L}'-]{2,})")
_STORY = regex.compile(
    r"\b(?:roman|livre|livres|histoire|personnages?|heros|heroine|film|conte|contes|poeme|"
    r"sherlock|holmes|(?:une|la|de|ma|en|cette) bd|manga|detective|enquete|monopoly|"
    r"victor hugo habit\w*|musee|monument|poete|ecrivain|president|ministre|roi|exercice|"
    r"probleme|dictee|plan de paris|chapitre|dessin anime|serie|siecle)\b"
)
_COUNTED = frozenset(
    "r cours place route chemin passage porte voie mail villa cote quai cite promenade clos".split()
)
_UNNAMED = frozenset(
    "est sont et pour dans avec qui que a sur par au en pas plus ou pleine barree tres etait".split()
)


def look(page: Page, around: Around) -> Iterator[Seen]:
    mine = any(page.find(_OWN)) or any(page.find(_CALLS))
    if any(page.find(_STORY)) and not mine:
        return
    for match in (
        *page.find(_BESIDE),
        *page.find(_CODE),
        *page.find(_OWN_STREET),
        *page.find(_COORDINATES),
        *page.find(_STREET_NUMBER),
    ):
        yield page.seen("address", *match.span())
        return
    for span in (*_numbered(page), *_own_street(page), *_building(page), *_postal(page)):
        yield page.seen("address", *span)
        return


def _numbered(page: Page) -> Iterator[tuple[int, int]]:
    """« 12 bis, rue des Lilas », « au numéro six de la rue du Puits »."""
    for match in page.find(_NUMBERED):
        if _names_a_way(page, match):
            yield match.span()
    for match in page.find(_SQUARE):
        yield match.span()
    for one in figures(page):
        if (
            one.words
            and one.digits != "1"
            and (match := _SAID.match(page.folded, one.end))
            and _names_a_way(page, match)
        ):
            yield one.start, match.end()


def _names_a_way(page: Page, match: "regex.Match[str]") -> bool:
    """« 3 places de cinéma », « 12 cours de natation » count things."""
    way, name = match["way"].strip("."), match["name"]
    if way.endswith("s") and way not in ("cours", "res") or name in _UNNAMED:
        return False
    if way not in _COUNTED:
        return True
    return _is_a_name(page, match)


def _is_a_name(page: Page, match: "regex.Match[str]") -> bool:
    """A capital, as typed, or « de la », « du », « des » before the name."""
    name, place = match["name"], page.seen("", *match.span("name"))
    typed = page.text[place.start : place.end]
    return any(letter.isupper() for letter in typed) or bool(
        regex.match(r"(?:de la|de l'|des|du|saint|st)\b", name)
    )


def _own_street(page: Page) -> Iterator[tuple[int, int]]:
    """« j'habite rue Pasteur », « ma rue c'est rue Pasteur et mon numéro le 16 »."""
    for match in page.find(_STREET):
        before = page.folded[max(match.start() - 60, 0) : match.start()]
        if match["name"] in _UNNAMED or not _HOME.search(before + " "):
            continue
        numbered = _AFTER.match(page.folded, match.end())
        named = _is_a_name(page, match) and not regex.search(
            r"\b(?:une|cette|quelle|la premiere|la meme)\s$", before
        )
        if numbered or (named and _OWN.search(before + " ")):
            yield match.span()


def _building(page: Page) -> Iterator[tuple[int, int]]:
    """Two pieces of a building, or one where somebody says that they live there."""
    found = [next(iter(page.find(pattern)), None) for pattern in _PIECES]
    pieces = [match for match in found if match]
    if (
        len(pieces) >= 2
        and any(character.isdecimal() for match in pieces for character in match[0])
        or len(pieces) >= 2
        and any(page.find(_HOME))
    ):
        yield min(m.start() for m in pieces), max(m.end() for m in pieces)
    elif (
        pieces
        and any(c.isdecimal() for c in pieces[0][0])
        and (any(page.find(_OWN)) or any(page.find(_STREET)))
    ):
        yield pieces[0].span()


def _postal(page: Page) -> Iterator[tuple[int, int]]:
    for match in page.find(_POSTAL):
        place = page.seen("", *match.span("town"))
        if page.text[place.start].isupper() or any(page.find(_HOME)):
            yield match.span()
