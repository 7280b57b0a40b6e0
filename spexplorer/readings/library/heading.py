"""The line above the register: how many there are and pass, and in what order they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.readings.tables import Column, SortKey
    from spexplorer.words.language import Language

NAMES: Final = {
    "work": "Works", "agent": "People and organisations", "place": "Places", "concept": "Concepts",
    "instrument": "Instruments of soft power", "event": "Events", "agreement": "Agreements",
    "statistic": "Figures", "claim": "Claims", "citation": "Footnotes",
    "passage": "Sentences of the source", "note": "Observations of the editors",
}  # fmt: skip
"""What the registers are called, in the words of whoever looks something up."""

_COUNTED: Final = {
    "work": ("{n} work", "{n} works"), "agent": ("{n} name", "{n} names"),
    "place": ("{n} place", "{n} places"), "concept": ("{n} concept", "{n} concepts"),
    "instrument": ("{n} instrument", "{n} instruments"), "event": ("{n} event", "{n} events"),
    "agreement": ("{n} agreement", "{n} agreements"), "statistic": ("{n} figure", "{n} figures"),
    "claim": ("{n} claim", "{n} claims"), "citation": ("{n} footnote", "{n} footnotes"),
    "passage": ("{n} sentence", "{n} sentences"), "note": ("{n} observation", "{n} observations"),
}  # fmt: skip

HOSTS: Final = "periodical"
"""The type of works that are no documents themselves: newspapers, journals and portals hold them."""


def counts_in_words(
    tr: Language,
    kind: str,
    every: int,
    passing: int | None = None,
    only_possible: int = 0,
    hosts: int = 0,
) -> str:
    """“1,000,000 works, 12,345 pass the filter (230 possibly)”; `passing` is None without a filter.

    `hosts` of the works are newspapers, journals and portals, which are told apart from documents.
    """
    words = tr.counted(every, *_COUNTED[kind])
    if hosts:
        documents = tr.counted(every - hosts, "{n} document", "{n} documents")
        others = tr.counted(
            hosts, "{n} newspaper, journal or portal", "{n} newspapers, journals and portals"
        )
        words = tr(
            "{works}: {documents}, {others}", works=words, documents=documents, others=others
        )
    if passing is None:
        return words
    if only_possible:
        pass_ = tr.counted(
            passing,
            "{n} passes the filter ({m} possibly)",
            "{n} pass the filter ({m} possibly)",
            m=tr.number(only_possible),
        )
    else:
        pass_ = tr.counted(passing, "{n} passes the filter", "{n} pass the filter")
    return tr("{all}, {passing}", all=words, passing=pass_)


def order_in_words(
    tr: Language, columns: Sequence[Column], order: Sequence[SortKey], waiting: Sequence[SortKey]
) -> str:
    """How the rows stand; while the wanted order is worked out, that they stand in list order."""
    words = _keys(tr, columns, order) if order else tr("in list order")
    if waiting:
        wanted = _keys(tr, columns, waiting)
        return tr("{now}; {wanted} follows once the column is read", now=words, wanted=wanted)
    return words


def _keys(tr: Language, columns: Sequence[Column], order: Sequence[SortKey]) -> str:
    titles = {column.key: column.title for column in columns}
    up, down = "{c} ascending", "{c} descending"
    keys = [tr(down if key.descending else up, c=titles[key.column]) for key in order]
    return tr("sorted by {keys}", keys=tr(", then ").join(keys))
