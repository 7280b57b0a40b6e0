"""Names as references print them, taken apart into what an agent of the library has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_SUFFIXES: Final = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "мл.", "ст."))
_PARTICLES: Final = frozenset(
    (
        *("von", "van", "der", "den", "de", "du", "la", "le", "di", "da", "del", "della", "dos"),
        *("das", "zu", "zur", "ten", "ter", "al", "el", "ibn", "bin", "af", "av"),
    )
)
_BODY_WORDS: Final = re.compile(
    r"(?i)\b(?:universit\w*|institut\w*|college|school|academ\w*|akadem\w*|ministr?\w*|department|"
    r"office|bureau|agency|commission|committee|council|centre|center|centr\w*|zentrum|"
    r"organi[sz]ation\w*|associat\w*|societ\w*|union|federation|foundation|fund|bank|group|team|"
    r"consortium|collaborat\w*|company|corporation|inc|ltd|llc|gmbh|press|publish\w*|library|museum|"
    r"archiv\w*|government|parliament|embassy|republic|nations|party|congress|conference|"
    r"laborator\w*|hospital|project|network|service|staff|editors|authors|"
    r"университет\w*|институт\w*|академи\w*|министерств\w*|комитет\w*|центр\w*|фонд\w*|банк\w*|"
    r"организаци\w*|общество|агентств\w*|посольств\w*|библиотек\w*|"
    r"университеті|институты|академиясы|министрлігі|комитеті|орталығы|қоры|банкі)\b"
    r"|大学|学院|研究所|研究院|委员会|中心|银行|协会|出版社|部$|局$"
)


_SYLLABLE: Final = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|[aeio]n|ai|ao|ei|ia|ie|iu|ou|ua|ue|ui|un|uo|[aeiouü])"
)
_CHINESE: Final = (
    "(?:Bai|Cai|Cao|Chang|Chen|Cheng|Cui|Dai|Deng|Ding|Dong|Du|Duan|Fan|Fang|Feng|Fu|Gao|Gong|Gu|Guo|Han"
    "|Hao|He|Hou|Hu|Huang|Jia|Jiang|Jin|Kong|Lai|Lei|Li|Liang|Liao|Lin|Liu|Long|Lu|Luo|Lü|Ma|Mao|Meng"
    "|Ouyang|Pan|Peng|Qian|Qiao|Qin|Qiu|Ren|Shao|Shen|Shi|Sima|Song|Su|Sun|Tan|Tang|Tao|Tian|Wan|Wang|Wei"
    "|Wen|Wu|Xi|Xia|Xiang|Xiao|Xie|Xiong|Xu|Xue|Yan|Yang|Yao|Ye|Yi|Yin|Yu|Yuan|Zeng|Zhang|Zhao|Zheng|Zhong"
    f"|Zhou|Zhu|Zou) (?i:{_SYLLABLE}(?:['’-]?{_SYLLABLE})?)"
)
"""A Chinese name in pinyin, the family name first, as it is printed: Xi Jinping."""


_INITIALS_LAST: Final = (
    r"([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?) ((?:(?:[^\W\d_]|Дж|Ю[рл])\.[ -]?){1,3})"
)
"""A name with its initials behind it, as Russian references print it: Сыроежкин К.Л."""


class PrintedName(NamedTuple):
    """A name by its parts; `literal` alone where it is a body's or cannot be taken apart."""

    family: str = ""
    given: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""
    is_body: bool = False

    @property
    def filed(self) -> str:
        """The form it is filed under: Nye, Joseph S., Jr."""
        if self.literal:
            return self.literal
        family = " ".join(filter(None, (self.non_dropping_particle, self.family)))
        given = " ".join(filter(None, (self.given, self.dropping_particle)))
        return ", ".join(filter(None, (family, given, self.suffix)))


@lru_cache(maxsize=20_000)
def name_of(printed: str) -> PrintedName:
    """A printed name by its parts: “Berg, Anna van den”, “Nye, Joseph S., Jr.”, “World Bank”.

    Without a comma it is a body where a word says so, else a person whose family name comes last;
    a name in Han characters is kept whole.
    """
    text = re.sub(r"\s+", " ", printed).strip().strip(",;")
    if not text:
        return PrintedName()
    if "," in text:
        return _inverted(text)
    if is_body(text):
        return body_of(text)
    if not re.search(r"[^\W\d_]", text) or re.search(
        r"[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]", text
    ):
        return PrintedName(literal=text)
    if initials := re.fullmatch(_INITIALS_LAST, text):
        return _inverted(f"{initials[1]}, {initials[2]}")
    words = text.split(" ")
    if len(words) == len(("Xi", "Jinping")) and re.fullmatch(_CHINESE, text):
        return PrintedName(literal=text)
    return _in_order(words)


def body_of(printed: str) -> PrintedName:
    """A body by its name as printed."""
    return PrintedName(literal=re.sub(r"\s+", " ", printed).strip(), is_body=True)


def is_body(text: str) -> bool:
    """Whether a name without a comma is a body's: by its words, its figures, or capitals alone."""
    if _BODY_WORDS.search(text) or re.search(r"\d|[&/@()]", text):
        return True
    return " " not in text and text.isupper() and len(text) > 1 and not text.endswith(".")


def _inverted(text: str) -> PrintedName:
    parts = [part.strip() for part in text.split(",")]
    family, *others = parts
    suffix = ""
    for part in others:
        if part.lower() in _SUFFIXES:
            suffix = part
    others = [part for part in others if part and part.lower() not in _SUFFIXES]
    if len(others) > 1 and (_BODY_WORDS.search(text) or len(family.split()) > 3):
        return body_of(text)  # a body with its place or the body it belongs to
    if others and _BODY_WORDS.search(others[0]):
        return body_of(text)
    given = ", ".join(others)
    words = given.split(" ")
    dropped: list[str] = []
    while len(words) > 1 and words[-1].lower() in _PARTICLES and words[-1].islower():
        dropped.insert(0, words.pop())
    kept = []
    names = family.split(" ")
    while len(names) > 1 and names[0].lower() in _PARTICLES and names[0].islower():
        kept.append(names.pop(0))
    return PrintedName(
        family=" ".join(names),
        given=" ".join(words),
        dropping_particle=" ".join(dropped),
        non_dropping_particle=" ".join(kept),
        suffix=suffix,
    )


def _in_order(words: list[str]) -> PrintedName:
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in _SUFFIXES else ""
    if len(words) == 1:
        return PrintedName(family=words[0], suffix=suffix)
    first = next(
        (
            at
            for at, word in enumerate(words)
            if at and word.lower() in _PARTICLES and word.islower()
        ),
        len(words) - 1,
    )
    particles = []
    while first < len(words) - 1 and words[first].lower() in _PARTICLES:
        particles.append(words[first])
        first += 1
    given = words[: first - len(particles)]
    return PrintedName(
        family=" ".join(words[first:]),
        given=" ".join(given),
        non_dropping_particle=" ".join(particles),
        suffix=suffix,
    )
