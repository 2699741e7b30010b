"""The five words: drawn, read back whatever their dress, and turned into what a card can be checked against."""

import re
import secrets
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import constant_time_compare, salted_hmac

from classroom.provisioning.cells import fold

FOLDER = Path(__file__).resolve().parent.parent / "words"
LANGUAGES = ("fr", "en")
COUNT = 5  # five out of at least 1,024: 50 bits, the CNIL's floor for a secret with throttling
LETTERS = 4  # enough to tell any two words of a list apart
FRESH = "hmac$"
_BETWEEN = re.compile(r"[\s,;.·•–—_/-]+")


@lru_cache
def words_in(language: str) -> tuple[str, ...]:
    """The list that cards are drawn from, in a language; French for one that has none."""
    name = language if language in LANGUAGES else "fr"
    return tuple((FOLDER / f"{name}.txt").read_text("utf-8").split())


def draw(language: str) -> tuple[str, ...]:
    """Five different words (50 bits still): who reads one twice on a card thinks of a misprint."""
    return tuple(secrets.SystemRandom().sample(words_in(language), COUNT))


def bare(text: str) -> str:
    """Letters and digits alone, without case or accents: «Jean-Luc» and «jean luc» are one."""
    return fold(text).replace(" ", "")


def read(typed: Iterable[str]) -> tuple[str, ...]:
    """The words as typed in five fields, or all in one; each may hold stray spaces, capitals, accents."""
    filled = [field for field in typed if field.strip()]
    if len(filled) == 1:
        filled = _BETWEEN.split(filled[0].strip())
    return tuple(word for word in map(bare, filled) if word)


def mac(card_id: object, words: Sequence[str], secret: str | None = None) -> str:
    """HMAC-SHA256 of the words' first letters, by a key made of the server's secret and the card's own id."""
    letters = " ".join(bare(word)[:LETTERS] for word in words)
    return salted_hmac(f"classroom.words.{card_id}", letters, secret=secret, algorithm="sha256").hexdigest()


def _secrets() -> list[str]:
    """The server's secret, then its former ones: a card outlives a change of it."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def hardened(verifier: str) -> str:
    """The slow form of a fresh verifier (argon2id, about 18 ms); a hardened one comes back as it is."""
    return make_password(verifier.removeprefix(FRESH)) if verifier.startswith(FRESH) else verifier


def agree(card_id: object, verifier: str, words: Sequence[str]) -> bool:
    """Whether these are the card's words. A fresh verifier costs as long as a hardened one, right words as wrong."""
    said = [mac(card_id, words, secret) for secret in _secrets()]
    if verifier.startswith(FRESH):
        waste_time()
        return True in [constant_time_compare(verifier.removeprefix(FRESH), each) for each in said]
    return True in [check_password(each, verifier) for each in said]


def waste_time() -> None:
    """What ``agree`` costs, for a name that nobody bears: the answer must not come sooner."""
    for _each in _secrets():
        make_password("nobody")
