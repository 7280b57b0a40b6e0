"""The line above the register: how many there are and pass, and in what order they stand."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.ui.translation import tr
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.readings.tables import Column, SortKey


def counts_in_words(kind: str, every: int, passing: int | None, only_possible: int) -> str:
    """“1,000,000 works, 12,345 pass the filter (230 possibly)”; `passing` is None without a filter."""
    name = kind_label(tr, kind) if every == 1 else tr(KIND_LABELS[kind])
    words = tr("{n} {kind}", n=f"{every:,}", kind=name.lower())
    if passing is None:
        return words
    maybe = tr(" ({n} possibly)", n=f"{only_possible:,}") if only_possible else ""
    verb = tr("passes the filter") if passing == 1 else tr("pass the filter")
    return tr("{words}, {n} {verb}{maybe}", words=words, n=f"{passing:,}", verb=verb, maybe=maybe)


def order_in_words(
    columns: Sequence[Column], order: Sequence[SortKey], waiting: Sequence[SortKey]
) -> str:
    """How the rows stand; while the wanted order is worked out, that they stand in list order."""
    words = _keys(columns, order) if order else tr("in list order")
    if waiting:
        return tr("{now}; {wanted} follows once the column is read", now=words,
                  wanted=_keys(columns, waiting))  # fmt: skip
    return words


def _keys(columns: Sequence[Column], order: Sequence[SortKey]) -> str:
    titles = {column.key: column.title for column in columns}
    up, down = tr("{c} ascending"), tr("{c} descending")
    keys = [(down if key.descending else up).format(c=titles[key.column]) for key in order]
    return tr("sorted by {keys}", keys=tr(", then ").join(keys))


def heading(counts: str, order: str, muted: str) -> str:
    """Rich text; `muted` is the colour of what stands beside the counts."""
    return f'<b>{escape(counts)}</b> <span style="color: {muted}">· {escape(order)}</span>'
