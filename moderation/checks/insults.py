"""Insults: what is always one, what is one said of somebody, and what has no rude word and hurts all the same.

What the words are is in words/insults.txt and insult_words.py; how they are known under a disguise, in disguises.py.
"""

from collections.abc import Iterator
from functools import cache

import regex

from moderation.checks.disguises import LONGEST, plain
from moderation.checks.insult_words import FRAMES, NAME, SOMEBODY, START, kinds, known, shortened, whom
from moderation.checks.page import Around, Page, Seen
from moderation.checks.words import Expression

_SPACED = regex.compile(
    r"(?<![\p{L}\p{N}'])[\p{L}\p{N}@$](?:[^\p{L}\p{N}\n'()]{1,3}[\p{L}\p{N}@$]){2,}(?![\p{L}\p{N}'])"
)
_TWO = regex.compile(r"(?<![\p{L}\p{N}'.])(?:t[.*/-]g|p[.*/-]d)(?![\p{L}\p{N}'])")
_GESTURE = regex.compile("\N{REVERSED HAND WITH MIDDLE FINGER EXTENDED}+")
_JOINS = frozenset((" ", "'", "·", "_", "/", "-", ".", "..", "..."))
_ENDS = frozenset('.!?\n;:()"…')
_ADDRESSED = frozenset(
    "t tu toi te ta ton tes vous vos votre tas rends rend arrete degage pousse bouge assieds apprends retourne va vas "
    "viens tais lache donne passe pars casse file laisse reviens rentre bravo merci".split()
)
_TIES = frozenset("ce cet cette ces un une des le la les mon ma mes d de du est c sont suis pas".split())
_SAYS = frozenset("est es quel quelle trop un une bien plus".split())
_THIS = frozenset("ce cet cette ces ton ta tes mon ma mes".split())
_NO_WORDS = frozenset("bpkfgrv")  # letters that are no French word: «p ute»
_OPEN = frozenset("sale sales de d un une a".split())  # after which any word may be an insult
_FAR = 6  # words that say how much, between a frame and its word


@cache
def _token() -> "regex.Pattern[str]":
    return regex.compile(
        r"[$€]?[\p{L}\p{N}]+(?:[@$€£!|+*#%†¢☆★]+[\p{L}\p{N}]+)*[*@$€#%]{0,9}|[" + "".join(known().emoji) + "]"
    )


@cache
def _long_enough() -> tuple[str, ...]:
    return tuple(word for word in known().always.words.whole if len(word) > 3)


def look(page: Page, around: Around) -> Iterator[Seen]:
    yield from _Reading(page).insults()
    for match in page.find(_SPACED):
        letters = plain(regex.sub(r"[^\p{L}\p{N}@$]", "", match[0]))
        if any(one in letters for one in _long_enough()) or (
            len(letters) <= LONGEST and kinds(letters).always
        ):
            yield page.seen("insult", *match.span())
    for pattern in (_TWO, _GESTURE):
        for match in page.find(pattern):
            yield page.seen("insult", *match.span())


class _Reading:
    """A text as words, each with its place and what stands before it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.before: list[str] = []
        end = 0
        for match in page.find(_token()):
            raw = known().emoji.get(match[0], match[0])
            said = known().spelled.get(raw) or (plain(raw) if raw == whom(raw) else raw,)
            self.words += said
            self.places += [match.span()] * len(said)
            self.before += [page.folded[end : match.start()], *[""] * (len(said) - 1)]
            end = match.end()
        self.before.append(page.folded[end:] + "\n")
        self.named = [whom(word) for word in self.words]
        self.ends = [True, *(not _ENDS.isdisjoint(sign) for sign in self.before[1:])]
        self.somebody = self.named != self.words
        self.addressed = not _ADDRESSED.isdisjoint(self.words)

    def insults(self) -> Iterator[Seen]:
        innocent = self._innocent()
        for place in range(len(self.words)):
            length = self._phrase(place) or self._in_pieces(place) or self._is_insult(place)
            last = place + length - 1
            if length and last not in innocent:
                yield self.page.seen("insult", self.places[place][0], self.places[last][1])

    def _innocent(self) -> set[int]:
        """The places of words that an innocent expression holds."""
        places: set[int] = set()
        for place in range(len(self.words)):
            places.update(range(place, place + known().innocent.at(self.words, place)))
        return places

    def _phrase(self, place: int) -> int:
        """How many words from here on are an insulting expression."""
        if length := known().phrases.at(self.words, place):
            return length
        named = place > 0 and whom(self.words[place - 1]) == NAME and self._opens(place - 1)
        if not (named or self._opens(place) or "," in self.before[place]):
            return 0
        length = known().alone.at(self.words, place)
        return length if length and self._closes(place + length - 1) else 0

    def _in_pieces(self, place: int) -> int:
        """«co.nn.ard», «p'tain», «sal ope»: two or three pieces that are one long word."""
        for length in (2, 3):
            between = self.before[place + 1 : place + length]
            if place + length > len(self.words) or not _JOINS.issuperset(between):
                return 0
            joined = "".join(self.words[place : place + length])
            apart = " " in between and self.words[place] not in _NO_WORDS
            if len(joined) > (5 if apart else 3) and joined in known().always.words.whole:
                return length
        return 0

    def _is_insult(self, place: int) -> bool:
        word = kinds(self.words[place])
        if word.always:
            return True
        if not any(word) and (not place or self.words[place - 1] not in _OPEN):
            return self._goes(place)
        frames = self._frames(place) - ({"of a person", "if somebody"} if self._of_a_thing(place) else set())
        if word.groups and self.words[place + 1 : place + 2] == ["va"] and self._closes(place + 1):
            return True
        if (word.people or word.you) and (
            not frames.isdisjoint(("to you", "of a person"))
            or (self.addressed and "if addressed" in frames)
            or (self.somebody and "if somebody" in frames)
            or self._called(place, people=word.people)
            or self._nicknamed(place)
        ):
            return True
        return (
            (word.people and "of somebody" in frames)
            or (word.groups and "of groups" in frames)
            or ("open" in frames and self._says_something(place))
            or self._goes(place)
        )

    def _frames(self, place: int) -> set[str]:
        """The kinds of frame that stand before, with a few words that say how much in between."""
        if self._is_a_species(place):
            return set()
        found: set[str] = set()
        for step in range(_FAR):
            found |= self._frames_at(place) - (set() if step == 0 else {"of groups", "open"})
            if not place or self._opens(place) or self.words[place - 1] not in known().how_much:
                break
            place -= 1
        return found

    def _frames_at(self, place: int) -> set[str]:
        ends = [one[-n:] for one in self._words_before(place) for n in range(1, len(one) + 1)]
        return {name for name in FRAMES if not known().frames[name].isdisjoint(ends)}

    def _words_before(self, place: int) -> list[Expression]:
        """The words before in their sentence: the last four as they are, and with whom they name."""
        first = place
        while place - first < _FAR + 2 and not self._opens(first):
            first -= 1
        start = (START,) if self._opens(first) else ()
        words = (*start, *self.words[first:place])
        named = shortened([*start, *self.named[first:place]])
        if named == words:
            return [words[-5:]]
        somebody = tuple(SOMEBODY if word == NAME else word for word in named)
        return [words[-5:], named[-5:], somebody[-5:]]

    def _is_a_species(self, place: int) -> bool:
        """« une espèce de singe »; « espèce de singe » alone is called to somebody."""
        if place < 3 or not self.words[place - 2].startswith("espece"):
            return False
        article = self.words[place - 3]
        return (article in known().not_called or article.isdigit()) and self.words[place - 4 : place - 3] != [
            "es"
        ]

    def _called(self, place: int, *, people: bool) -> bool:
        """A word that is a whole sentence, that opens one or that ends one, as one calls somebody."""
        follower = "".join(self.words[place + 1 : place + 2])
        closes = self._closes(place) or self.before[place + 1].strip()[:1] == ","
        if self._opens(place):
            shouted = self.before[place + 1].strip()[:1] == "!" or follower == "toi"
            said = closes and self.addressed and len(self.words) > 2
            return shouted or said or (people and (closes or follower in known().called))
        first = place
        while place - first < _FAR and not self._opens(first) and self.words[first - 1] in known().heads:
            first -= 1
        begins = self._opens(first) or "," in self.before[first]
        if first < place and begins and (closes or follower in known().called):
            return True
        if self._told_after(place) or (people and "," in self.before[place] and self._closes(place)):
            return True
        if not (self.addressed and self._closes(place)):
            return False
        asked = self.before[place + 1].strip()[:1] == "?"
        loose = people and not asked and _TIES.isdisjoint(self.words[max(place - 2, 0) : place])
        return loose or "," in self.before[place]

    def _told_after(self, place: int) -> bool:
        """« c'est un vrai chacal, ce type », « quel boulet celui-là »."""
        ahead = [*self.words[place + 1 : place + 3], "", ""]
        this = ahead[0] in ("celui", "celle", "lui") or (
            ahead[0] in ("ce", "cet", "cette") and whom(ahead[1]) != ahead[1]
        )
        return this and not _SAYS.isdisjoint(self.words[max(place - 4, 0) : place])

    def _nicknamed(self, place: int) -> bool:
        """« Lola la baleine » as a sentence of its own, or with « elle »; « Malo = 🐷 »."""
        pictured = self.page.folded[self.places[place][0]] in known().emoji
        if place and ("=" in self.before[place] or (pictured and place == 1)):
            return whom(self.words[place - 1]) in (NAME, SOMEBODY)
        if place != 2 or whom(self.words[0]) != NAME or self.words[1] not in ("le", "la", "l"):
            return False
        return self._closes(place) or self.words[place + 1] in ("il", "elle")

    def _of_a_thing(self, place: int) -> bool:
        """« il est moche, ce sac »: told after, and nobody."""
        article, *noun = self.words[place + 1 : place + 3] or [""]
        return (
            bool(noun)
            and article in _THIS
            and whom(noun[0]) == noun[0]
            and noun[0] not in ("la", "gros", "grosse")
        )

    def _says_something(self, place: int) -> bool:
        return len(self.words[place]) > 2 and self.words[place] not in known().nice

    def _goes(self, place: int) -> bool:
        """« gros jambon va ! »: one to three words that nobody says of a person who walks."""
        if self.words[place + 1 : place + 2] != ["va"] or not (
            self._closes(place + 1) or "," in self.before[place + 2]
        ):
            return False
        first = next((one for one in range(place, max(place - 3, -1), -1) if self._opens(one)), None)
        return first is not None and known().nice.isdisjoint(self.words[first : place + 1])

    def _opens(self, place: int) -> bool:
        return self.ends[place]

    def _closes(self, place: int) -> bool:
        return self.ends[place + 1]
