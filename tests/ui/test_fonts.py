"""Letters of every script of the library come with the program: no machine shows boxes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QRawFont, QTextLayout

from spexplorer.ui.style.fonts import FAMILIES, FIRST, LATER, font_file, load_fonts, with_fallbacks

SAMPLES = {
    "Latin": "Soft power, Żółć, Ǧaɣır",
    "pinyin": "Hǎ sà kè sī tǎn, nǚ lǜ",
    "Cyrillic": "Мягкая сила Китая",
    "Kazakh": "ӘәҒғҚқҢңӨөҰұҮүҺһІі Қазақстан",
    "Arabic": "القوة الناعمة، قازاقستان ٴ ۇ ۋ ى ە ھ",
    "Han": "软实力 哈萨克斯坦 軟實力 孔子學院",
}


@pytest.fixture(autouse=True)
def _loaded(qapp) -> None:
    load_fonts((*FIRST, *LATER))


@pytest.mark.parametrize("script", SAMPLES)
def test_no_letter_is_missing(script: str) -> None:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    layout = QTextLayout(SAMPLES[script], font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert runs
    for run in runs:
        assert 0 not in run.glyphIndexes(), run.rawFont().familyName()
        assert run.rawFont().familyName() in FAMILIES


def test_every_letter_of_the_library_is_covered() -> None:
    fonts = [QRawFont(str(font_file(name)), 12) for name in (*FIRST, *LATER)]
    assert all(font.isValid() for font in fonts)
    sources = Path(__file__).parents[2].joinpath("db", "kn2018").glob("*.toml")
    letters = {letter for file in sources for letter in file.read_text(encoding="utf-8")}
    missing = {
        letter
        for letter in letters
        if unicodedata.category(letter)[0] in "LMNP"
        and not any(font.supportsCharacter(ord(letter)) for font in fonts)
    }
    assert not missing


def test_the_font_of_the_system_comes_first() -> None:
    font = QFont("Some System Font")
    assert with_fallbacks(with_fallbacks(font)).families() == ["Some System Font", *FAMILIES]


def test_fonts_are_small_and_free() -> None:
    folder = font_file("OFL.txt").parent
    assert sum(file.stat().st_size for file in folder.iterdir()) < 6_000_000
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8")
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert all(name in listed for name in (*FIRST, *LATER))
