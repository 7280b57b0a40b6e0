"""A record as it is compared with others: its names folded to one key, whatever script they are in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from spexplorer.storage.folding import fold, pinyin
from spexplorer.storage.traits import Traits

_HAN: Final = re.compile("[㐀-鿿]")
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


class Form(NamedTuple):
    """One name of a record: its folded words, the same without spaces, and the numbers among them."""

    key: str
    compact: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]


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
    keys = dict.fromkeys(key for name in names for key in _keys(name))
    schemes: dict[str, set[str]] = {} if traits.identifiers else _NONE
    for scheme, value in traits.identifiers:
        schemes.setdefault(scheme, set()).add(value)
    year = _YEAR.match(traits.date)
    return Candidate(
        traits,
        kind,
        tuple(form for key in keys if (form := _form(key)).compact),
        int(year[0]) if year else None,
        frozenset(key for name in traits.people for key in _person_keys(name)),
        {name: _number_key(value) for name, value in numbers.items()} if numbers else _NO_NUMBERS,
        frozenset(traits.identifiers),
        schemes,
    )


@lru_cache(20_000)
def _number_key(text: str) -> str:
    return fold(text)


def _keys(name: str) -> tuple[str, ...]:
    """The folded name, and where it is Chinese the pinyin of it: by syllables, and in one piece.

    Where the words of pinyin begin and end is left to who writes it, and folding looks at words.
    """
    key = fold(name)
    for article in _ARTICLES:
        key = key.removeprefix(article)
    if _HAN.search(name) is None:
        return (key,)
    syllables = pinyin(name)
    return (key, syllables, fold(syllables.replace(" ", "")))


def _form(key: str) -> Form:
    words = tuple(key.split())
    numbers = tuple(word for word in words if word in _ROMAN or any(map(str.isdigit, word)))
    return Form(key, key.replace(" ", ""), words, numbers)


@lru_cache(20_000)
def _person_keys(name: str) -> tuple[str, ...]:
    """What a person is told by beside a work: the family name, or what stands before the comma."""
    family = name.partition(",")[0]
    return tuple(key.replace(" ", "") for key in _keys(family) if key)
