"""How letters are spelled in a search key, and which are typed for one another (storage/folding.py)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final


def _listed(words: str) -> list[str]:
    return words.split()


def _spelled(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters.split(), latin.split(), strict=True))


CYRILLIC: Final = {
    **_spelled("а б в г д е ё з и й к л м н о", "a b v g d e e z i y k l m n o"),
    **_spelled("п р с т у ф ы э ь ъ ю я", "p r s t u f y e ' ' yu ya"),
    **_spelled("ж х ц ч ш щ", "zh kh ts ch sh shch"),
    # Kazakh and Kyrgyz; ң is n, as in the names that Russian passed on (Жаңаөзен, Zhanaozen).
    **_spelled("ә ғ қ ң ө ұ ү һ і", "a g q n o u u h i"),
    # Uzbek and Tajik; Ukrainian; Russian before 1918.
    **_spelled("ў ҳ ӣ ӯ ҷ є ї ґ ѣ ѳ ѵ", "o h i u j ye yi g e f i"),
}
LATIN: Final = {
    # Letters that stand for one Cyrillic letter (ISO 9, scholarly, Kazakh Latin) are spelled out;
    # where they belong to another language, `readings` also has them without their marks.
    **_spelled("č š ş ŝ ž â û", "ch sh sh shch zh ya yu"),
    # Letters that do not decompose.
    **_spelled("æ œ ø đ ð ħ ł þ ı ə ŋ", "ae oe o d d h l th i a n"),
}
_KAZAKH_ARABIC: Final = {
    **_spelled(
        "ا ە ب پ ت ج چ د ر ز س ش ع غ ف ق ك ک گ ڭ", "a e b p t zh ch d r z s sh g g f k k k g n"
    ),
    **_spelled("ل م ن ه ھ ح خ و ۆ ۇ ۋ ۈ ې ى ي ی", "l m n h h kh kh o v u u u e y i i"),
}
"""The Arabic letters of Kazakh as the Cyrillic ones are spelled; the hamza is passed over."""
ARABIC: Final = {"ى": "y", "ٸ": "y"}
"""Letters that are one with ي and ی, whatever keyboard they were typed on."""

_LATIN_LOOKS: Final = "AaBEeKMHOoPpCcTXxYyIiJjSsh"
_CYRILLIC_LOOKS: Final = "АаВЕеКМНОоРрСсТХхУуІіЈјЅѕһ"
_GREEK_LOOKS: Final = ("ABEZHIKMNOoPTYX", "ΑΒΕΖΗΙΚΜΝΟοΡΤΥΧ")
_TO_LATIN: Final = dict(zip(map(ord, _CYRILLIC_LOOKS), _LATIN_LOOKS, strict=True)) | dict(
    zip(map(ord, _GREEK_LOOKS[1]), _GREEK_LOOKS[0], strict=True)
)
_TO_CYRILLIC: Final = dict(zip(map(ord, _LATIN_LOOKS), _CYRILLIC_LOOKS, strict=True))
"""Letters that look alike in two scripts, and are typed for one another."""

KEPT_WORDS: Final = frozenset(
    _listed(
        """
        aha amy any arts aryan ats ay ayr beijing benefits beyer blots boyer brahe busyness by byrd
        byte bytes chilly chits cryer cubits cyst days dinghy dots dough dryer dye dyed dyes dyne ely
        fjeld fryer fyn gayety ghat ghent gyve hay hayes hits hugh hyde j jam jams jan jaw jaws jinx
        jr juan jury khan khans khat kyd lakhs lats leah ley lye lyme lynx lyon lyons lyra lyre many
        marts marx mats may mayor mayors minx my myles myst niger nigher oh ohs pets pits polys pugh q
        qi qia qian qiang qiao qie qin qing qiong qiu qu quan quay que qun ray rots ryder sayyid sets
        sigh sikhs singh sits sky sots spits style styles syne syr tanh taylor thanh tits toyed tsana
        tsar tsarina tsars ty tyne tyrol vats wynd y yah yegg yeggs yeld yell yells yelp yemen yemeni
        yen yens yep yes yet yeti yew yid yids yin yo yon yt yves
        """
    )
)
"""Words that keep their letters, since their keys would be those of other common words.

Qing would be King, yes would be es, Beijing would be being. Found in a list of English by frequency;
of two spellings of one word (gypsy, gipsy) none is here.
"""


def looks_like(word: str) -> str:
    """A word in capitals as its look-alike in the other script (CCCP for СССР); "" for others."""
    if len(word) > 1 and word.isupper():
        for table in (_TO_CYRILLIC, _TO_LATIN):
            if all(ord(letter) in table for letter in word):
                return word.translate(table)
    return ""


def unmixed(text: str) -> str:
    """The text with the letters of each word in one script, where they only look like another's."""
    if re.search(r"[A-Za-z]", text) is None or re.search(r"[Α-ӿԁ-ԝ]", text) is None:
        return text
    return re.sub(r"\w+", lambda word: _unmixed_word(word[0]), text)


def _unmixed_word(word: str) -> str:
    latin = [letter for letter in word if letter.isascii() and letter.isalpha()]
    other = [letter for letter in word if "Α" <= letter <= "ԝ"]
    if not latin or not other:
        return word
    if all(ord(letter) in _TO_LATIN for letter in other):
        return word.translate(_TO_LATIN)
    if all(ord(letter) in _TO_CYRILLIC for letter in latin):
        return word.translate(_TO_CYRILLIC)
    return word


@cache
def kazakh_letters() -> dict[int, str]:
    """Arabic letters as Kazakh is spelled with them, for `str.translate`."""
    return {ord(letter): latin for letter, latin in _KAZAKH_ARABIC.items()} | {ord("ء"): ""}


@cache
def simplified() -> dict[str, str]:
    """Han character -> the simplified one it is folded to (resources/search/han-variants.txt)."""
    from spexplorer.support.folders import resources

    text = (resources() / "search" / "han-variants.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {variant: line[0] for line in lines for variant in line[1:]}
