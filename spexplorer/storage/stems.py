"""The key that the forms of a word share: traders and trade, programme and programs, школы and школа.

English and Russian are stemmed by Snowball (PyStemmer), which is loaded when first needed; British and
American spelling are made one before. Kazakh joins endings to its words by rule, and is stripped of
them here: plural, possessive and case, as Krippes (1996) lists them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from spexplorer.storage.folding import fold

_WORD: Final = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_LONGEST: Final = 40
"""Longer strings are no words; stemmers need not read them."""

_IRREGULAR: Final = {
    form: word
    for word, forms in {
        "be": "is are was were been being am",
        "become": "became",
        "begin": "began begun",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "child": "children",
        "choose": "chose chosen",
        "come": "came",
        "draw": "drew drawn",
        "fall": "fell fallen",
        "feel": "felt",
        "find": "found",
        "get": "got gotten",
        "give": "gave given",
        "go": "went gone goes",
        "grow": "grew grown",
        "have": "has had",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "leave": "left",
        "lend": "lent",
        "lose": "lost",
        "make": "made",
        "man": "men",
        "mean": "meant",
        "meet": "met",
        "pay": "paid",
        "person": "people persons",
        "rise": "rose risen",
        "run": "ran",
        "say": "said",
        "see": "saw seen",
        "sell": "sold",
        "send": "sent",
        "show": "shown",
        "speak": "spoke spoken",
        "spend": "spent",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "win": "won",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
"""Forms that no rule leads back to their word."""

_BRITISH: Final = (
    (r"^(programm)es?$", "program"),
    (r"^practis", "practic"),
    (r"^(def|off|pret|lic)ens(?=e|ing)", r"\1enc"),
    (r"^analys(?=e|ing)", "analyz"),
    (r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)", "iz"),
    (r"(?<=[a-z]{3})our(?=(?:s|ed|ing|er|ers|able|ite|ites|al|hood|hoods|ly|less|ful)?$)", "or"),
    (r"(?<=[a-z][bcdgt])re(?=[sd]?$)", "er"),
    (r"ogue(?=s?$)", "og"),
    (r"(?<=[a-z])ae(?=[a-z])", "e"),
    (r"^manoeuvr", "maneuver"),
    (r"^(?:grey)", "gray"),
    (r"^enquir", "inquir"),
    (r"^artefact", "artifact"),
    (r"^(skil|wil|fulfil)(?=ful|s?$|ment)", r"\1l"),
    (r"dgement", "dgment"),
    (r"^ageing", "aging"),
    (r"^ploug", "plow"),
    (r"^sceptic", "skeptic"),
    (r"^jeweller", "jewelr"),
    (r"^aluminium", "aluminum"),
    (r"^(cheque)(?=s?$)", "check"),
    (r"^mould", "mold"),
    (r"^towards$", "toward"),
    (r"^(learn|burn|spoil|dream)t$", r"\1ed"),
)
"""British spelling, then the American; what is no English word is changed alike wherever it stands."""

_KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")
_KAZAKH_ENDINGS: Final = (
    # case; possessive; plural, from the end of the word inwards
    r"(?:[нндт]?[ыі]ң|[дтн][ыі]|[гқғк][ае]|н[ае]|(?<!с)[дт][ае]н|н[ае]н|нд[ае]|[дт][ае]|[мбп]ен|н)$",
    r"(?:с?[ыі]|[ыі]?м[ыі]з|[ыі]?ң[ыі]з|[ыі]?[мң]|лары|лері|дары|дері|тары|тері)$",
    r"[лдт][ае]р$",
)
_KAZAKH_STEM: Final = 3
"""Letters that an ending leaves at least."""
_VOICED: Final = str.maketrans("бгғ", "пкқ")
"""A last consonant that becomes voiced before an ending: кітап, кітабы."""


def words_in(text: str) -> list[str]:
    """The words of a text as they are written, without figures and signs."""
    return re.findall(_WORD, text)


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """The key that all forms of a word share; that of a word in no known script is its own."""
    lower = word.casefold().replace("’", "'")
    lower = lower.removesuffix("'s").removesuffix("'")
    if len(lower) > _LONGEST:
        return fold(lower)
    if re.fullmatch(r"[a-z']+", lower) is not None:
        return fold(_english(lower))
    if re.fullmatch(r"[а-яёәғқңөұүһі]+", lower) is None:
        return fold(lower)
    if _KAZAKH_LETTERS.isdisjoint(lower):
        return fold(_snowball("russian")(lower.replace("ё", "е")))
    return fold(_kazakh(lower))


@cache
def _snowball(language: str) -> Callable[[str], str]:
    from Stemmer import Stemmer  # not before a word is looked for in other forms

    stem: Callable[[str], str] = Stemmer(language).stemWord
    return stem


def _english(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    if _maybe_british()(word):  # one search instead of one for each rule
        for british, american in _BRITISH:
            word = re.sub(british, american, word)
    stem = _snowball("english")(word)
    # travelled and traveled, enrol and enroll; but not call.
    if stem.endswith("ll") and len(re.findall(r"[aeiouy]+", stem)) > 1:
        return stem[:-1]
    return stem


@cache
def _maybe_british() -> Callable[[str], object]:
    return re.compile("|".join(f"(?:{british})" for british, _ in _BRITISH)).search


def _kazakh(word: str) -> str:
    stem = word
    for ending in _KAZAKH_ENDINGS:
        shorter = re.sub(ending, "", stem)
        if len(shorter) >= _KAZAKH_STEM:
            stem = shorter
    return stem[:-1] + stem[-1].translate(_VOICED)
