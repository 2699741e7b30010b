"""Icons: every name that a page or an article asks for is in the sprite."""

import re

from django.conf import settings

ROOT = settings.BASE_DIR
SPRITE = (ROOT / "static" / "icons" / "sprite.svg").read_text("utf-8")
IN_SPRITE = set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE))
ASKED = (
    ("templates/**/*.html", re.compile(r'_icon\.html" with name="([a-z0-9-]+)"')),
    ("templates/**/*.html", re.compile(r'_empty\.html" with [^%]*\bicon="([a-z0-9-]+)"')),
    ("*/**/*.toml", re.compile(r'^(?:icon|pictogram) = "([a-z0-9-]+)"', re.MULTILINE)),
    ("*/**/*.py", re.compile(r'\b(?:icon|pictogram)="([a-z0-9-]+)"')),
)


def asked() -> set[tuple[str, str]]:
    """(name, file) of each icon that is asked for by name."""
    return {
        (name, str(path.relative_to(ROOT)))
        for pattern, names in ASKED
        for path in ROOT.glob(pattern)
        if not path.relative_to(ROOT).parts[0].startswith((".", "tests"))
        for name in names.findall(path.read_text("utf-8"))
    }


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    names = asked()
    assert ("pencil", "templates/_nav.html") in names
    assert {(name, file) for name, file in names if name not in IN_SPRITE} == set()


def test_the_sprite_runs_no_script_and_fetches_nothing():
    assert not re.search(r"script|href|on[a-z]+=|style=", SPRITE)


def test_the_licence_stands_beside_it():
    assert "ISC License" in (ROOT / "static" / "icons" / "lucide-LICENSE.txt").read_text("utf-8")
