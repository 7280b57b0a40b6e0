"""One search key for every script: what is indexed, and what queries are folded to (querying.py).

Text in any script folds to lower-case ASCII words and single Han characters, so that a name and its
romanisations by ALA-LC, BGN/PCGN, ISO 9, scholarly usage and Kazakh Latin share a key. FTS5 must
index the folded text with `unicode61 remove_diacritics 0`. Nothing here reads the database.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, groupby
from typing import Final, NamedTuple

from spexplorer.storage.letters import (
    ARABIC,
    CYRILLIC,
    KEPT_WORDS,
    LATIN,
    kazakh_letters,
    looks_like,
    simplified,
    unmixed,
)

_PRIMES: Final = "'`’‘‛ʹʺʻʼʽˈ′´"


_UNMARKED: Final = dict(zip(map(ord, "çčšşŝžâû"), "ccssszau", strict=True))
_ASCII: Final = {
    code: letter if (letter := chr(code)).isalnum() or letter in "'\"" else " "
    for code in range(128)
} | {
    **{code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
    ord("`"): "'",
}
_ONE_LETTER: Final = {ord("y"): "i", ord("q"): "k"}
"""i, y and j are one letter here, and so are k and q; j waits for `_merged`."""

_KAZAKH_MARKS: Final = frozenset("ğñşūı")
"""A word with one of these and j is Kazakh in the alphabet of 2021, where j is ж."""

# Patterns are left to the cache of `re`, so that importing the module compiles none.

# BGN/PCGN writes ъ as ”, which else ends a quotation: ob”yekt.
_HARD_SIGN: Final = r'(?<=[bdfghklmnprstvzBDFGHKLMNPRSTVZ])["”](?=[eijyEIJY])'
# Only BGN/PCGN writes the y of Vasil'yevich. French elides (l'Europe), Russian does not.
_SOFT_SIGN: Final = r"(?<=[bcdfghklmnprstvz])(?<!\bl)(?<!\bd)'+(?=e)"
# Dostoevskii is Dostoevsky, but Alexander II is not Alexander III.
# The two i of studying stay.
_LONG_I: Final = r"(\bx?(?:ks)*v?iii?\b)|iii*(?!ng\b)|iii+(?=i)"
# Syllables of pinyin, where j and x stand for no Cyrillic letter.
_JX_SYLLABLE: Final = r"(?:i|ia|ian|iang|iao|ie|in|ing|iong|iu|u|uan|ue|un)\b"
_OTHER_J: Final = rf"\bj(?!{_JX_SYLLABLE})(?=[aeou])|\Bj(?=[a-z])"
# Ezhova typed as Ejova; the other readings take it for й (Sergejev).
_J_BETWEEN: Final = r"(?<=[aeiouy])j(?=[eo])"
_OTHER_X: Final = rf"\bx(?!{_JX_SYLLABLE})|\Bx(?![cpt])"
_AMBIGUOUS: Final = frozenset("xjçšžčşŝâûXJÇŠŽČŞŜÂÛ\u0302\u030c\u0327") | set(
    map(chr, range(0x621, 0x700))
)
_HYPHENS: Final = "-‐‑–"
_UNHYPHENATED: Final = dict.fromkeys(map(ord, _HYPHENS))
_NOTABLE: Final = _AMBIGUOUS | set(_HYPHENS + "'’")

# ü after l and n, as it is typed in pinyin: lv, nv, lyu, nyu, lu:.
_TYPED_U: Final = r"([ln])(?:v(?![aiouy])|yu)"

_THOUSANDS: Final = r"(?<![\w.,])[0-9]{1,3}(?:,[0-9]{3})+(?![\w,])"
# Words of katakana, and of hiragana, as they are typed in Latin letters.
_KANA_RUN: Final = r"[ァ-ヺー]{2,}|[ぁ-ゖー]{2,}"

# Unicode combining class; below are marks that make up letters of Indic and Japanese writing.
_FIRST_OPTIONAL_MARK: Final = 10
# Letters before the apostrophe of an elision: l', d', qu'.
_ELIDED: Final = 2
# Letters: longer texts are those of one record.
_COMMON: Final = 60
# Letters among which all Han characters are, and what NFKC makes them of.
_MAYBE_HAN: Final = "[\u2e80-\U0010ffff]"
# Han characters: a longer run is an abstract rather than a title.
_TITLE: Final = 64


class _Letters(dict[int, str]):
    """Character to its folded letters, worked out when first met (there are 150,000)."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _letters_of(chr(code)).translate(_ASCII)
        return folded


def fold(text: str) -> str:
    """The search key of a text: words of [a-z0-9] and single Han characters, one space apart.

    NFKC and casefold (Unicode 14 or later) first; then Cyrillic by its letters, other scripts by
    anyascii (ISC licence). The key is the same however it is romanised: я, ia, ya and ja are `ia`,
    х, kh and h are `k` (`h` where a word begins), ц, ts and c are `c`. A key folds to itself.
    """
    return " ".join(filter(None, map(_fold_word, text.split())))


def readings(text: str) -> tuple[str, ...]:
    """The key of a text, then its keys where Latin letters can be read otherwise; no key twice.

    š is sh, or s for who types without marks; j is й (Jakovlev) or ж (Japarov); x is ks (Maxim) or
    х (Axmetova); ç is c or ч.
    """
    if _AMBIGUOUS.isdisjoint(text):
        return (fold(text),)
    lower = _compose(text)
    if re.search(r"[ء-ۿ]", lower) is not None:
        return tuple(dict.fromkeys((fold(text), fold(lower.translate(kazakh_letters())))))
    plain = lower.translate(_UNMARKED)
    return tuple(dict.fromkeys(map(fold, (text, plain, _read_otherwise(lower)))))


def typed_readings(word: str) -> tuple[str, ...]:
    """`readings`, and those that only people who type need: lv and lyu for lü, Ejova for Ezhova."""
    found = readings(word)
    lower = word.casefold()
    if re.search(_J_BETWEEN, lower) is not None:
        found += (fold(re.sub(_J_BETWEEN, "zh", lower)),)
    if re.search(_TYPED_U, lower) is not None:
        found += (fold(re.sub(_TYPED_U, r"\1u", lower)),)
    if lower.endswith("ь"):  # царь for tsar, which keeps its letters
        found += (fold(lower[:-1]),)
    if (other := looks_like(word)) != "":
        found += (fold(other),)
    return tuple(dict.fromkeys(found))


def pinyin(text: str) -> str:
    """The pinyin of the Han runs of a text, without tones, a syllable a word; "" if there is none.

    Characters with several readings are read by pypinyin's phrases (重庆 is chong qing). Only for
    indexing: pypinyin takes a tenth of a second to import, and queries never need it.
    """
    words = chain.from_iterable(map(_sounded, _han_runs(text)))
    return fold(" ".join(chain.from_iterable(words)))


def pinyin_key(text: str) -> str:
    """`pinyin`, then the words that a reader may have joined: `zhong guo zhongguo`.

    Where words begin and end is not written in Chinese, so any two to four neighbouring syllables
    are joined, as are the longer words of pypinyin's dictionary.
    """
    runs = [_sounded(run) for run in _han_runs(text)]
    syllables = chain.from_iterable(chain.from_iterable(runs))
    joined = dict.fromkeys(chain.from_iterable(map(_joined, runs)))
    return fold(" ".join(chain(syllables, joined)))


def index_text(*texts: str) -> str:
    """What FTS5 stores for one field of a record: all that a query may name the texts by.

    The keys of the texts; the pinyin of Han; hyphenated words joined (`nonstate` after `non
    state`), the word after an elision (`etat` of d'État), and other `readings`.
    """
    found = [_short_keys(text) if len(text) <= _COMMON else _keys(text) for text in texts]
    key = " ".join([one.key for one in found if one.key])
    parts = [key] if key else []
    parts += [one.sound for one in found if one.sound]
    if any(one.forms for one in found):
        known = set(key.split())
        parts += dict.fromkeys(form for one in found for form in one.forms if form not in known)
    return " ".join(parts)


def keys_of_word(word: str) -> tuple[str, tuple[str, ...]] | None:
    """What `index_text` makes of a word without spaces: its key, and further words to find it by.

    None where it looks beyond single words: figures with commas, Han and kana.
    """
    if word.isascii() and re.search(r"[A-Za-z'\",]", word) is None:  # pages, years, ISBN
        return " ".join(word.translate(_ASCII).split()), ()
    if re.search(r"[0-9],[0-9]", word) or (
        not word.isascii() and re.search(_MAYBE_HAN, word) is not None
    ):
        return None
    return _fold_word(word), tuple(filter(None, _forms_of_word(word)))


class _Keys(NamedTuple):
    """The key of a text, the pinyin of its Han, and further words to find it by."""

    key: str
    sound: str
    forms: tuple[str, ...]


def _keys(text: str) -> _Keys:
    if text.isascii() and _NOTABLE.isdisjoint(text) and "," not in text:
        return _Keys(fold(text), "", ())
    sound = "" if text.isascii() or re.search(_MAYBE_HAN, text) is None else pinyin_key(text)
    return _Keys(fold(text), sound, tuple(filter(None, _forms(text))))


_short_keys = lru_cache(maxsize=8_192)(_keys)
"""Of short texts, which are often those of other records, too: languages, types, publishers."""


# Folding


@lru_cache(maxsize=32_768)
def _fold_word(word: str) -> str:
    """The key of what stands between two spaces, beyond which no rule looks; texts share most of it."""
    if word.isascii():
        return _fold_latin(word.translate(_ASCII))
    return _fold_latin(_compose(unmixed(word)).translate(_letters()))


def _compose(text: str) -> str:
    # NFKC would make a space and a combining mark of ´, which serves as an apostrophe.
    lower = unicodedata.normalize("NFKC", text.replace("´", "'")).casefold()
    composed = unicodedata.normalize("NFKC", lower)
    if "j" in composed and not _KAZAKH_MARKS.isdisjoint(composed):
        return re.sub(r"\w+", _kazakh_j, composed)
    return composed


def _kazakh_j(word: re.Match[str]) -> str:
    return word[0] if _KAZAKH_MARKS.isdisjoint(word[0]) else word[0].replace("j", "zh")


@cache
def _letters() -> _Letters:
    spelled = {**CYRILLIC, **LATIN, **ARABIC, **dict.fromkeys(_PRIMES, "'"), "”": '"'}
    return _Letters(
        _ASCII | {ord(letter): latin.translate(_ASCII) for letter, latin in spelled.items()}
    )


def _letters_of(letter: str) -> str:
    category = unicodedata.category(letter)
    if _is_han(letter) and category[0] in "LN":
        return f" {simplified().get(letter, letter)} "
    # Accents, and the vowel signs that Arabic and Hebrew may leave out; Indic ones are of class 0.
    if category == "Cf" or unicodedata.combining(letter) >= _FIRST_OPTIONAL_MARK:
        return ""
    if category[0] not in "LMN":
        return " "
    base = unicodedata.normalize("NFD", letter)[0]
    if base.isascii():
        return base
    if (spelled := CYRILLIC.get(base)) is not None:
        return spelled
    from anyascii import anyascii  # a few milliseconds, and most queries never need it

    latin = "".join(filter(str.isalnum, anyascii(letter).lower()))
    # Where words of kana begin and end is not written: each is a word, as a Han character is.
    return f" {latin} " if _is_kana(letter) else latin


def _is_han(letter: str) -> bool:
    return (
        "㐀" <= letter <= "䶿"
        or "一" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or "\U00020000" <= letter <= "\U0003fffd"
        or letter in "々〇"
    )


def _is_kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30fa" or "\u31f0" <= letter <= "\u31ff"


def _fold_latin(text: str) -> str:
    """ASCII letters, primes and double quotes to a key; the kept words stay as they are."""
    words = text.split()
    if KEPT_WORDS.isdisjoint(words):
        return _merged(" ".join(words))
    keys = (
        words_of if is_kept else [_merged(" ".join(words_of))]
        for is_kept, run in groupby(words, KEPT_WORDS.__contains__)
        for words_of in [list(run)]
    )
    return " ".join(filter(None, chain.from_iterable(keys)))


def _merged(text: str) -> str:
    """The letters merged that romanisations write for one another; each rule keeps the others' work."""
    text = text.translate(_ONE_LETTER)
    if '"' in text:
        text = with_hard_signs(text, "'").replace('"', " ")
    if "'" in text:
        text = re.sub(_SOFT_SIGN, "i", text).replace("'", "")
    if "j" in text:
        # Words in je, ji, jo are Kazakh, Kyrgyz or pinyin; in ja, ju also scholarly (Jurij).
        text = re.sub(r"\bj(?=[eio])", "zh", text).replace("j", "i")
    if "x" in text:
        text = re.sub(r"(?<=[a-z])x", "ks", text)
    if "h" in text:
        text = re.sub(r"\bkh+", "h", text)
        text = re.sub(r"(?<=[kg])h+", "", text)
        text = re.sub(r"(?<=[aeioulmnr])h+", "k", text)
    # Kazakh Latin has tş for ч and şş for щ; GOST 7.79 B has shh for щ.
    text = text.replace("ts", "c").replace("shsh", "shch").replace("shh", "shch")
    if "ii" in text:
        text = re.sub(_LONG_I, lambda found: found[1] or "i", text)
    if "ie" in text:
        # Yeltsin, El'tsin; Syroyezhkin, Syroezhkin; but year is not ear.
        text = re.sub(r"\bie(?!a)|(?<=[aeou])ie", "e", text)
    return " ".join(text.split())


def with_hard_signs(text: str, sign: str) -> str:
    """The text with another sign for quotation marks that stand for a hard sign, as in ob"ekt."""
    return re.sub(_HARD_SIGN, sign, text) if '"' in text or "”" in text else text


def _read_otherwise(lower: str) -> str:
    text = re.sub(_OTHER_X, "kh", lower.replace("ç", "ch"))
    return re.sub(_OTHER_J, lambda j: "y" if text[j.end() : j.end() + 1] in "eo" else "zh", text)


# Han


def _han_runs(text: str) -> list[str]:
    composed = unicodedata.normalize("NFKC", text)
    return ["".join(run) for han, run in groupby(composed, _is_han) if han]


def _sounded(run: str) -> list[tuple[str, ...]]:
    """The syllables of each word of a run, by pypinyin's own segmentation."""
    from pypinyin.seg.mmseg import seg  # a tenth of a second: only where there is Han to index

    return [_syllables(word) for word in seg.cut(run)]


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin([word], errors="ignore", v_to_u=True))


def _joined(words: list[tuple[str, ...]]) -> Iterator[str]:
    syllables = list(chain.from_iterable(words))
    # In an abstract only pairs: each further length would add as much again to the index.
    longest = 4 if len(syllables) <= _TITLE else 2
    for size in range(2, longest + 1):
        for start in range(len(syllables) - size + 1):
            yield "".join(syllables[start : start + size])
    yield from ("".join(word) for word in words if len(word) > longest)


# Indexing


def _forms(text: str) -> Iterator[str]:
    """Further words to find the text by, as keys."""
    # 1,073 is found as 1073, too.
    if "," in text:
        yield from (number.replace(",", "") for number in re.findall(_THOUSANDS, text))
    for word in dict.fromkeys(text.split()):
        yield from _forms_of_word(word)
    if not text.isascii():
        for run in re.findall(_KANA_RUN, text):
            yield "".join(fold(run).split())


@lru_cache(maxsize=32_768)
def _forms_of_word(word: str) -> tuple[str, ...]:
    return () if _NOTABLE.isdisjoint(word) else tuple(_forms_of_notable(word))


def _forms_of_notable(word: str) -> Iterator[str]:
    yield from chain.from_iterable(key.split() for key in readings(word)[1:])
    yield from unhyphenated(word)
    head, _, tail = word.replace("’", "'").partition("'")
    if len(head) <= _ELIDED:
        yield from fold(tail).split()
    elif len(tail) > 1:  # who types a space for the apostrophe
        yield from fold(f"{head} {tail}").split()


def unhyphenated(word: str) -> Iterator[str]:
    """The keys of a hyphenated word written as one: `nonstate`; none of Han and of periods."""
    joined = word.translate(_UNHYPHENATED)
    for key in readings(joined) if joined != word else ():
        # Not 2010-2020, and not Han, whose characters stay apart.
        if key.isascii() and key and " " not in key and not key.isdigit():
            yield key
