"""The chain of the chosen footnote, work or sentence in words: what only the apparatus as a whole tells.

The values of the record itself stand in the record's own panel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.figures import figure
from spexplorer.domain.findings import Note
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.works import Passage
from spexplorer.readings.citations.apparatus import Apparatus, Footnote, SourceWork, WorkStanding
from spexplorer.readings.citations.words import (
    ApparatusWords,
    group_title,
    mark_words,
    place_words,
)
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.sheet import sheet_style

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.copy_reading import OpenCopy
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.citations.uses import ApparatusUses

SOURCE = "source:"
"""What the key of a link begins with that leads to a passage in the reader's copy."""
KIND = "kind/"
"""What the key of a link begins with that unfolds the records of a kind."""
_ARROW = ' <span class="muted">→</span> '
_BACK = ' <span class="muted">←</span> '


class ChainSheet:
    """Writes the chain of one record after another; `unfolded` kinds are listed in full."""

    def __init__(
        self,
        reader: Reader,
        apparatus: Apparatus,
        words: ApparatusWords,
        copy_of: Callable[[str], OpenCopy | None],
    ) -> None:
        """`copy_of` gives the reader's own copy of a work, from which sentences and notes are shown."""
        self._reader = reader
        self._copy_of = copy_of
        self._apparatus = apparatus
        self._words = words
        self.uses: ApparatusUses | None = None
        self.unfolded: set[str] = set()

    def shows(self, record_id: str | None) -> bool:
        """Whether there is a page for a record."""
        a = self._apparatus
        if record_id is None:
            return False
        return record_id in a.foot or record_id in a.source or record_id in a.passage

    def html(self, record_id: str, theme: Theme) -> str:
        """The page of a footnote, a work or a passage."""
        a = self._apparatus
        if record_id in a.foot:
            body = self._foot(a.foot[record_id])
        elif record_id in a.source:
            body = self._source(a.source[record_id])
        else:
            body = self._passage(a.passage[record_id])
        return sheet_style(theme) + body

    # -- the three pages ------------------------------------------------------------------------

    def _foot(self, foot: Footnote) -> str:
        record = foot.record
        head = tr("Footnote {n}", n=record.number) + f" · {self._words.relation(foot)}"
        parts = [f"<h2>{escape(head)}</h2>", f"<p>{self._chain(foot)}</p>"]
        parts += map(self._printed, (*foot.own, *((foot.sentence.id,) if foot.sentence else ())))
        takers = [other for other in self._apparatus.feet if other.target == foot.id]
        if takers:
            links = ", ".join(_link(t.id, tr("footnote {n}", n=t.record.number)) for t in takers)
            parts.append(f"<p>{escape(tr('Taken up again by'))} {links}.</p>")
        rows = [
            (tr("Mark"), escape(mark_words(tr, foot))),
            (tr("Also stands behind"), self._others(foot)),
            (tr("Transcription"), escape(record.transcription_notes or "")),
        ]
        parts.append(_table(rows))
        parts.append(self._notes(foot.id))
        resting = self.uses.footnote[foot.id] if self.uses else ()
        parts.append(
            self._records(tr("Resting on this footnote and its sentences"), resting, foot.id)
        )
        return "".join(parts)

    def _source(self, source: SourceWork) -> str:
        work = source.record
        standing = escape(group_title(tr, source.standing))
        parts = [f"<h2>{escape(work.title)}</h2>", f"<p>{standing}</p>"]
        parts += [f"<p>{self._chain(self._apparatus.foot[foot])}</p>" for foot in source.feet]
        if source.standing in (WorkStanding.TEXT, WorkStanding.INSIDE, WorkStanding.THROUGH):
            links = ", ".join(self._sentence(uid) for uid in source.sentences)
            if links:
                parts.append(f"<p>{escape(tr('Named in the text:'))} {links}</p>")
        parts.append(self._notes(source.id))
        used = self.uses.work[source.id] if self.uses else ()
        parts.append(self._records(tr("Used by"), used, source.id))
        return "".join(parts)

    def _passage(self, passage: Passage) -> str:
        parts = [f"<h2>{escape(place_words(tr, passage))}</h2>", self._printed(passage.id)]
        feet = self._apparatus.covered_by.get(passage.id, ())
        parts += [f"<p>{self._chain(self._apparatus.foot[foot])}</p>" for foot in feet]
        named = self._apparatus.named_in.get(passage.id, ())
        if named:
            links = ", ".join(self._work(uid) for uid in named)
            parts.append(f"<p>{escape(tr('Names without citing:'))} {links}</p>")
        if not feet:
            words = tr("No footnote stands behind this sentence: it is the paper’s own word.")
            parts.append(f'<p class="muted">{escape(words)}</p>')
        return "".join(parts)

    def _printed(self, passage_id: str) -> str:
        """A sentence or note as the reader's copy has it, which leads to its place there."""
        passage = self._apparatus.passage.get(passage_id)
        copy = self._copy_of(passage.work) if passage is not None else None
        text = copy.sentence(passage_id) if copy is not None else ""
        if not text:
            return ""
        there = _named(f"{SOURCE}{passage_id}", tr("in the source"))
        return f'<p>“{escape(text)}” <span class="muted">({there})</span></p>'

    # -- the chain ------------------------------------------------------------------------------

    def _chain(self, foot: Footnote) -> str:
        """Sentence ← mark → footnote → (op. cit. target) → work → what is known through it."""
        number = foot.record.number
        steps = []
        if foot.sentence is not None:
            sign = escape(foot.printed or "?")
            mark = f'<span class="warning" title="{escape(mark_words(tr, foot))}">[{sign}]</span>'
            steps.append(self._sentence(foot.sentence.id) + _BACK + mark)
        steps.append(_link(foot.id, tr("footnote {n}", n=number)))
        if foot.target is not None:
            target = self._apparatus.foot[foot.target]
            steps.append(_link(target.id, tr("op. cit. footnote {n}", n=target.record.number)))
        if foot.record.cited_work is not None:
            steps.append(self._work(foot.record.cited_work))
        chain = _ARROW.join(steps)
        if foot.through:
            behind = ", ".join(self._work(uid) for uid in foot.through)
            chain += f' <span class="muted">({escape(tr("known through it:"))}</span> {behind})'
        return chain

    def _sentence(self, passage_id: str) -> str:
        return _link(passage_id, place_words(tr, self._apparatus.passage[passage_id]))

    def _work(self, work_id: str) -> str:
        source = self._apparatus.source.get(work_id)
        return _link(work_id, self._words.short(source.record) if source else work_id)

    def _others(self, foot: Footnote) -> str:
        carrying = foot.sentence.id if foot.sentence else None
        return ", ".join(self._sentence(uid) for uid in foot.covers if uid != carrying)

    # -- what rests on it ---------------------------------------------------------------------

    def _notes(self, record_id: str) -> str:
        """What was observed on it: the lost or misread mark with its explanation, and the rest."""
        rows: Sequence[Row] = self.uses.note.get(record_id, ()) if self.uses else ()
        items = []
        for row in rows:
            note = self._reader.record(row.id)
            if isinstance(note, Note):
                text = f"{_link(row.id, row.detail)}: {escape(note.explanation)}"
                items.append(f"<p>{text}</p>")
        return f"<h3>{escape(tr('Observations'))}</h3>{''.join(items)}" if items else ""

    def _records(self, title: str, rows: Sequence[Row], record_id: str) -> str:
        """Counts by kind, each unfolding its records; how many more there are where not all were read."""
        if self.uses is None:
            return ""
        if not rows:
            return f'<p class="muted">{escape(tr("No record rests on it."))}</p>'
        counts, lists = [], []
        for kind in dict.fromkeys(row.kind for row in rows):
            of_kind = [row for row in rows if row.kind == kind]
            label = f"{tr(KIND_LABELS[kind])} {figure(len(of_kind))}"
            counts.append(f'<a href="unfold:{KIND}{kind}">{escape(label)}</a>')
            if kind in self.unfolded:
                items = "<br>".join(_link(row.id, row.label) for row in of_kind)
                lists.append(f"<h3>{escape(label)}</h3>{items}")
        if unread := self.uses.unread.get(record_id, 0):
            words = counted(
                unread, "and {n} more, not listed here", "and {n} more, not listed here"
            )
            counts.append(f'<span class="muted">{escape(words)}</span>')
        return f"<h3>{escape(title)}</h3><p>{' · '.join(counts)}</p>{''.join(lists)}"


def _named(address: str, label: str) -> str:
    return f'<a href="unfold:{escape(address)}">{escape(label)}</a>'


def _link(record_id: str, label: str) -> str:
    kind_of(record_id)  # refuses what is no id before it becomes an address
    return f'<a href="record:{escape(record_id)}">{escape(label)}</a>'


def _table(rows: Sequence[tuple[str, str]]) -> str:
    """Rows of a name and rich text; those without text are left out."""
    made = "".join(
        f'<tr><td class="muted">{escape(name)}</td><td>{text}</td></tr>'
        for name, text in rows
        if text
    )
    return f"<table>{made}</table>" if made else ""
