"""The explanation of one figure: where it comes from, how it was computed, what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from spexplorer.domain.figures import figure
from spexplorer.domain.works import Citation, Passage
from spexplorer.ui.translation import tr
from spexplorer.ui.views.statistics.figures import Comparison, date_words, full_words, verdict
from spexplorer.ui.views.statistics.formula import agrees, evaluate
from spexplorer.ui.widgets.sheet import sheet_style

if TYPE_CHECKING:
    from spexplorer.domain.findings import Statistic
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme


class Explanation:
    """Writes the explanation of one figure after another as rich text with links `record:ID`."""

    def __init__(
        self, reader: Reader, figures: Sequence[Statistic], comparisons: Sequence[Comparison]
    ) -> None:
        self._reader = reader
        self._figures: dict[str, Statistic] = {record.id: record for record in figures}
        self._comparisons = comparisons
        self._notes: dict[tuple[str, int], str] = {}

    def html(self, record: Statistic, theme: Theme) -> str:
        """The whole page."""
        parts = [
            sheet_style(theme),
            self._head(record),
            self._origin(record),
            self._against(record),
        ]
        parts += [self._uses(record), self._footnotes(record)]
        return "".join(parts)

    @staticmethod
    def invitation() -> str:
        """What stands there while no figure is chosen."""
        return tr(
            "Choose a figure to see how it came about: who gives it, its formula and what rests on it."
        )

    def _link(self, record_id: str, text: str = "") -> str:
        return f'<a href="record:{escape(record_id)}">{escape(text or self._reader.label(record_id))}</a>'

    def _figure_link(self, record: Statistic) -> str:
        words = escape(full_words(record, self._reader.term))
        return f"{self._link(record.id, record.measure)}: <b>{words}</b>"

    def _head(self, record: Statistic) -> str:
        words = full_words(record, self._reader.term)
        return f"<div>{escape(record.measure)}</div><h2>{escape(words)}</h2>"

    def _origin(self, record: Statistic) -> str:
        """Held by whom, as of when; or the formula, its inputs and the check of it."""
        lines = []
        if record.holder:
            lines.append(tr("Held by {holder}").format(holder=self._link(record.holder)))
        lines.append(
            escape(tr("As of: {date}", date=date_words(record)))
            if record.as_of
            else escape(tr("As of: no date is given"))
        )
        if record.derived_from is None:
            lines.insert(0, escape(tr("Stated by the source, not computed.")))
            return f"<p>{'<br>'.join(lines)}</p>"
        title = f"<h3>{escape(tr('How it was computed'))}</h3>"
        formula = f'<p><span class="accent"><b>{escape(record.derived_from.formula)}</b></span></p>'
        inputs = [self._figures[uid] for uid in record.derived_from.inputs if uid in self._figures]
        listed = "".join(f"<li>{self._figure_link(one)}</li>" for one in inputs)
        with_inputs = f"<div>{escape(tr('with'))}</div><ul>{listed}</ul>" if inputs else ""
        return f"{title}{formula}{with_inputs}{self._check(record)}<p>{'<br>'.join(lines)}</p>"

    def _check(self, record: Statistic) -> str:
        """The formula evaluated again, when it is plain arithmetic."""
        assert record.derived_from is not None
        computed = evaluate(record.derived_from.formula)
        given = [value for value in (record.value, record.value_high) if value is not None]
        if computed is None or len(computed) != len(given):
            words = tr("The formula is in words, so it is not recomputed here.")
            return f'<div class="muted">{escape(words)}</div>'
        value = "–".join(figure(number) for number in computed)
        if all(agrees(one, other) for one, other in zip(given, computed, strict=True)):
            return (
                f"<div>{escape(tr('Recomputed just now: {value}. It agrees.', value=value))}</div>"
            )
        words = tr(
            "Recomputed just now: {value}. It does not agree with the value recorded.", value=value
        )
        return f'<div class="warning">{escape(words)}</div>'

    def _against(self, record: Statistic) -> str:
        """The figures of the comparison this one is part of, in words."""
        lines = []
        for comparison in self._comparisons:
            every = (comparison.stated, *comparison.computed)
            if record in every:
                others = "".join(
                    f"<li>{self._figure_link(one)}</li>" for one in every if one != record
                )
                words = escape(verdict(comparison, self._reader.term))
                lines.append(f'<div class="warning">{words}</div><ul>{others}</ul>')
        return f"<h3>{escape(tr('Does not agree with'))}</h3>{''.join(lines)}" if lines else ""

    def _uses(self, record: Statistic) -> str:
        uid: str = record.id
        users = [
            other
            for other in self._figures.values()
            if other.derived_from and uid in other.derived_from.inputs
        ]
        if not users:
            return ""
        listed = "".join(
            f'<li>{self._figure_link(one)}<br><span class="muted">= '
            f"{escape(one.derived_from.formula if one.derived_from else '')}</span></li>"
            for one in users
        )
        return f"<h3>{escape(tr('Computed from it'))}</h3><ul>{listed}</ul>"

    # -- footnotes ------------------------------------------------------------------------------

    def _footnotes(self, record: Statistic) -> str:
        """The footnotes of the sentences it rests on; for a computed figure those of its inputs."""
        own = self._citations(record)
        lines = [self._link(uid) for uid in own]
        for uid in record.derived_from.inputs if record.derived_from else ():
            source = self._figures.get(uid)
            found = [] if source is None else self._citations(source)
            lines += [
                tr("{note} (through a figure used)").format(note=self._link(n))
                for n in found
                if n not in own
            ]
        title = f"<h3>{escape(tr('Footnotes'))}</h3>"
        if not lines:
            return f'{title}<div class="muted">{escape(tr("No footnote stands behind this figure."))}</div>'
        return f"{title}<ul>{''.join(f'<li>{line}</li>' for line in dict.fromkeys(lines))}</ul>"

    def _citations(self, record: Statistic) -> list[str]:
        """The ids of the footnotes of a figure, those it names itself first."""
        found: list[str] = [uid for uid in record.related if uid.startswith("citation:")]
        for item in record.evidence:
            passage = self._reader.record(item.passage)
            if isinstance(passage, Passage):
                numbers = [
                    *passage.footnote_marks,
                    *([passage.footnote] if passage.footnote else []),
                ]
                found += [
                    self._by_number()[passage.work, n]
                    for n in numbers
                    if (passage.work, n) in self._by_number()
                ]
        return list(dict.fromkeys(found))

    def _by_number(self) -> dict[tuple[str, int], str]:
        """(work, number) -> id of the footnote."""
        if not self._notes:
            self._notes = {
                (record.work, record.number): record.id
                for record in self._reader.records("citation")
                if isinstance(record, Citation)
            }
        return self._notes
