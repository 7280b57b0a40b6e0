"""The current instrument in a few lines: what it is, where it stands in other schemes, what it rests on."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from spexplorer.domain.concepts import Instrument
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.instruments.wording import crosswalk_words

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader


class InstrumentCard(QLabel):
    """Hidden while no instrument is chosen; the inspector has the rest of the record.

    `narrowed` carries the instrument that everything is to be narrowed to, or no longer.
    """

    narrowed = Signal(object)

    def __init__(self, reader: Reader, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._theme = theme
        self._shown: str | None = None
        self._narrows: Collection[str] = ()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse
            | flags.LinksAccessibleByMouse
            | flags.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(lambda _: self.narrowed.emit(self._shown))
        self.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self.hide()

    def show_current(self, current: str | None, narrows: Collection[str] = ()) -> None:
        """Show an instrument; what is none hides the card. `narrows`: those the filter holds."""
        self._narrows = narrows
        record = self._reader.record(current) if current else None
        self._shown = current if isinstance(record, Instrument) else None
        if isinstance(record, Instrument):
            self.setText(self._words(record))
            self.setAccessibleName(record.name)
        self.setVisible(self._shown is not None)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.show_current(self._shown, self._narrows)

    def _words(self, record: Instrument) -> str:
        muted = f'<span style="color: {self._theme.colours["muted"]}">'
        where = [self._reader.term("vector", record.vector)]
        if record.broader:
            where.append(tr("part of {broader}", broader=self._reader.label(record.broader)))
        if record.evidence:
            count = len(record.evidence)
            words = counted(count, "rests on {n} sentence", "rests on {n} sentences")
            where.append(tr("{words} (E)", words=words))
        lines = [f"<b>{escape(record.name)}</b> {muted}· {escape(' · '.join(where))}</span>"]
        lines.append(escape(record.description or tr("No definition is given.")))
        others = " · ".join(map(crosswalk_words, record.crosswalk))
        on = record.id in self._narrows
        link = tr("Show everything again") if on else tr("Show only what uses it")
        style = f"color: {self._theme.colours['link']}; text-decoration: none;"
        narrow = f'<a href="narrow" style="{style}">{escape(link)}</a>'
        lines.append(f"{narrow} {muted}{escape(f'· {others}' if others else '')}</span>")
        return "<br>".join(lines)
