"""How a figure came about: its formula checked, what it does not agree with, what is computed from it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from spexplorer.domain.derivations import agrees, evaluate
from spexplorer.readings.statistics.comparisons import Comparison, verdict
from spexplorer.readings.statistics.figures import full_words
from spexplorer.words.labels import value_words

if TYPE_CHECKING:
    from spexplorer.domain.findings import Statistic
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language


class Explanation:
    """Writes the explanation of one figure after another as rich text with links `record:ID`."""

    def __init__(
        self,
        tr: Language,
        reader: Reader,
        figures: Sequence[Statistic],
        comparisons: Sequence[Comparison],
    ) -> None:
        self._tr = tr
        self._reader = reader
        self._figures: dict[str, Statistic] = {record.id: record for record in figures}
        self._comparisons = comparisons

    def html(self, record: Statistic) -> str:
        """The whole of it, without the style of the page; "" where the record tells everything."""
        return self._origin(record) + self._against(record) + self._uses(record)

    def _link(self, record_id: str, text: str = "") -> str:
        return f'<a href="record:{escape(record_id)}">{escape(text or self._reader.label(record_id))}</a>'

    def _figure_link(self, record: Statistic) -> str:
        words = escape(full_words(self._tr, record, self._reader.term))
        return f"{self._link(record.id, record.measure)}: <b>{words}</b>"

    def _origin(self, record: Statistic) -> str:
        """The formula of a computed figure, its inputs and the check of it."""
        if record.derived_from is None:
            return ""
        tr = self._tr
        title = f"<h3>{escape(tr('How it was computed'))}</h3>"
        formula = f'<p><span class="accent"><b>{escape(record.derived_from.formula)}</b></span></p>'
        inputs = [self._figures[uid] for uid in record.derived_from.inputs if uid in self._figures]
        listed = "".join(f"<li>{self._figure_link(one)}</li>" for one in inputs)
        with_inputs = f"<div>{escape(tr('with'))}</div><ul>{listed}</ul>" if inputs else ""
        return f"{title}{formula}{with_inputs}{self._check(record)}"

    def _check(self, record: Statistic) -> str:
        """The formula evaluated again, when it is plain arithmetic."""
        assert record.derived_from is not None
        tr = self._tr
        computed = evaluate(record.derived_from.formula)
        given = [value for value in (record.value, record.value_high) if value is not None]
        if computed is None or len(computed) != len(given):
            words = tr("The formula is in words, so it is not recomputed here.")
            return f'<div class="muted">{escape(words)}</div>'
        value = "–".join(value_words(tr, number, derived=True) for number in computed)
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
                words = escape(verdict(self._tr, comparison, self._reader.term))
                lines.append(f'<div class="warning">{words}</div><ul>{others}</ul>')
        return (
            f"<h3>{escape(self._tr('Does not agree with'))}</h3>{''.join(lines)}" if lines else ""
        )

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
        return f"<h3>{escape(self._tr('Computed from it'))}</h3><ul>{listed}</ul>"
