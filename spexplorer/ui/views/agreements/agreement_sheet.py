"""One agreement as a page: dates, status, parties, subject, provisions and its relations as a list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.life import Answer, day_in_words
from spexplorer.ui.views.agreements.model import date_type, standing_words
from spexplorer.ui.widgets.sheet import sheet_style
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.agreements.material import Entry, Material
    from spexplorer.ui.views.agreements.ties import Tie


class Page:
    """Writes the page of one agreement after another; every value of the library is escaped."""

    def __init__(self, material: Material, theme: Theme) -> None:
        self._material = material
        self.theme = theme

    def html(
        self, entry: Entry, ties: Sequence[Tie], day: int | None, answer: Answer | None
    ) -> str:
        """The whole page; links are `record:ID`, and `unfold:FACET:VALUE` for form and level."""
        agreement = entry.agreement
        rows = [
            (tr("Dates"), self._dates(entry)),
            (tr("Status"), escape(entry.status_words)),
            *self._answer(day, answer),
            (tr("Parties"), self._links(agreement.parties)),
            (tr("Place"), self._links((agreement.place,)) if agreement.place else ""),
            (tr("Subject"), escape(agreement.subject or "")),
            (tr("Provisions"), escape(agreement.provisions or "")),
            (tr("Relations"), self._relations(ties)),
            (tr("Instruments"), self._links(agreement.instruments)),
            (tr("Evidence (E)"), self._links([piece.passage for piece in agreement.evidence])),
        ]
        cells = "".join(
            f'<tr><td class="muted">{escape(name)}</td><td>{value}</td></tr>'
            for name, value in rows
            if value
        )
        kind = " · ".join(
            f'<a href="unfold:{facet}:{escape(str(getattr(agreement, facet)))}">{escape(words)}</a>'
            for facet, words in (("form", entry.form), ("level", entry.level))
        )
        head = f"<div>{kind}</div><div><big><b>{escape(agreement.title)}</b></big></div>"
        return f"{sheet_style(self.theme)}{head}<table>{cells}</table>"

    def _dates(self, entry: Entry) -> str:
        if not entry.life.dates:
            return f"<i>{escape(tr('not known'))}</i>"
        return "<br>".join(
            f"{escape(date_type(self._material, date.type))}: {escape(date.words)}"
            f' <span class="muted">[{escape(date.edtf)}]</span>'
            for date in entry.life.dates
        )

    @staticmethod
    def _answer(day: int | None, answer: Answer | None) -> list[tuple[str, str]]:
        if day is None or answer is None:
            return []
        words = f"<b>{escape(standing_words(answer.standing))}</b>. {escape(answer.reason)}."
        return [(tr("On {day}", day=day_in_words(day)), words)]

    def _links(self, ids: Sequence[str]) -> str:
        return "<br>".join(self._link(one, self._material.reader.label(one)) for one in ids)

    @staticmethod
    def _link(record_id: str, label: str) -> str:
        return f'<a href="record:{escape(record_id)}">{escape(label)}</a>'

    def _relations(self, ties: Sequence[Tie]) -> str:
        return "<br>".join(
            f'<span class="muted">{escape(tie.words)}:</span> {self._link(tie.record, tie.label)}'
            f' <span class="muted">({escape(kind_label(tr, tie.kind).lower())})</span>'
            for tie in ties
        )
