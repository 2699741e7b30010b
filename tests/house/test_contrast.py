"""Colours: every pair that stands together is read by everyone (WCAG 2.2: text 4.5:1, shapes 3:1), in both themes."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text("utf-8")
COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")
STATES = ["waiting", "returned", "published", "removed", "draft", "wrong", "info", "homonym"]

TEXT = [  # what is read, on what
    *[(state, f"{state}-bg") for state in [*STATES, "marked"]],
    *[
        (word, ground)
        for word in ("ink", "quiet", "act", "act-deep", "wrong", "margin")
        for ground in ("paper", "desk")
    ],
    *[(word, "hover") for word in ("ink", "act", "act-deep", "quiet")],
    *[("ink", f"{state}-bg") for state in STATES],
    *[("quiet", f"{state}-bg") for state in ("homonym", "wrong", "info")],
    *[("act", f"{state}-bg") for state in ("waiting", "returned", "removed", "info")],
    *[(state, "paper") for state in ("waiting", "returned", "published", "removed", "info")],
    ("chalk", "board"),
    ("board-quiet", "board"),
    ("board", "chalk"),
    ("on-act", "act"),
    ("on-act", "act-deep"),
    ("returned-bg", "returned"),
    ("paper", "ink"),
    ("sheet-ink", "sheet"),
    ("sheet-quiet", "sheet"),
]
SHAPES = [  # what is seen, on what
    *[("edge", ground) for ground in ("paper", "desk", "hover")],
    *[("focus", ground) for ground in ("paper", "desk", "hover")],
    ("focus-board", "board"),
    ("margin", "paper"),
    ("board-edge", "board"),
    ("sheet-line", "sheet"),
    *[(state, "paper") for state in STATES],
    *[(state, "desk") for state in STATES],
]
DECORATION = {"line", "rule", "rule-fine", "frame", "sheet-red"}  # nothing is told by them alone


def block(start: str) -> dict[str, str]:
    return dict(COLOUR.findall(TOKENS[TOKENS.index(start) :].split("}")[0]))


LIGHT = block(":root {")
SLATE = {**LIGHT, **block('[data-theme="slate"] {')}
DEVICE = block(':root:not([data-theme="light"])')


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_norm():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, SLATE], ids=["light", "slate"])
@pytest.mark.parametrize(("pairs", "floor"), [(TEXT, 4.5), (SHAPES, 3)], ids=["text", "shapes"])
def test_every_pair_is_seen_by_everyone(theme, pairs, floor):
    weak = {
        f"{over} on {under}": round(contrast(theme[over], theme[under]), 2)
        for over, under in pairs
        if contrast(theme[over], theme[under]) < floor
    }
    assert weak == {}


def test_every_colour_is_measured_or_says_that_it_is_decoration():
    measured = {name for pair in TEXT + SHAPES for name in pair}
    assert set(LIGHT) - measured == DECORATION


def test_slate_is_the_same_whether_chosen_or_wished_by_the_device():
    assert block('[data-theme="slate"] {') == DEVICE
    assert set(DEVICE) == set(LIGHT) - {name for name in LIGHT if name.startswith("sheet")}


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_only_the_tokens_hold_colours(path):
    if path.name != "tokens.css":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*[;}])|rgba?\(|hsla?\(", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_every_token_that_is_used_exists(path):
    everywhere = set(re.findall(r"(--[a-z0-9-]+):", "".join(p.read_text("utf-8") for p in CSS.glob("*.css"))))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", path.read_text("utf-8"))) <= everywhere
