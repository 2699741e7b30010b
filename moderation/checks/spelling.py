"""How far a word is from the one that was meant: names are misspelt, the first letter seldom."""


def two_letters_off(word: str, name: str) -> bool:
    """Two wrong, of eight or more."""
    if len(name) < 7 or abs(len(word) - len(name)) > 2 or word[0] != name[0]:
        return False
    shorter = [word[:n] + word[n + 1 :] for n in range(1, len(word))]
    return any(one == name or one_letter_off(one, name) for one in shorter)


def one_letter_off(word: str, name: str) -> bool:
    """One letter more, less, other, or two neighbours swapped (Damerau), the first one right."""
    if word == name or abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name))
    )
    a, b = word[start:], name[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
