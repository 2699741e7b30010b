"""What a class is called in an address and at the door: a slug nobody guesses, a code a child types."""

import secrets

from django.utils.text import slugify

from classroom.models import ClassSpace
from classroom.signing_in.words import bare, words_in

SUFFIX = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else
LETTERS = range(3, 7)  # a short word is typed without a mistake
TRIES = 20


def new_slug(name: str) -> str:
    """`5e-b-k7m2qdx4`: readable by whoever is in, guessed by nobody."""
    suffix = "".join(secrets.choice(SUFFIX) for _ in range(8))
    return f"{slugify(name)[:40] or 'classe'}-{suffix}"


def new_code(language: str = "fr") -> str:
    """`LUNE-42`, free, from the list of easy words; the number grows when the short ones are taken."""
    words = [word for word in map(bare, words_in(language)) if len(word) in LETTERS]
    for top in [90] * TRIES + [900] * TRIES + [9000] * TRIES:
        code = f"{secrets.choice(words).upper()}-{top // 9 + secrets.randbelow(top)}"
        if not ClassSpace.objects.filter(code=code).exists():
            return code
    raise LookupError("No class code is free: the list of words is too short for this many classes.")
