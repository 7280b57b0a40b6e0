"""The party filter: a button that says what is chosen, and the panel it opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.filters import Match
from spexplorer.readings.agreements.parties import PartyFilter, match_explained, match_words
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import ElidedButton
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.text import PlainLabel, plain_tip, tree_item

if TYPE_CHECKING:
    from spexplorer.readings.agreements.register import AgreementRegister

_ID = Qt.ItemDataRole.UserRole


class PartyPanel(QFrame):
    """How to match, a field to find a party by, the parties to tick. `wanted` carries a PartyFilter."""

    wanted = Signal(object)

    def __init__(self, register: AgreementRegister, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAccessibleName(tr("Party filter"))
        self._filter = PartyFilter()
        self.matches = Segments(tr("Between"))
        self.matches.chosen.connect(self._choose_match)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a party"))
        self.search.setAccessibleName(tr("Find a party"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(2)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setAccessibleName(tr("Parties, the commonest first"))
        self._fill(register)
        self.list.itemChanged.connect(self._tick)
        clear = QPushButton(tr("Choose none"))
        clear.clicked.connect(self._clear)
        note = PlainLabel(tr("Narrows every tab, through the facet “Actor”."))
        note.setObjectName("muted")
        note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for widget in (self.matches, self.search, self.list, note, clear):
            layout.addWidget(widget)

    def _fill(self, register: AgreementRegister) -> None:
        for party in register.parties_by_number():
            name, number = register.party_name(party), register.parties[party]
            item = tree_item(name, tr.number(number))
            self.list.addTopLevelItem(item)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, _ID, party)
            words = tr.counted(number, "{n} agreement", "{n} agreements")
            item.setToolTip(0, plain_tip(f"{name}\n{words}"))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)

    def items(self) -> list[QTreeWidgetItem]:
        """One item a party, the commonest first."""
        found = (self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def show_filter(self, wanted: PartyFilter) -> None:
        """Show how to match and what is ticked; nothing is announced by this."""
        self._filter = wanted
        choices = [
            Choice(match.value, match_words(tr, match), match_explained(tr, match))
            for match in Match
        ]
        self.matches.show_choices(choices, wanted.match.value)
        blocked = self.list.blockSignals(True)
        for item in self.items():
            on = item.data(0, _ID) in wanted.chosen
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(blocked)

    def open_below(self, button: QWidget) -> None:
        """Open under a button, at a size that follows the text, inside the screen."""
        letters = self.fontMetrics()
        seen = button.screen().availableGeometry()
        width, height = letters.averageCharWidth() * 46, letters.height() * 22
        self.resize(min(width, seen.width()), min(height, seen.height()))
        for item in self.items():
            item.setSizeHint(0, QSize(0, letters.height() + 2 * GRID))
        below = button.mapToGlobal(QPoint(0, button.height()))
        self.move(
            max(seen.left(), min(below.x(), seen.right() + 1 - self.width())),
            max(seen.top(), min(below.y(), seen.bottom() + 1 - self.height())),
        )
        self.show()
        self.search.setFocus()

    def _choose_match(self, key: str) -> None:
        self.wanted.emit(PartyFilter(Match(key), self._filter.chosen))

    def _tick(self, item: QTreeWidgetItem) -> None:
        party = item.data(0, _ID)
        on = item.checkState(0) is Qt.CheckState.Checked
        if on != (party in self._filter.chosen):  # a change of size is announced here too
            self.wanted.emit(PartyFilter(self._filter.match, self._filter.chosen ^ {party}))

    def _clear(self) -> None:
        self.wanted.emit(PartyFilter(self._filter.match, frozenset()))

    def _find(self, text: str) -> None:
        from spexplorer.operations.highlights import WordsSought  # not before something is typed

        wanted = WordsSought(text)
        for item in self.items():
            item.setHidden(not wanted.are_in(item.text(0)))


class PartyControl(QWidget):
    """The button and a way to clear it. `wanted` carries the PartyFilter a person asked for."""

    wanted = Signal(object)

    def __init__(self, register: AgreementRegister, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._filter = PartyFilter()
        self._panel: PartyPanel | None = None
        self.button = ElidedButton()
        self.button.clicked.connect(self._open)
        self.clear = QPushButton(tr("Clear parties"))
        self.clear.setObjectName("link")
        self.clear.clicked.connect(partial(self.wanted.emit, PartyFilter()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.button)
        layout.addWidget(self.clear)
        self.show_filter(self._filter)

    def show_register(self, register: AgreementRegister) -> None:
        """Offer the parties of another reading of the library."""
        self._register = register
        if self._panel is not None:
            self._panel.deleteLater()
            self._panel = None
        self.show_filter(self._filter)

    def show_filter(self, wanted: PartyFilter) -> None:
        """Say what is chosen."""
        self._filter = wanted
        words = self._register.parties_in_words(wanted)
        self.button.say(tr("Parties: {words} ▾", words=words))
        self.clear.setVisible(bool(wanted.chosen))
        if self._panel is not None:
            self._panel.show_filter(wanted)

    def panel(self) -> PartyPanel:
        """The panel; made when first asked for."""
        if self._panel is None:
            self._panel = PartyPanel(self._register, self)
            self._panel.wanted.connect(self.wanted)
            self._panel.show_filter(self._filter)
        return self._panel

    def _open(self) -> None:
        self.panel().open_below(self.button)
