"""The keys of bars over years in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.domain.year_keys import years_of
from spexplorer.words.days import year_words

if TYPE_CHECKING:
    from spexplorer.words.language import Language


def year_key_label(tr: Language, key: str) -> str:
    """“2013”, “1990–1999”, “200–101 BCE”, “before 1987”, “after 2018”, “not known”."""
    span = years_of(key)
    if span is None:
        return tr("not known")
    first, last = span
    if first is None or last is None:
        if last is not None:
            return tr("before {year}", year=year_words(tr, last + 1))
        return tr("after {year}", year=year_words(tr, (first or 0) - 1))
    if first == last:
        return year_words(tr, first)
    if last <= 0:
        return tr("{first}–{last} BCE", first=tr.number(1 - first), last=tr.number(1 - last))
    return tr("{first}–{last}", first=year_words(tr, first), last=year_words(tr, last))


def year_key_tick(tr: Language, key: str) -> str:
    """A key as it stands on an axis: where its bar begins."""
    span = years_of(key)
    if span is None:
        return tr("?")
    if span.first is None:
        return tr("<{year}", year=year_words(tr, (span.last or 0) + 1))
    if span.last is None:
        return tr(">{year}", year=year_words(tr, span.first - 1))
    return year_words(tr, span.first)
