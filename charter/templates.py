"""The charters that a class can start from: one for each level, in both languages, written as text files."""

import tomllib
from functools import cache
from pathlib import Path

from classroom.models import ClassSpace
from classroom.models.spaces import Level

FOLDER = Path(__file__).parent / "templates_by_level"


@cache
def template(level: str, language: str) -> dict:
    """{"title", "preamble", "articles": [fields of an Article]}; not to be changed. Raises KeyError: no such level."""
    if level not in Level.values:
        raise KeyError(level)
    path = FOLDER / f"{level}.{'en' if language == 'en' else 'fr'}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def offered(space: ClassSpace) -> list[dict]:
    """Each level's template as a choice: value, label, how many articles and what they begin with."""
    read = {level: template(level, space.school.language) for level in Level.values}
    return [
        {
            "value": level,
            "label": Level(level).label,
            "own": level == space.level,
            "articles": [article["sentence"] for article in found["articles"]],
        }
        for level, found in read.items()
    ]
