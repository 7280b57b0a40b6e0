"""Romanising Cyrillic text by a named standard: tables, and the one walk that applies them.

The results are forms to show, store and cite (`NameForm.scheme` names the standard). Search does
not use these tables: it folds every form to one key (`spexplorer.storage.folding`). Chinese is not
here either: pinyin needs a dictionary.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class _Scheme(NamedTuple):
    label: str
    letters: Mapping[str, str]
    opening: Mapping[str, str] = MappingProxyType({})
    """Letters written otherwise at the start of a word and after `_OPENERS`."""
    softened: Mapping[str, str] = MappingProxyType({})
    """Letters written otherwise before what is written with one of `_SOFT`."""
    dotted: bool = False
    """Whether i and ı are two letters, with the capitals İ and I."""


_OPENERS: Final = frozenset("аеёиоуыэюяйъьіәөұүў")
"""BGN/PCGN 1947, notes 1 and 2: after vowels, й, ъ and ь the letter е is written ye."""

_SOFT: Final = frozenset("iejy")
"""GOST 7.79 system B: ц is c before these Latin letters, elsewhere cz."""

_PLAIN: Final = dict(zip("абвгдезиклмнопрстуфы", "abvgdeziklmnoprstufy", strict=True))
"""The letters that every scheme for Russian writes alike."""

_ALA_LC: Final = _PLAIN | {
    "ё": "ë",
    "ж": "zh",
    "й": "i",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "ʺ",
    "ь": "ʹ",
    "э": "ė",
    "ю": "iu",
    "я": "ia",
    "і": "ī",
    "ѣ": "ie",
    "ѳ": "ḟ",
    "ѵ": "ẏ",
}
_BGN_RUSSIAN: Final = _PLAIN | {
    "ё": "ë",
    "ж": "zh",
    "й": "y",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "”",
    "ь": "’",
    "э": "e",
    "ю": "yu",
    "я": "ya",
}
_ISO_9: Final = _PLAIN | {
    "ё": "ë",
    "ж": "ž",
    "й": "j",
    "х": "h",
    "ц": "c",
    "ч": "č",
    "ш": "š",
    "щ": "ŝ",
    "ъ": "ʺ",
    "ь": "ʹ",
    "э": "è",
    "ю": "û",
    "я": "â",
    "ә": "a̋",
    "ғ": "ġ",
    "қ": "ķ",
    "ң": "ņ",
    "ө": "ô",
    "ұ": "u̇",
    "ү": "ù",
    "һ": "ḥ",
    "і": "ì",
    "є": "ê",
    "ї": "ï",
    "ґ": "g̀",
    "ў": "ŭ",
    "ӣ": "ī",
    "ӯ": "ū",
    "ѣ": "ě",
    "ѳ": "f̀",
    "ѵ": "ỳ",
}
_GOST_B: Final = _PLAIN | {
    "ё": "yo",
    "ж": "zh",
    "й": "j",
    "х": "x",
    "ц": "cz",
    "ч": "ch",
    "ш": "sh",
    "щ": "shh",
    "ъ": "``",
    "ы": "y`",
    "ь": "`",
    "э": "e`",
    "ю": "yu",
    "я": "ya",
    "ѣ": "ye",
    "ѳ": "fh",
    "ѵ": "yh",
}
_KAZAKH_LATIN: Final = _PLAIN | {
    "ә": "ä",
    "ғ": "ğ",
    "ё": "io",
    "ж": "j",
    "й": "i",
    "қ": "q",
    "ң": "ñ",
    "ө": "ö",
    "ұ": "ū",
    "ү": "ü",
    "х": "h",
    "һ": "h",
    "ц": "ts",
    "ч": "tş",
    "ш": "ş",
    "щ": "şş",
    "ъ": "",
    "ь": "",
    "і": "ı",
    "э": "e",
    "ю": "iu",
    "я": "ia",
}
_BGN_KAZAKH: Final = _BGN_RUSSIAN | {
    "ә": "ä",
    "ғ": "gh",
    "ё": "yo",
    "и": "ī",
    "қ": "q",
    "ң": "ng",
    "ө": "ö",
    "у": "ū",
    "ұ": "u",
    "ү": "ü",
    "һ": "h",
    "і": "i",
    "э": "ė",
}

_TABLES: Final[Mapping[str, _Scheme]] = MappingProxyType(
    {
        "ala-lc-rus": _Scheme("ALA-LC (Russian, without ligature ties)", _ALA_LC),
        "bgn-pcgn-rus": _Scheme(
            "BGN/PCGN 1947 (Russian)", _BGN_RUSSIAN, MappingProxyType({"е": "ye", "ё": "yë"})
        ),
        "iso-9": _Scheme("ISO 9:1995", _ISO_9),
        "gost-7.79-b": _Scheme(
            "GOST 7.79-2000, system B (Russian)", _GOST_B, softened=MappingProxyType({"ц": "c"})
        ),
        "kaz-latin-2021": _Scheme("Kazakh Latin alphabet, 2021", _KAZAKH_LATIN, dotted=True),
        "bgn-pcgn-kaz": _Scheme("BGN/PCGN 1979 (Kazakh)", _BGN_KAZAKH),
    }
)

SCHEMES: Final[Mapping[str, str]] = MappingProxyType(
    {scheme: table.label for scheme, table in _TABLES.items()}
)
"""The label of every scheme, by its id."""


def romanise(text: str, scheme: str) -> str:
    """Cyrillic text in Latin letters by one of `SCHEMES`, in NFC; other characters are kept.

    - `ala-lc-rus`: ALA-LC Romanization Tables, Russian, as catalogues key it: no ligature ties, й
      without its breve; э is ė, ь and ъ are ʹ and ʺ.
    - `bgn-pcgn-rus`: BGN/PCGN 1947, Russian: е and ё are ye and yë at the start of a word and after
      a vowel, й, ъ or ь.
    - `iso-9`: ISO 9:1995 (GOST 7.79 system A), one letter for one letter.
    - `gost-7.79-b`: GOST 7.79-2000 system B, Russian, in letters of ASCII: ц is c before i, e, y and j.
    - `kaz-latin-2021`: the alphabet of 31 letters presented in Kazakhstan in January 2021; ц, ч, щ,
      ю, я, ё have no letter of their own and are ts, tş, şş, iu, ia, io.
    - `bgn-pcgn-kaz`: BGN/PCGN 1979, Kazakh.

    A capital that becomes several letters is wholly capital only within capitals: Щука is Shchuka,
    ЩУКА is SHCHUKA. An unknown scheme raises `KeyError`.
    """
    table = _TABLES[scheme]
    letters = unicodedata.normalize("NFC", text)
    out: list[str] = []
    before = ""
    for position, letter in enumerate(letters):
        small = letter.lower()
        after = letters[position + 1 : position + 2]
        opens = small in table.opening and (not before.isalpha() or before.lower() in _OPENERS)
        latin = (table.opening if opens else table.letters).get(small)
        if small in table.softened and table.letters.get(after.lower(), "")[:1] in _SOFT:
            latin = table.softened[small]
        if latin is None:
            out.append(letter)
        elif letter == small:
            out.append(latin)
        else:
            out.append(_capital(latin, within=_is_within_capitals(before, after), table=table))
        before = letter
    return unicodedata.normalize("NFC", "".join(out))


def _is_within_capitals(before: str, after: str) -> bool:
    # What follows decides (Юрий, ЮНЕСКО); the last letter of a word looks back (ЧАЮ).
    return after.isupper() if after.isalpha() else before.isupper()


def _capital(latin: str, *, within: bool, table: _Scheme) -> str:
    # str.upper() would give ı and i the same capital, I.
    cased = latin.replace("i", "İ") if table.dotted else latin
    if within:
        return cased.upper()
    return cased[:1].upper() + latin[1:]
