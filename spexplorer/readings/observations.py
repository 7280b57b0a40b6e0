"""What the tab Observations shows: each observation with its passages, and the list of them in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spexplorer.domain.filters import Values
from spexplorer.domain.findings import Note
from spexplorer.domain.kinds import kind_of
from spexplorer.readings.tables import GroupHeading, ListEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spexplorer.domain.filters import Filter
    from spexplorer.domain.listing import PassagePlace
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.passes import Passing
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

CONFIDENCES = ("high", "medium", "low")
"""How sure an observation is, the surest first."""


@dataclass(frozen=True, slots=True)
class Observation:
    """An observation, the passages it rests on in their order, and the sections those are in."""

    note: Note
    passages: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the note."""
        return self.note.id


class ObservationsReading:
    """Reads the observations and the passages of the source once."""

    def __init__(self, reader: Reader) -> None:
        self.passages: list[PassagePlace] = reader.passages()
        order = {passage.id: at for at, passage in enumerate(self.passages)}
        section_of = {passage.id: passage.section for passage in self.passages}
        self.sections = list(dict.fromkeys(section_of.values()))
        entries = []
        for note in reader.records("note"):
            if isinstance(note, Note):
                known = {item.passage for item in note.evidence} & order.keys()
                passages = tuple(sorted(known, key=lambda uid: order[uid]))
                sections = tuple(dict.fromkeys(section_of[uid] for uid in passages))
                entries.append(Observation(note, passages, sections))
        last = len(order)
        entries.sort(key=lambda e: (order[e.passages[0]] if e.passages else last, e.id))
        self.entries = entries
        self.by_id: Mapping[str, Observation] = {entry.id: entry for entry in entries}

    def on_map(self, current: str | None) -> str | None:
        """The passage to mark: the current one, or the first of the current observation."""
        if current is None or kind_of(current) == "passage":
            return current
        entry = self.by_id.get(current)
        return entry.passages[0] if entry and entry.passages else None

    def types(self, terms: Iterable[str]) -> list[str]:
        """The types that occur, in the order of their vocabulary, unknown ones last."""
        found = {entry.note.note_type for entry in self.entries}
        known = [code for code in terms if code in found]
        return known + sorted(found - set(known))

    def passing(self, index: Index | None, passing: Passing | None) -> list[Observation]:
        """The observations that pass, certainly or possibly; all of them without an index."""
        if index is None or passing is None:
            return self.entries
        return [e for e in self.entries if passing.possible[index.position[e.id]]]


def confident(entries: Iterable[Observation], confidence: str) -> list[Observation]:
    """The observations of a confidence, or all for ""."""
    return [e for e in entries if not confidence or e.note.confidence == confidence]


def resting(entries: Iterable[Observation]) -> Counter[str]:
    """Passage -> how many of the observations rest on it."""
    return Counter(passage for entry in entries for passage in entry.passages)


def keeping(present: Filter, code: str, section: str) -> Filter:
    """A filter that keeps one type and one section alone, or neither when it already does."""
    wanted = present.without("note_type").without("section")
    types, sections = frozenset({code}), frozenset({section})
    if (present.values("note_type"), present.values("section")) == (types, sections):
        return wanted
    wanted = wanted.with_constraint(Values("note_type", types))
    return wanted.with_constraint(Values("section", sections))


def crossed(entries: Iterable[Observation]) -> Counter[tuple[str, str]]:
    """(type, section) -> how many observations; one on two sections counts in both."""
    return Counter((e.note.note_type, section) for e in entries for section in e.sections)


def listed(
    tr: Language,
    reader: Reader,
    shown: Iterable[Observation],
    types: Iterable[tuple[str, str]],
    counts: Mapping[str, int],
    kept: frozenset[str],
    is_certain: Callable[[str], bool],
) -> list[ListEntry | GroupHeading]:
    """The observations under the heads of their types, (type, words) in order.

    `counts` says how many a type has, were none of the types `kept` alone; a head stands there for
    every type that has any, so that the others stay in reach.
    """
    lines: dict[str, list[ListEntry]] = {}
    for entry in shown:
        line = _entry(tr, reader, entry, certain=is_certain(entry.id))
        lines.setdefault(entry.note.note_type, []).append(line)
    rows: list[ListEntry | GroupHeading] = []
    for code, words in types:
        if counts.get(code) or code in kept:
            rows.append(_head(tr, code, words, counts.get(code, 0), kept=code in kept))
            rows += lines.get(code, [])
    return rows


def _head(tr: Language, code: str, words: str, number: int, *, kept: bool) -> GroupHeading:
    offer = tr("show all types") if kept else tr("show only these")
    some = tr.counted(number, "{n} observation", "{n} observations")
    spoken = tr("{type}: {number}. Press Enter to {offer}.", type=words, number=some, offer=offer)
    return GroupHeading(code, f"✓ {words}" if kept else words, number, offer, spoken=spoken)


def _entry(tr: Language, reader: Reader, entry: Observation, *, certain: bool) -> ListEntry:
    note = entry.note
    printed = f"“{note.as_printed}”" if note.as_printed else ""
    label = " → ".join(filter(None, (printed, note.reading)))
    sure = reader.term("note_confidence", note.confidence) if note.confidence else ""
    spoken = [
        tr("printed: {words}", words=note.as_printed) if note.as_printed else "",
        tr("read: {words}", words=note.reading) if note.reading else "",
        tr("confidence: {words}", words=sure or tr("not stated")),
        note.explanation,
    ]
    return ListEntry(
        entry.id,
        label or note.explanation,
        note.explanation if label else "",
        possible=not certain,
        mark=note.confidence or "",
        aside=sure,
        spoken="; ".join(filter(None, spoken)),
    )
