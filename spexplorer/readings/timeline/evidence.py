"""What the events of a library rest on: a sign behind the title, and sentences when one is pointed at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.exploring.index import Index
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.timeline.events import Events
    from spexplorer.readings.timeline.scale import Mask
    from spexplorer.words.language import Language

FOOTNOTED: Final = "¹"
UNSUPPORTED: Final = " ∅"
OBSERVED: Final = " ※"
"""The sign of what an observation of the library remarks on: a doubtful date, no source given."""

SIGNS: Final = (FOOTNOTED, UNSUPPORTED, OBSERVED)


def sign_words(tr: Language, sign: str) -> str:
    """What a sign means."""
    return {
        FOOTNOTED: tr("rests on a footnote"),
        UNSUPPORTED: tr("rests on no passage"),
        OBSERVED: tr("an observation remarks on it"),
    }[sign]


_NAMED: Final = 2
"""How many passages and observations are named; the evidence has them all."""
_READ: Final = 5_000
"""In a library of more events observations are told of one event at a time, not by signs."""


class EvidenceMarks(NamedTuple):
    """Which events rest on a footnote, which on no passage, which have an observation."""

    footnoted: Mask
    unsupported: Mask
    observed: Mask

    def sign(self, at: int) -> str:
        """The signs behind the title of an event; "" for what the source says in its own words."""
        return (
            (FOOTNOTED if self.footnoted[at] else "")
            + (UNSUPPORTED if self.unsupported[at] else "")
            + (OBSERVED if self.observed[at] else "")
        )

    def signs(self) -> list[str]:
        """The signs that occur."""
        pairs = zip(SIGNS, self, strict=True)
        return [sign for sign, mask in pairs if mask.any()]

    def words(self, tr: Language, at: int) -> str:
        """The signs of an event as words, for who cannot see them."""
        return "; ".join(sign_words(tr, sign) for sign in SIGNS if sign in self.sign(at))


def marks_of(index: Index, events: Events) -> EvidenceMarks:
    """What the columns of an index tell; observations are read later."""
    found = {name: np.zeros(len(events), dtype=np.bool_) for name in ("footnoted", "none")}
    values, records, codes = index.pairs("support", "event")
    places = events.places(records.astype(np.int64))
    for name, mask in found.items():
        if name in values:
            mask[places[(codes == values.index(name)) & (places >= 0)]] = True
    return EvidenceMarks(found["footnoted"], found["none"], np.zeros(len(events), dtype=np.bool_))


def observed_events(reader: Reader, events: Events) -> Mask:
    """Which events an observation remarks on."""
    mask = np.zeros(len(events), dtype=np.bool_)
    if 0 < len(events) <= _READ:
        links = reader.links_to("event", ("target",))
        mask[np.isin(events.number, links.target[links.coded({"note": 1}) == 1])] = True
    return mask


def evidence_words(tr: Language, reader: Reader, record: Record) -> Iterator[str]:
    """What a record rests on, and what the library remarks on it, a line each."""
    passages = [piece.passage for piece in record.evidence]
    if not passages:
        yield tr("Rests on no passage.")
    else:
        named = [_place(reader, passage) for passage in passages[:_NAMED]]
        more = len(passages) - len(named)
        if more:
            named.append(tr.counted(more, "{n} more passage", "{n} more passages"))
        yield tr("Evidence (E): {places}", places="; ".join(named))
        if len(passages) == 1:
            yield tr("A single passage stands behind it.")
    yield from _observations(reader, record.id)


def _place(reader: Reader, passage: str) -> str:
    row = reader.row(passage)
    return passage if row is None else ", ".join(part for part in (row.label, row.detail) if part)


def _observations(reader: Reader, record_id: str) -> Sequence[str]:
    """The observations on a record by their sort."""
    notes = [
        ": ".join(part for part in (link.row.detail, link.row.label) if part)
        for sort in reader.linked(record_id, _NAMED)
        if not sort.outward and sort.kind == "note"
        for link in sort.links
    ]
    return [OBSERVED.strip() + " " + note for note in notes[:_NAMED]]
