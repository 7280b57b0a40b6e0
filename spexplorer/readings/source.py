"""What the tab Source shows: the works that have passages, and what rests on each passage of one of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.kinds import KINDS, kind_of
from spexplorer.domain.works import Passage
from spexplorer.readings.copies import WorkChoice
from spexplorer.readings.tables import GroupHeading, ListEntry
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spexplorer.domain.listing import PassagePlace, Row
    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

_MOST_ROWS: Final = 12
"""Records of a kind that are read for each passage."""

_MANY_PASSAGES: Final = 4000
"""What rests on the passages behind these is not read ahead, but when one becomes the current one."""

RESTING_KINDS: Final = tuple(kind for kind in KINDS if kind != "passage")

_LONGEST: Final = 240


class RestingRecords(NamedTuple):
    """The records that rest on a passage, each once, and how many more there are."""

    rows: tuple[Row, ...] = ()
    unread: int = 0

    @property
    def number(self) -> int:
        """How many there are in all."""
        return len(self.rows) + self.unread


class SourceReading:
    """Reads the passages of a library once, and what rests on those of a work when it is asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._of_work: dict[str, list[PassagePlace]] = defaultdict(list)
        for passage in reader.passages():
            self._of_work[passage.work].append(passage)
        self.known = frozenset(p.id for found in self._of_work.values() for p in found)
        """The ids of all passages."""
        self._resting: dict[str, dict[str, RestingRecords]] = {}
        paper = reader.about.get("main_work") or ""
        self.work = paper if paper in self._of_work else next(iter(self._of_work), "")
        if self.work:
            self.resting(self.work)

    def works(self, attached: Iterable[str]) -> list[WorkChoice]:
        """The works that have passages or a copy, the source of the library first."""
        paper = self._reader.about.get("main_work") or ""
        named = sorted({*self._of_work, *attached}, key=lambda uid: (uid != paper, uid))
        return [WorkChoice(uid, self._reader.label(uid)) for uid in named if self._reader.row(uid)]

    def passages(self, work: str) -> Sequence[PassagePlace]:
        """The passages of a work in reading order, footnotes last."""
        return self._of_work.get(work, ())

    def resting(self, work: str) -> dict[str, RestingRecords]:
        """What rests on each passage of a work; a passage on which nothing does is not named."""
        if work not in self._resting:
            ids = [passage.id for passage in self.passages(work)[:_MANY_PASSAGES]]
            self._resting[work] = self._read(ids)
        return self._resting[work]

    def resting_on(self, work: str, passage: str) -> RestingRecords:
        """What rests on one passage, read when asked for where it was not read ahead."""
        found = self.resting(work)
        if passage not in found:
            found |= self._read([passage])
        return found.get(passage, RestingRecords())

    def _read(self, ids: Sequence[str]) -> dict[str, RestingRecords]:
        rows: dict[str, dict[str, Row]] = defaultdict(dict)
        totals: dict[str, dict[tuple[str, str], tuple[int, int]]] = defaultdict(dict)
        for one in self._reader.pointing(ids, RESTING_KINDS, _MOST_ROWS):
            rows[one.target][one.row.id] = one.row
            key = (one.predicate, one.row.kind)
            _, read = totals[one.target].get(key, (0, 0))
            totals[one.target][key] = one.total, read + 1
        order = {kind: at for at, kind in enumerate(KINDS)}
        return {
            uid: RestingRecords(
                tuple(sorted(found.values(), key=lambda row: order[row.kind])),
                sum(total - read for total, read in totals[uid].values()),
            )
            for uid, found in rows.items()
        }

    def work_of(self, record_id: str | None) -> str | None:
        """The work that a record is read in: its own, or that of the first passage it rests on."""
        if record_id is None:
            return None
        if record_id in self._of_work:
            return record_id
        passage = self.passage_of(record_id)
        record = self._reader.record(passage) if passage else None
        return record.work if isinstance(record, Passage) else None

    def passage_of(self, record_id: str | None) -> str | None:
        """The passage a record stands on: itself, or the strongest it rests on; a footnote its own."""
        from spexplorer.readings.evidence import evidence_of

        if record_id is None:
            return None
        kind = kind_of(record_id)
        if kind == "passage":
            return record_id
        if kind == "work" and record_id in self._of_work:
            return None
        links, _ = evidence_of(self._reader, record_id, _MOST_ROWS)
        return links[0].row.id if links else None


def outline(
    tr: Language,
    passages: Sequence[PassagePlace],
    resting: dict[str, RestingRecords],
    copy: OpenCopy | None,
    passes: Callable[[RestingRecords], int],
) -> list[ListEntry | GroupHeading]:
    """The passages under their sections: place, sentence where there is a copy, how much rests on each."""
    found: list[ListEntry | GroupHeading] = []
    section: str | None = None
    sizes: dict[str, int] = defaultdict(int)
    for passage in passages:
        sizes[_section(tr, passage)] += 1
    for passage in passages:
        here = _section(tr, passage)
        if here != section:
            section = here
            found.append(GroupHeading("", here, sizes[here]))
        number = passes(resting.get(passage.id, RestingRecords()))
        place = tr("Footnote {n}", n=passage.footnote) if passage.footnote is not None else ""
        sentence = copy.sentence(passage.id)[:_LONGEST] if copy is not None else ""
        lost = copy is not None and passage.id not in copy.spans
        found.append(
            ListEntry(
                passage.id,
                place or tr("¶ {p}, {s}", p=passage.paragraph, s=passage.sentence),
                tr("not found in your copy") if lost else sentence,
                sentence,
                aside=tr.number(number) if number else "",
                spoken=sentence,
            )
        )
    return found


def orphans(
    tr: Language, reader: Reader, passages: Sequence[PassagePlace], copy: OpenCopy
) -> list[ListEntry | GroupHeading]:
    """The passages without a place in a copy, and those whose place a person has shown."""
    lost = [one for one in passages if one.id not in copy.spans]
    shown = {one.passage for one in copy.attachment.placed} & copy.spans.keys()
    groups = (
        (tr("Not found in your copy"), lost),
        (tr("Placed by hand"), [one for one in passages if one.id in shown]),
    )
    found: list[ListEntry | GroupHeading] = []
    for words, members in groups:
        if members:
            found.append(GroupHeading("", words, len(members)))
        for one in members:
            sentence = copy.sentence(one.id)[:_LONGEST]
            found.append(ListEntry(one.id, reader.label(one.id), sentence, sentence))
    return found


def _section(tr: Language, passage: PassagePlace) -> str:
    return tr("Footnotes") if passage.footnote is not None else passage.section


def resting_words(rows: Sequence[Row]) -> str:
    """The first of some records in a few words, for a margin."""
    return " · ".join(row.label for row in rows[:2]) if rows else ""


def resting_tip(tr: Language, rows: Sequence[Row], unread: int) -> str:
    """Every record that rests on a passage, a line each."""
    lines = [f"{kind_label(tr, row.kind)}: {row.label}" for row in rows[:_MOST_ROWS]]
    more = len(rows) - len(lines) + unread
    if more > 0:
        lines.append(tr.counted(more, "and {n} more", "and {n} more"))
    return "\n".join(lines)
