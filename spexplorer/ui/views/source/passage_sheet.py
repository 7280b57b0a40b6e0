"""The chosen passage below its source: sentence, footnotes followed to their origin, what rests on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.readings.evidence import FootnoteTrail, footnotes_of, place_of
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.sheet import sheet_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.domain.listing import Row
    from spexplorer.domain.works import Passage
    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.source import RestingRecords
    from spexplorer.ui.style.theme import Theme

_ARROW = ' <span class="muted">→</span> '


class PassageSheet:
    """Writes the page of a passage."""

    def __init__(self, reader: Reader, copy: OpenCopy | None, theme: Theme) -> None:
        self._reader, self._copy, self._theme = reader, copy, theme

    def html(
        self,
        passage: Passage,
        resting: RestingRecords,
        passing: Sequence[Row],
        unfolded: frozenset[str],
    ) -> str:
        """The page; `passing` are those of the records that pass the filter, `unfolded` kinds are listed."""
        section = "" if passage.footnote else passage.section
        heading = " · ".join(filter(None, (place_of(tr, passage), section)))
        feet = footnotes_of(tr, self._reader, passage)
        parts = [
            sheet_style(self._theme),
            f"<h2>{escape(heading)}</h2>",
            self._sentence(passage),
            *(self._footnote(one, passage) for one in feet),
            _records(resting, passing, unfolded),
        ]
        return "".join(parts)

    def _sentence(self, passage: Passage) -> str:
        sentence = self._copy.sentence(passage.id) if self._copy is not None else ""
        if sentence:
            return f"<p>“{escape(sentence)}”</p>"
        if self._copy is None:
            return ""
        words = tr("This passage was not found in your copy. Select its text, then say so above.")
        return f'<p class="warning">{escape(words)}</p>'

    def _footnote(self, trail: FootnoteTrail, shown: Passage) -> str:
        """Mark, footnote as printed, and the way to where it comes from."""
        title = tr("Footnote {n}", n=tr.number(trail.number))
        steps = [_link(trail.own or trail.id, title), _link(trail.id, trail.relation)]
        if trail.carrier is not None and trail.carrier != shown.id:
            words = tr("its mark stands in {place}", place=self._reader.label(trail.carrier))
            steps.insert(0, _link(trail.carrier, words))
        if trail.target is not None:
            number = tr("op. cit. footnote {n}", n=tr.number(trail.target[1]))
            steps.append(_link(trail.target[0], number))
        if trail.work is not None:
            steps.append(_link(trail.work.id, trail.work.label))
        chain = _ARROW.join(steps)
        if trail.through:
            behind = ", ".join(_link(work.id, work.label) for work in trail.through)
            chain += f' <span class="muted">{escape(tr("known through it:"))}</span> {behind}'
        printed = ""
        if self._copy is not None and trail.own is not None and trail.own != shown.id:
            text = self._copy.sentence(trail.own)
            printed = f'<div class="muted">“{escape(text)}”</div>' if text else ""
        mark = f'<div class="warning">{escape(trail.mark)}</div>' if trail.mark else ""
        return f"<p>{chain}{printed}{mark}</p>"


def _records(resting: RestingRecords, passing: Sequence[Row], unfolded: frozenset[str]) -> str:
    """Counts by kind, each unfolding its records."""
    if not resting.number:
        return f'<p class="muted">{escape(tr("No record rests on it."))}</p>'
    counts, lists = [], []
    for kind in dict.fromkeys(row.kind for row in passing):
        rows = [row for row in passing if row.kind == kind]
        label = tr("{kind} {n}", kind=tr(KIND_LABELS[kind]), n=tr.number(len(rows)))
        counts.append(f'<a href="unfold:{kind}">{escape(label)}</a>')
        if kind in unfolded:
            links = "<br>".join(_link(row.id, row.label) for row in rows)
            lists.append(f"<h3>{escape(label)}</h3>{links}")
    hidden = len(resting.rows) - len(passing) + resting.unread
    if hidden:
        words = tr.counted(
            hidden,
            "{n} more outside the filter or not listed here",
            "{n} more outside the filter or not listed here",
        )
        counts.append(f'<span class="muted">{escape(words)}</span>')
    head = escape(tr("What rests on it"))
    return f"<h3>{head}</h3><p>{' · '.join(counts)}</p>{''.join(lists)}"


def _link(record_id: str, label: str) -> str:
    return f'<a href="record:{escape(record_id)}">{escape(label)}</a>'
