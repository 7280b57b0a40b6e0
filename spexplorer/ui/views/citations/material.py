"""What each segment shows: which footnotes, which works in which order, which statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.figures import figure
from spexplorer.readings.tables import ListEntry
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.citations.apparatus import Apparatus, Foot, MarkState, Source, Standing
from spexplorer.ui.views.citations.glyphs import draw_type
from spexplorer.ui.views.citations.wording import (
    Wording,
    date_words,
    group_title,
    kinds_in_words,
    mark_short,
    place_short,
    short_section,
)

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.ui.views.citations.gather import Uses

UNSOURCED_KINDS = ("claim", "statistic", "event", "agreement")
"""The kinds asked for a footnote: what they say could have a source."""


class Mode(Enum):
    """The segments."""

    CITED = "cited"
    NAMED = "named"
    UNUSED = "unused"
    UNSOURCED = "unsourced"
    ALL = "all"


_STANDINGS = {
    Mode.CITED: (Standing.CITED, Standing.THROUGH),
    Mode.UNSOURCED: (Standing.CITED, Standing.THROUGH),
    Mode.NAMED: (Standing.THROUGH, Standing.INSIDE, Standing.TEXT),
    Mode.UNUSED: tuple(Standing),
    Mode.ALL: tuple(Standing),
}


@dataclass(frozen=True)
class Shown:
    """What is shown: footnotes and works that pass, statements without a footnote, in list order."""

    mode: Mode
    feet: tuple[Foot, ...]
    sources: tuple[Source, ...]
    statements: tuple[Row, ...] = ()
    unsourced: int = 0
    """How many statements have no footnote; of very many only the first are `statements`."""


def sources_of(mode: Mode, apparatus: Apparatus, uses: Uses | None) -> tuple[Source, ...]:
    """The works of a segment, whatever the filter; unused ones are known once the links are read."""
    found = [s for s in apparatus.sources if s.standing in _STANDINGS[mode]]
    if mode is Mode.UNUSED:
        found = [s for s in found if uses is not None and uses.unused(s)]
    return tuple(found)


def mode_of(record_id: str, mode: Mode, apparatus: Apparatus, uses: Uses | None) -> Mode:
    """The segment that shows a footnote or a work: the present one if it does, else the narrowest."""
    if record_id in apparatus.foot:
        return Mode.CITED if mode in (Mode.NAMED, Mode.UNUSED) else mode
    for one in (mode, Mode.CITED, Mode.NAMED):
        if any(source.id == record_id for source in sources_of(one, apparatus, uses)):
            return one
    return Mode.ALL


def drawn_order(sources: Sequence[Source], apparatus: Apparatus) -> tuple[Source, ...]:
    """The works as the drawing has them: what is known through a work stands under that work."""
    here = {source.id: source for source in sources}
    placed: dict[str, Source] = {}
    for source in sources:
        if source.standing is Standing.PAPER:
            continue
        placed.setdefault(source.id, source)
        if source.standing is Standing.CITED:
            for foot_id in source.feet:
                for behind in apparatus.foot[foot_id].through:
                    if behind in here:
                        placed[behind] = here[behind]
    return tuple(placed.values())


class Entries:
    """Writes the rows of the list."""

    def __init__(self, apparatus: Apparatus, wording: Wording) -> None:
        self._apparatus = apparatus
        self._wording = wording

    def write(
        self, shown: Shown, uses: Uses | None, certain: Callable[[str], bool]
    ) -> list[ListEntry]:
        """Headed groups: statements without a footnote; or footnotes, then works by standing."""
        if shown.mode is Mode.UNSOURCED:
            return self._statements(shown.statements, certain)
        entries: list[ListEntry] = []
        if shown.mode in (Mode.CITED, Mode.ALL) and shown.feet:
            entries.append(ListEntry("", _headed(tr("Footnotes in order"), len(shown.feet))))
            entries += [self._foot(foot, certain) for foot in shown.feet]
        for standing in Standing:
            group = [source for source in shown.sources if source.standing is standing]
            if group:
                entries.append(ListEntry("", _headed(group_title(standing), len(group))))
                entries += [self._source(source, uses, certain) for source in group]
        return entries

    def _statements(self, rows: Sequence[Row], certain: Callable[[str], bool]) -> list[ListEntry]:
        entries = []
        counts = Counter(row.kind for row in rows)
        kind = ""
        for row in rows:
            if row.kind != kind:
                kind = row.kind
                entries.append(ListEntry("", _headed(tr(KIND_LABELS[kind]), counts[kind])))
            entries.append(ListEntry(row.id, row.label, row.detail, possible=not certain(row.id)))
        return entries

    def _foot(self, foot: Foot, certain: Callable[[str], bool]) -> ListEntry:
        source = self._apparatus.source.get(foot.record.cited_work or "")
        work = source.record if source else None
        number = str(foot.record.number)
        sentence = foot.sentence
        place = ""
        if sentence is not None:
            place = f"{place_short(sentence)} {short_section(sentence.section)}"
        return ListEntry(
            foot.id,
            f"{self._wording.relation(foot)} · {self._wording.short(work)}",
            " · ".join(part for part in (mark_short(foot), place) if part),
            self._wording.foot_tip(foot, work, None),
            not certain(foot.id),
            partial(_draw_number, number),
        )

    def _source(
        self, source: Source, uses: Uses | None, certain: Callable[[str], bool]
    ) -> ListEntry:
        work = source.record
        used = kinds_in_words(uses.work.get(source.id, ())) if uses else ""
        numbers = ", ".join(str(self._apparatus.foot[f].record.number) for f in source.feet)
        notes = counted(len(source.feet), "note ", "notes ") + numbers if numbers else ""
        kind = f"{self._wording.source_type(work)}, {self._wording.language(work)}"
        parts = (notes, kind, date_words(work.issued), used)
        return ListEntry(
            source.id,
            self._wording.short(work),
            " · ".join(part for part in parts if part),
            self._wording.source_tip(source),
            not certain(source.id),
            partial(_draw_type, work.source_type),
        )


def heading(shown: Shown, apparatus: Apparatus, possible: int) -> str:
    """What is shown, in words."""
    n = len(shown.sources)
    match shown.mode:
        case Mode.CITED | Mode.ALL:
            words = _cited_words(shown)
        case Mode.NAMED:
            words = counted(
                n,
                "{n} work is named but not cited by any footnote.",
                "{n} works are named but not cited by any footnote.",
            )
        case Mode.UNUSED:
            words = counted(
                n,
                "{n} work is neither cited in a footnote nor used by a record.",
                "{n} works are neither cited in a footnote nor used by a record.",
            )
        case Mode.UNSOURCED:
            words = counted(
                shown.unsourced,
                "{n} statement has no footnote behind it.",
                "{n} statements have no footnote behind them.",
            )
            if shown.unsourced > len(shown.statements):
                words += " " + tr("The first {n} are listed.", n=f"{len(shown.statements):,}")
            free = sum(1 for p in apparatus.sentences if p.id not in apparatus.covered_by)
            words += " " + tr(
                "{n} of {all} sentences stand outside every footnote.",
                n=figure(free),
                all=figure(len(apparatus.sentences)),
            )
    if possible:
        words += " " + counted(
            possible, "{n} passes the filter only possibly.", "{n} pass the filter only possibly."
        )
    return words


def _cited_words(shown: Shown) -> str:
    cited = sum(source.standing is Standing.CITED for source in shown.sources)
    through = sum(source.standing is Standing.THROUGH for source in shown.sources)
    marks = Counter(foot.mark for foot in shown.feet)
    parts = [
        tr(
            "{feet} on {works}",
            feet=counted(len(shown.feet), "{n} footnote", "{n} footnotes"),
            works=counted(cited, "{n} cited work", "{n} cited works"),
        )
    ]
    if through:
        parts.append(
            counted(through, "{n} more known only through it", "{n} more known only through them")
        )
    if other := len(shown.sources) - cited - through:
        parts.append(counted(other, "{n} further work", "{n} further works"))
    words = ", ".join(parts) + "."
    bad = [
        counted(marks[state], one, many)
        for state, one, many in (
            (MarkState.MISREAD, "{n} mark misread", "{n} marks misread"),
            (MarkState.LOST, "{n} mark lost", "{n} marks lost"),
        )
        if marks[state]
    ]
    return words + (" " + tr("In the copy: {marks}.", marks=", ".join(bad)) if bad else "")


def _headed(title: str, number: int) -> str:
    return f"{title} · {figure(number)}"


def _draw_number(
    number: str, painter: QPainter, theme: Theme, rect: QRectF, ink: QColor | None
) -> None:
    painter.setPen(ink or theme.colour("accent"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, number)


def _draw_type(
    source_type: str | None, painter: QPainter, theme: Theme, rect: QRectF, _ink: QColor | None
) -> None:
    draw_type(painter, theme, source_type, rect)
