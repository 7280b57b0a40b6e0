"""Fonts that come with the program: letters that the system's own font lacks are taken from them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from spexplorer.support.folders import resources

FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC")
"""In the order in which they are asked for a letter, after the font of the system."""

FIRST: Final = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansArabic-Regular.ttf")
"""Loaded before the first paint, in less than a millisecond."""

LATER: Final = ("NotoSansCJKsc-Regular.otf",)
"""Loaded once the window is ready: Han letters take ten milliseconds."""


def font_file(name: str) -> Path:
    """Where a font lies."""
    return resources() / "fonts" / name


def load_fonts(names: tuple[str, ...]) -> None:
    """Make fonts known to this application; one that is missing is done without."""
    for name in names:
        QFontDatabase.addApplicationFont(str(font_file(name)))


def with_fallbacks(font: QFont) -> QFont:
    """The same font, which takes letters it lacks from those of the program."""
    wanted = QFont(font)
    own = [family for family in font.families() if family not in FAMILIES]
    wanted.setFamilies([*(own or [font.family()]), *FAMILIES])
    return wanted
