"""A record as it is compared with others: its names folded to one key, whatever script they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from spexplorer.storage.folding import fold, pinyin
from spexplorer.storage.traits import Traits

_HAN: Final = re.compile("[㐀-鿿]")
_SYLLABLES: Final = re.compile("[\u3041-\u30ff\uac00-\ud7a3]")
_ROMAN: Final = frozenset(
    {
        *("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi"),
        *("xvii", "xviii", "xix", "xx"),
    }
)
_YEAR: Final = re.compile(r"-?[0-9]{4}")
_ARTICLES: Final = ("the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ")

_NONE: Final[dict[str, set[str]]] = {}
_NO_NUMBERS: Final[dict[str, str]] = {}

PERSON: Final = "person"


class Letters(Enum):
    """What the letters of a folded name stand for, hence how far a name of like letters is a like name."""

    OWN = "own"
    """Letters of the name, or of another alphabet."""
    SYLLABLES = "syllables"
    """Syllables of Korean or Japanese: another letter is another syllable."""
    PINYIN = "pinyin"
    """The sound of Chinese characters, which many words share."""


class Form(NamedTuple):
    """One name of a record: its folded words, the same without spaces, and the numbers among them."""

    key: str
    compact: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    letters: Letters = Letters.OWN


class Candidate(NamedTuple):
    """One record as it is compared: its traits, its names as folded, its year, who is connected with it."""

    traits: Traits
    kind: str
    forms: tuple[Form, ...]
    year: int | None
    people: frozenset[str]
    numbers: dict[str, str]
    identifiers: frozenset[tuple[str, str]]
    schemes: dict[str, set[str]]

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.traits.id


def candidate_of(kind: str, traits: Traits) -> Candidate:
    """A record as it is compared with others."""
    names = list(traits.names)
    numbers = dict(traits.numbers)
    if kind == "agent" and (family := numbers.pop("family", "")):
        names.append(f"{family} {numbers.pop('given', '')}")
    schemes: dict[str, set[str]] = {} if traits.identifiers else _NONE
    for scheme, value in traits.identifiers:
        schemes.setdefault(scheme, set()).add(value)
    year = _YEAR.match(traits.date)
    return Candidate(
        traits,
        kind,
        _forms(names),
        int(year[0]) if year else None,
        frozenset(key for name in traits.people for key in _person_keys(name)),
        {name: _number_key(value) for name, value in numbers.items()} if numbers else _NO_NUMBERS,
        frozenset(traits.identifiers),
        schemes,
    )


@lru_cache(20_000)
def _number_key(text: str) -> str:
    return fold(text)


def _forms(names: list[str]) -> tuple[Form, ...]:
    """The names of a record as they are compared; a name in Latin letters may be the pinyin of another."""
    keys = dict.fromkeys(key for name in names for key in _keys(name))
    sounds = {key.replace(" ", "") for name in names for key in _pinyin_keys(name)}
    syllables = {fold(name) for name in names if _SYLLABLES.search(name)}
    found = []
    for key in keys:
        form = _form(key)
        if form.compact in sounds:
            form = form._replace(letters=Letters.PINYIN)
        elif key in syllables:
            form = form._replace(letters=Letters.SYLLABLES)
        if form.compact:
            found.append(form)
    return tuple(found)


def _keys(name: str) -> Iterator[str]:
    """The folded name, and what it is in pinyin."""
    key = fold(name)
    for article in _ARTICLES:
        key = key.removeprefix(article)
    yield key
    yield from _pinyin_keys(name)


def _pinyin_keys(name: str) -> tuple[str, ...]:
    """The pinyin of a Chinese name: by syllables, and in one piece; of another none.

    Where the words of pinyin begin and end is left to who writes it, and folding looks at words.
    """
    if _HAN.search(name) is None:
        return ()
    syllables = pinyin(name)
    return (syllables, fold(syllables.replace(" ", "")))


@lru_cache(20_000)
def _form(key: str) -> Form:
    words = tuple(key.split())
    numbers = tuple(word for word in words if word in _ROMAN or any(map(str.isdigit, word)))
    return Form(key, key.replace(" ", ""), words, numbers)


@lru_cache(20_000)
def _person_keys(name: str) -> tuple[str, ...]:
    """What a person is told by beside a work: the family name, or what stands before the comma."""
    family = name.partition(",")[0]
    return tuple(key.replace(" ", "") for key in _keys(family) if key)
