"""What facets, their values and their counts are called."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from spexplorer.domain.facets import KIND_LABELS, SUPPORT_LABELS
from spexplorer.words.language import PLAIN, Language

if TYPE_CHECKING:
    from spexplorer.domain.counts import Count
    from spexplorer.words.names import Names


def count_in_words(tr: Language, count: Count) -> str:
    """“4” or, where some are only possible, “4–6”."""
    most = tr.number(count.possible)
    return f"{tr.number(count.certain)}–{most}" if count.only_possible else most


def count_in_short(tr: Language, count: Count) -> str:
    """The same in thousands or millions: “20k–22k”. Certain ones are rounded down, possible ones up."""
    most = _short(tr, count.possible, ceil)
    return f"{_short(tr, count.certain, floor)}–{most}" if count.only_possible else most


def count_at_most(tr: Language, count: Count) -> str:
    """The least that can be said of a range: “≤22k”, how many there may be; “4” where all are certain."""
    most = _short(tr, count.possible, ceil)
    return tr("≤{n}", n=most) if count.only_possible else most


def _short(tr: Language, number: int, turn: Callable[[float], int]) -> str:
    for size, words in ((1_000_000, "{n}M"), (1_000, "{n}k")):
        if number >= size:
            parts = 10 if number < 10 * size else 1
            return tr(words, n=f"{turn(number * parts / size) / parts:g}")
    return tr.number(number)


def count_said(tr: Language, count: Count) -> str:
    """A count in a sentence, for tool tips and screen readers."""
    if count.only_possible:
        return tr(
            "certainly {low} records, possibly {high}",
            low=f"{tr.number(count.certain)}",
            high=tr.number(count.possible),
        )
    return tr.counted(count.possible, "{n} record", "{n} records")


def n_in_words(tr: Language, count: Count) -> str:
    """The n of a chart: “n = 4” or, where some are only possible, “n = 4–6”."""
    return tr("n = {n}", n=count_in_words(tr, count))


def passing_in_words(tr: Language, passes: Count | None, every: int) -> str:
    """“38 of 214 records (3 possibly)”; all records where nothing narrows them (None)."""
    if passes is None:
        return tr.counted(every, "{n} record", "{n} records")
    shown, all_of_them = tr.number(passes.possible), tr.number(every)
    if passes.only_possible:
        maybe = tr.number(passes.only_possible)
        return tr("{n} of {all} records ({maybe} possibly)", n=shown, all=all_of_them, maybe=maybe)
    return tr("{n} of {all} records", n=shown, all=all_of_them)


_BY_HAND: Final = "user"
"""The origin of what is entered in the window or by a command."""

_IMPORTED: Final = re.compile(r"(.+) (\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z?")
"""An import as records tell of it: its files, and when it was (UTC)."""


def origin_label(tr: Language, origin: str) -> str:
    """Where records came from, in words: the edition, an import with its day, or the user."""
    if origin == _BY_HAND:
        return tr("Entered here")
    if (match := _IMPORTED.fullmatch(origin)) is not None:
        from spexplorer.words.dates import in_words

        return tr(
            "{files}, imported {day} {time}",
            files=match[1],
            day=in_words(tr, match[2]),
            time=match[3],
        )
    return origin


def value_label(tr: Language, names: Names, facet: str, value: str) -> str:
    """What a value of a facet is called."""
    known = names.facet(facet)
    if known is not None and known.scheme:
        return names.term(known.scheme, value)
    if known is not None and known.holder:
        return names.label(value)
    match facet:
        case "kind":
            return tr(KIND_LABELS.get(value, value))
        case "support":
            return tr(SUPPORT_LABELS.get(value, value))
        case "language":
            from spexplorer.words.languages import language_label

            return language_label(tr, value)
        case "party" | "instrument":
            return names.label(value)
        case "origin":
            return origin_label(tr, value)
        case "footnote":
            return tr("No footnote") if value == "none" else tr("Footnote {number}", number=value)
        case "decade":
            return _decade_label(tr, value)
        case "section":
            return value.partition(":")[0]
    return value


def value_words(facet: str, value: str) -> tuple[str, ...]:
    """What a person may type for a value of a facet that is no field, besides the value itself."""
    match facet:
        case "support":
            return (SUPPORT_LABELS.get(value, value),)
        case "footnote":
            return (f"footnote {value}", "no" if value == "none" else "")
        case "decade" if value.endswith("X"):
            first = value.replace("X", "0")
            return (first, f"{first}s", _decade_label(PLAIN, value))
    return ()


def _decade_label(tr: Language, value: str) -> str:
    """“1990–1999” of 199X, “18th century” of 17XX."""
    if value == "other":
        return tr("Longer, or not certain")
    if value.endswith("XX"):
        from spexplorer.words.dates import in_words

        return in_words(tr, value)
    return tr("{first}–{last}", first=value.replace("X", "0"), last=value.replace("X", "9"))
