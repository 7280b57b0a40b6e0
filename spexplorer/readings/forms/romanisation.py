"""Names and titles in Latin letters: what each scheme makes of a text in Cyrillic letters or in Han.

The tables of Cyrillic are in `domain.romanisation`; pinyin needs a dictionary, that of pypinyin.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.romanisation import romanise

if TYPE_CHECKING:
    from spexplorer.readings.forms.values import Raw
    from spexplorer.words.language import Language

_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_KAZAKH: Final = frozenset("әғқңөұүһі")
PERSON, PLACE = "person", "place"
"""What a text may be the name of."""

_RUSSIAN_SCHEMES: Final = ("ala-lc-rus", "bgn-pcgn-rus", "iso-9", "gost-7.79-b")
_KAZAKH_SCHEMES: Final = ("kaz-latin-2021", "bgn-pcgn-kaz", "iso-9")
_NAMES: Final = {
    "ala-lc-rus": "ALA-LC",
    "bgn-pcgn-rus": "BGN/PCGN 1947",
    "iso-9": "ISO 9:1995",
    "gost-7.79-b": "GOST 7.79-2000, system B",
    "kaz-latin-2021": "Kazakh Latin 2021",
    "bgn-pcgn-kaz": "BGN/PCGN 1979",
    "pinyin": "Hanyu Pinyin, without tones",
    "pinyin-tones": "Hanyu Pinyin",
}
"""What a record says it was romanised by: the names of standards, alike in every language."""

_SIGNS: Final = {
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "！": "! ", "？": "? ",
    "（": " (", "）": ") ", "·": " ",
}  # fmt: skip
"""Chinese punctuation as pinyin is written with."""

_SURNAMES: Final = {
    "曾": "zēng", "单": "shàn", "解": "xiè", "仇": "qiú", "区": "ōu", "查": "zhā", "任": "rén",
    "朴": "piáo", "盖": "gě", "华": "huà", "翟": "zhái", "缪": "miào", "尉迟": "yù chí",
    "万俟": "mò qí",
}  # fmt: skip
"""Family names that are read otherwise than the same characters elsewhere."""

_TWO_CHARACTERS: Final = frozenset({
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "公孙", "慕容", "令狐", "尉迟", "万俟",
})  # fmt: skip
_LONGEST_NAME: Final = 4


class Romanisation(NamedTuple):
    """A text in Latin letters: the name of the scheme as records keep it, and the text.

    `kept` are the letters of the original that the scheme has no place for; they stand as they were.
    """

    scheme: str
    text: str
    kept: str = ""

    def words(self, tr: Language) -> str:
        """The scheme with what it makes of the text, and what it leaves."""
        if self.kept:
            return tr(
                "{scheme}: {words} (no letters for {kept})",
                scheme=self.scheme,
                words=self.text,
                kept=self.kept,
            )
        return tr("{scheme}: {words}", scheme=self.scheme, words=self.text)


def can_be_romanised(text: str) -> bool:
    """Whether anything of a text is in Cyrillic letters or in Han."""
    return bool(_CYRILLIC.search(text) or _HAN.search(text))


def romanisations(text: str, language: str = "", named: str = "") -> list[Romanisation]:
    """What the schemes make of a text, those of its language first.

    `language` is its BCP 47 tag, where that is known; `named` is PERSON or PLACE where it is the name
    of one.
    """
    text = unicodedata.normalize("NFC", text.strip())
    found: list[Romanisation] = []
    if _CYRILLIC.search(text):
        is_kazakh = language.startswith("kk") or not _KAZAKH.isdisjoint(text.lower())
        both = (_KAZAKH_SCHEMES, _RUSSIAN_SCHEMES)
        for scheme in dict.fromkeys(
            one for part in both[:: 1 if is_kazakh else -1] for one in part
        ):
            made = romanise(text, scheme)
            kept = "".join(dict.fromkeys(_CYRILLIC.findall(made)))
            found.append(Romanisation(_NAMES[scheme], made, kept))
        found.sort(key=lambda one: bool(one.kept))
    if _HAN.search(text):
        for scheme, tones in (("pinyin", False), ("pinyin-tones", True)):
            found.append(Romanisation(_NAMES[scheme], pinyin(text, tones=tones, named=named)))
    return [one for one in found if one.text != text]


def name_form(text: str, scheme: str, language: str = "") -> Raw:
    """What is typed for a form of a name in Latin letters."""
    made = {"form": text, "language": language, "script": "Latn", "scheme": scheme}
    return {**made, "basis": "supplied"}


def pinyin(text: str, *, tones: bool = False, named: str = "") -> str:
    """Han as pinyin, a syllable a word, the first letter a capital; other characters are kept.

    A text that is nothing but the name of a person is a family name and given names (Xi Jinping), that
    of a place one word, in which a syllable with a vowel first is set apart (Xi'an).
    """
    if named and len(text) <= _LONGEST_NAME and _HAN.fullmatch(text) and len(text) > 1:
        return (
            _place_name(text, tones=tones) if named == PLACE else _personal_name(text, tones=tones)
        )
    parts = list(_parts(text, tones=tones))
    joined = "".join(parts)
    for sign, latin in _SIGNS.items():
        joined = joined.replace(sign, latin)
    joined = re.sub(r" +([,;:.!?)])", r"\1", re.sub(r"\( +", "(", joined))
    joined = re.sub(r" {2,}", " ", joined).strip()
    return unicodedata.normalize("NFC", joined[:1].upper() + joined[1:])


def _parts(text: str, *, tones: bool) -> Iterator[str]:
    """Runs of a text in turn: Han as syllables, with a space where a letter stands beside them."""
    end = 0
    for run in _HAN.finditer(text):
        if run.start() > end:
            yield text[end : run.start()]
        is_close_before = run.start() > 0 and text[run.start() - 1].isalnum()
        is_close_behind = text[run.end() : run.end() + 1].isalnum()
        syllables = " ".join(_syllables(run.group(), tones=tones))
        yield f"{' ' * is_close_before}{syllables}{' ' * is_close_behind}"
        end = run.end()
    yield text[end:]


def _personal_name(text: str, *, tones: bool) -> str:
    family = text[:2] if text[:2] in _TWO_CHARACTERS and len(text) > 2 else text[:1]
    read = _SURNAMES[family].split() if family in _SURNAMES else _syllables(family, tones=True)
    read = [one if tones else _plain(one) for one in read]
    given = _syllables(text[len(family) :], tones=tones)
    words = (_word(read), _word(given))
    return unicodedata.normalize("NFC", " ".join(one[:1].upper() + one[1:] for one in words))


def _place_name(text: str, *, tones: bool) -> str:
    word = _word(_syllables(text, tones=tones))
    return unicodedata.normalize("NFC", word[:1].upper() + word[1:])


def _word(syllables: list[str]) -> str:
    """Syllables as one word."""
    first, *rest = syllables
    return first + "".join(f"'{one}" if _plain(one)[:1] in "aeo" else one for one in rest)


def _plain(syllable: str) -> str:
    """A syllable without the mark of its tone; ü stays."""
    apart = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", re.sub(r"[\u0300\u0301\u0304\u030c]", "", apart))


def _syllables(run: str, *, tones: bool) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # a tenth of a second: only where there is Han

    style = Style.TONE if tones else Style.NORMAL
    return [str(one) for one in lazy_pinyin(run, style=style, v_to_u=True)]
