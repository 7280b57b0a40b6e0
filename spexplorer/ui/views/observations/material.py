"""The observations as this tab reads them: each with its passages, in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spexplorer.domain.filters import Values
from spexplorer.domain.findings import Note
from spexplorer.domain.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spexplorer.domain.filters import Filter
    from spexplorer.domain.listing import PassagePlace
    from spexplorer.exploring.passes import Passing
    from spexplorer.operations.reader import Reader
    from spexplorer.workspace.workspace import Workspace

CONFIDENCES = ("high", "medium", "low")
"""How sure an observation is, the surest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An observation, the passages it rests on in their order, and the sections those are in."""

    note: Note
    passages: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the note."""
        return self.note.id


class Material:
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
                entries.append(Entry(note, passages, sections))
        last = len(order)
        entries.sort(key=lambda e: (order[e.passages[0]] if e.passages else last, e.id))
        self.entries = entries
        self.by_id: Mapping[str, Entry] = {entry.id: entry for entry in entries}

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

    def passing(self, workspace: Workspace, passing: Passing | None) -> list[Entry]:
        """The observations that pass, certainly or possibly; all of them without an index."""
        index = workspace.index
        if index is None or passing is None:
            return self.entries
        return [e for e in self.entries if passing.possible[index.position[e.id]]]


def passing_without(workspace: Workspace, wanted: Filter, *facets: str) -> Passing | None:
    """What passes a filter when some facets are left out of it; None before the index."""
    if workspace.index is None:
        return None
    for facet in facets:
        wanted = wanted.without(facet)
    return workspace.index.passing(wanted)


def confident(entries: Iterable[Entry], confidence: str) -> list[Entry]:
    """The observations of a confidence, or all for ""."""
    return [e for e in entries if not confidence or e.note.confidence == confidence]


def having(entries: Iterable[Entry], words: str) -> list[Entry]:
    """The observations with all of some words, as printed, read or explained; all for ""."""
    wanted = words.casefold().split()
    if not wanted:
        return list(entries)
    found = []
    for entry in entries:
        note = entry.note
        parts = (note.as_printed, note.reading, note.explanation)
        text = " ".join(part for part in parts if part).casefold()
        if all(word in text for word in wanted):
            found.append(entry)
    return found


def resting(entries: Iterable[Entry]) -> Counter[str]:
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


def crossed(entries: Iterable[Entry]) -> Counter[tuple[str, str]]:
    """(type, section) -> how many observations; one on two sections counts in both."""
    return Counter((e.note.note_type, section) for e in entries for section in e.sections)
