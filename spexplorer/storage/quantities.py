"""Figures: how a quantity is written wherever people write it, and which records carry a typed one.

A person types 28.6, “28.6 billion”, 2,100,000, 2,1 млн, 12 % or “rank 2”. What is meant is compared
with the numbers of the statistics themselves, so that libraries made before this was written find them
as well; beside that, `printed_forms` are indexed as text.
"""

import re
import sqlite3
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from spexplorer.storage.folding import fold, index_text
from spexplorer.storage.query import Groups, groups_of, match_expression, ungrouped

_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

_MULTIPLIERS: Final = {
    fold(word): scale
    for words, scale in (
        ("thousand thousands k тыс тысяча тысячи тысяч мың", 1e3),
        ("million millions m mn mln mio млн миллион миллиона миллионов", 1e6),
        ("billion billions bn bln млрд миллиард миллиарда миллиардов", 1e9),
        ("trillion trillions tn trn трлн триллион триллиона триллионов", 1e12),
    )
    for word in words.split()
} | {"万": 1e4, "亿": 1e8}
"""Folded word -> what it multiplies the number before it by."""

_HAN_MULTIPLIERS: Final = frozenset("万亿")

_UNIT_WORDS: Final = {
    "dollar": ("US$", "USD", "US dollars", "dollars"),
    "euro": ("EUR", "euros"),
    "yuan": ("CNY", "RMB", "renminbi"),
    "tenge": ("KZT",),
    "ruble": ("RUB", "rubles", "roubles"),
    "percent": ("per cent", "percentage"),
    "per": ("a", "annually", "yearly"),
    "persons": ("people",),
    "rank": ("place", "number"),
}
"""Word in the code of a unit -> other words people type for it."""

_NUMBER: Final = (
    r"(?<![\w.,])([0-9][0-9']*(?:[.,][0-9]+)?)(st|nd|rd|th)?(?![0-9])[ \u00a0]?([^\W\d_]*)"
)
# Signs of currencies and units to the words they stand for.
_SIGNS: Final = {
    ord(sign): f" {word} "
    for signs, word in (
        ("$", "usd"), ("€", "eur"), ("¥", "cny"), ("₸", "kzt"), ("₽", "rub"), ("%", "percent"),
        ("№#", "rank"),
    )
    for sign in signs
}  # fmt: skip

_FIGURES: Final = 3
"""So many numbers of a query are tried as the value sought."""

_DIGITS: Final = 18
"""Longer numbers are no figures but registers, and more than a float tells apart."""

_LOOKED_AT: Final = 200
"""So many statistics of one value are looked at for the other words of the query."""

_ALIKE: Final = 1e-9
"""Numbers closer than this, relative to their size, are equal: 2.1 million is 2,100,000."""


class _Sought(NamedTuple):
    """A number of a query: what it is times `scale`, half its last digit, and the rest of the query."""

    value: float
    scale: float
    leeway: float
    rest: str


def carriers(connection: sqlite3.Connection, query: str, kind: str | None = None) -> list[int]:
    """The numbers of the statistics whose own value a query gives, best first; bounded.

    All other words of the query must be found in the statistic or be words for its unit. A value that
    rounds to a typed decimal fraction follows those that equal it. Nothing in quotation marks is a value.
    """
    if kind not in (None, "statistic") or not any(map(str.isdigit, query)) or '"' in query:
        return []
    found: dict[int, float] = {}
    for sought in _numbers_in(query):
        match = match_expression(connection, sought.rest)
        groups = groups_of(match) if match else []
        for number, distance in _valued(connection, sought, groups):
            found[number] = min(distance, found.get(number, distance))
    return sorted(found, key=lambda number: (found[number], number))


def printed_forms(value: float, unit: str) -> Iterator[str]:
    """How a value is written: digits together and in thousands, in millions, and with its unit."""
    for scale in (1.0, *_scales_in(unit)):
        digits = f"{value * scale:.10g}" if abs(value * scale) < 1e10 else f"{value * scale:.0f}"
        yield digits
        whole, point, decimals = digits.partition(".")
        if len(whole) > len("-100") and whole.lstrip("-").isdecimal():  # not 1e-09
            yield f"{int(whole):,}{point}{decimals}"
    for word, scale in _SCALES.items():
        if 1 <= abs(value) / scale < 1000:
            yield f"{value / scale:.4g} {word}"
    yield from _unit_forms(unit)


def _unit_forms(unit: str) -> Iterator[str]:
    words = unit.split("-")
    yield " ".join(words)
    for word in words:
        yield from _UNIT_WORDS.get(word, ())


def _numbers_in(query: str) -> Iterator[_Sought]:
    """Each number of a query as the value sought, with all that is left of the query."""
    text = ungrouped(query).translate(_SIGNS)
    tried = list(re.finditer(_NUMBER, text))
    for found in tried[:_FIGURES]:
        digits, ordinal, word = found.groups()
        word = word[:1] if word[:1] in _HAN_MULTIPLIERS else word  # 286亿美元
        multiplier = _MULTIPLIERS.get(fold(word), 0.0)
        after = found.start(3) + (len(word) if multiplier else 0)
        # The place of an ordinal is taken by what its value must be.
        rest = text[: found.start()] + (" rank " if ordinal else " ") + text[after:]
        # A comma that sets no three digits apart is a decimal one.
        plain = digits.replace("'", "").replace(",", ".")
        decimals = len(plain.partition(".")[2])
        leeway = 0.5 * 10.0**-decimals if decimals else 0.0
        if len(plain) <= _DIGITS:
            yield _Sought(float(plain), multiplier or 1.0, leeway, rest)


def _valued(
    connection: sqlite3.Connection, sought: _Sought, groups: Groups
) -> Iterator[tuple[int, float]]:
    """The statistics of a value, each with how far it lies from what was typed, relative to its leeway."""
    for scale in (1.0, *_SCALES.values()):
        middle = sought.value * sought.scale / scale
        reach = max(sought.leeway * sought.scale / scale, abs(middle) * _ALIKE)
        for row in _between(connection, middle - reach, middle + reach):
            # In words of its unit (28.6 of US$ billion) or in full (28,600,000,000).
            if scale not in (_scales_in(row.unit) or (1.0,)) and (scale, sought.scale) != (
                1.0,
                1.0,
            ):
                continue
            if not groups or _holds(row.words(), groups):
                distance = min(abs(value - middle) for value in row.values())
                yield row.number, 0.0 if distance <= abs(middle) * _ALIKE else distance / reach


def _scales_in(unit: str) -> tuple[float, ...]:
    """What the code of a unit multiplies its values by, if anything."""
    return tuple(_SCALES[word] for word in unit.split("-") if word in _SCALES)


class _Statistic(NamedTuple):
    number: int
    low: float
    high: float | None
    unit: str
    names: str
    body: str

    def values(self) -> tuple[float, ...]:
        return (self.low,) if self.high is None else (self.low, self.high)

    def words(self) -> str:
        """All that the other words of a query may name it by, folded."""
        forms = chain.from_iterable(printed_forms(value, self.unit) for value in self.values())
        return f" {self.names} {self.body} {index_text(*forms)} "


def _between(connection: sqlite3.Connection, low: float, high: float) -> list[_Statistic]:
    """The statistics of which one end lies in a range; each end has an index of its own."""
    return [
        _Statistic(*row)
        for bound in ("value", "value_high")
        for row in connection.execute(
            "SELECT statistic.id, value, value_high, unit, names, body FROM statistic"
            " JOIN search_document ON search_document.id = statistic.id"
            f" WHERE {bound} BETWEEN ? AND ? LIMIT {_LOOKED_AT}",
            (low, high),
        )
    ]


def _holds(text: str, groups: Groups) -> bool:
    return all(any(phrase.sought in text for phrase in group) for group in groups)
