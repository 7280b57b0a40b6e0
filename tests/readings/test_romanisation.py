"""What a form offers for a name or title in another script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spexplorer.readings.forms.romanisation import (
    PERSON,
    PLACE,
    can_be_romanised,
    pinyin,
    romanisations,
)
from spexplorer.words.language import PLAIN


def by_scheme(text: str, language: str = "", named: str = "") -> dict[str, str]:
    return {one.scheme: one.text for one in romanisations(text, language, named)}


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("习近平", PERSON, "Xí Jìnpíng"),
        ("欧阳修", PERSON, "Ōuyáng Xiū"),
        ("曾国藩", PERSON, "Zēng Guófān"),
        ("重庆", PLACE, "Chóngqìng"),
        ("西安", PLACE, "Xī'ān"),
        ("中国软实力：哈萨克斯坦", "", "Zhōng guó ruǎn shí lì: hā sà kè sī tǎn"),
        ("重庆ABC大学2013年", "", "Chóng qìng ABC dà xué 2013 nián"),
    ],
)
def test_pinyin_reads_names_and_titles(text: str, named: str, expected: str) -> None:
    assert pinyin(text, tones=True, named=named) == expected


def test_pinyin_without_tones_keeps_its_umlaut() -> None:
    assert pinyin("女性") == "Nü xing"


def test_russian_is_offered_by_its_schemes_first() -> None:
    found = romanisations("Мягкая сила")
    assert [one.scheme for one in found[:4]] == [
        "ALA-LC",
        "BGN/PCGN 1947",
        "ISO 9:1995",
        "GOST 7.79-2000, system B",
    ]
    assert found[0].words(PLAIN) == "ALA-LC: Miagkaia sila"


def test_kazakh_is_offered_by_its_schemes_and_what_a_scheme_leaves_is_said() -> None:
    found = romanisations("Мұхтар Әуезов")
    assert found[0] == ("Kazakh Latin 2021", "Mūhtar Äuezov", "")
    assert by_scheme("Абай", "kk")["Kazakh Latin 2021"] == "Abai"
    russian = next(one for one in found if one.scheme == "ALA-LC")
    assert russian.kept == "ұӘ"
    assert "no letters for ұӘ" in russian.words(PLAIN)


def test_latin_letters_are_not_offered_again() -> None:
    assert romanisations("Nye, Joseph") == []
    assert not can_be_romanised("Nye, Joseph")


@given(st.text())
def test_pinyin_never_loses_what_is_not_chinese(text: str) -> None:
    made = pinyin(text).casefold()
    for letter in text:
        if letter.isascii() and letter.isalnum():
            assert letter.casefold() in made
