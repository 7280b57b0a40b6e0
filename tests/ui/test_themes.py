"""Light, dark and high contrast: text is readable, sizes of text are few, colours are complete."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import spexplorer
from spexplorer.support.folders import resources
from spexplorer.ui.style.appearance import TEXT_SIZES, THEMES
from spexplorer.ui.style.theme import load_theme

NAMES = [name for name in THEMES if name != "system"]
TEXTS = ("text", "muted", "link", "warning", "danger", "accent")
GROUNDS = ("window", "surface", "raised")
PAIRS = [
    *product(TEXTS, GROUNDS),
    ("text", "accent_soft"),
    ("text", "raised"),
    ("selection_text", "selection"),
    ("accent_text", "accent"),
]


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_text_is_told_from_its_ground(name: str) -> None:
    theme, least = load_theme(name), 7.0 if name == "contrast" else 4.5
    for text, ground in PAIRS:
        found = contrast(theme.colour(text), theme.colour(ground))
        assert found >= least, f"{text} on {ground}: {found:.2f}"


@pytest.mark.parametrize("name", NAMES)
def test_marks_are_told_from_their_ground(name: str) -> None:
    theme = load_theme(name)
    coded = {f"{s} {code}": c for s, codes in theme.codes.items() for code, c in codes.items()}
    for mark, colour in {**coded, "certain": theme.colours["certain"]}.items():
        assert contrast(QColor(colour), theme.colour("surface")) >= 3.0, mark


def test_every_theme_names_the_same_colours() -> None:
    first, *others = [load_theme(name) for name in NAMES]
    for other in others:
        assert other.colours.keys() == first.colours.keys()
        for scheme, codes in first.codes.items():
            assert other.codes[scheme].keys() == codes.keys()
        assert len(other.shades) == len(first.shades)


def test_the_style_sheet_has_at_most_four_sizes_of_text() -> None:
    sheet = (resources() / "themes" / "base.qss").read_text(encoding="utf-8")
    assert len(set(re.findall(r"font-size:\s*([^;]+);", sheet))) <= 3  # beside that of the system


def test_drawings_and_pages_have_no_sizes_of_text_or_colours_of_their_own() -> None:
    sizes = re.compile(r"sized\(\d|pointSizeF\(\) \* \d|<h1>|<small>|font-size")
    colours = re.compile(r"#(?!0000ff)[0-9A-Fa-f]{6}\b")  # but Qt's own colour of links
    for path in (Path(spexplorer.__file__).parent / "ui").rglob("*.py"):
        code = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not sizes.search(code), path
        assert not colours.search(code), path


def test_text_sizes_go_up_and_down_by_the_same_steps(program) -> None:
    wear = program.appearance
    for size in TEXT_SIZES[TEXT_SIZES.index(1.0) + 1 :]:
        wear.resize(1)
        assert wear.scale == size
    for size in reversed(TEXT_SIZES[:-1]):
        wear.resize(-1)
        assert wear.scale == size
    wear.resize(0)
    assert wear.scale == 1.0
