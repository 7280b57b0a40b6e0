"""The list that drops below a field and offers what the typed letters may mean."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID


@guarded
class _OfferList(QListView):
    """Qt keeps the list apart from every window: it takes the look of its field's as it opens."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self.setObjectName("offers")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            sheet = self._field.window().styleSheet()
            if self.styleSheet() != sheet:
                self.setStyleSheet(sheet)
        return super().event(event)


class Offers(QCompleter):
    """Shows all that its model holds, for the letters of `field`; the caller did the search."""

    def __init__(self, model: QAbstractItemModel, field: QWidget, shown: int) -> None:
        """At most `shown` rows are in sight at once."""
        super().__init__(model, field)
        self.setPopup(_OfferList(field))
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(shown)
        self.setWidget(field)

    def offer(self, within: QWidget) -> None:
        """Open the list as wide as its words are, not as its field is, but no wider than `within`."""
        popup = self.popup()
        if popup is not None and isinstance(popup, QListView):
            needed = popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width()
            popup.setMinimumWidth(min(needed + 2 * GRID, within.width()))
        self.complete()
        self._mark_first()

    def _mark_first(self) -> None:
        """Mark the best hit, which Enter takes; Qt would mark what begins with the typed letters.

        The field is not told of it: it would put the words of the hit in place of the typed ones.
        """
        popup, model = self.popup(), self.completionModel()
        if popup is None or model is None or not model.rowCount():
            return
        self.blockSignals(True)
        popup.setCurrentIndex(model.index(0, self.completionColumn()))
        self.blockSignals(False)
