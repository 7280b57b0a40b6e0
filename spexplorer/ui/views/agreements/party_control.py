"""The party filter: a button that says what is chosen, and the panel it opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.figures import figure
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.agreements.parties import Mode, PartyFilter
from spexplorer.ui.widgets.buttons import ElidedButton
from spexplorer.ui.widgets.choices import Choice, Segments

if TYPE_CHECKING:
    from spexplorer.ui.views.agreements.material import Material

_ID = Qt.ItemDataRole.UserRole
_NAMED = 3
"""So many parties are named before they are counted."""


class PartyPanel(QFrame):
    """Mode, a field to find a party by, and the parties to tick. `wanted` carries a PartyFilter."""

    wanted = Signal(object)

    def __init__(self, material: Material, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAccessibleName(tr("Party filter"))
        self._material = material
        self._filter = PartyFilter()
        self.modes = Segments(tr("Between"))
        self.modes.chosen.connect(self._choose_mode)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a party"))
        self.search.setAccessibleName(tr("Find a party"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow_list)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(2)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setAccessibleName(tr("Parties, the commonest first"))
        self._fill()
        self.list.itemChanged.connect(self._tick)
        clear = QPushButton(tr("Choose none"))
        clear.clicked.connect(self._clear)
        note = QLabel(tr("Narrows every tab, through the facet “Actor”."))
        note.setObjectName("muted")
        note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for widget in (self.modes, self.search, self.list, note, clear):
            layout.addWidget(widget)

    def _fill(self) -> None:
        parties = self._material.parties
        for party in sorted(
            parties, key=lambda p: (-parties[p], self._material.name(p).casefold())
        ):
            name = self._material.name(party)
            item = QTreeWidgetItem(self.list, [name, f"{parties[party]:,}"])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, _ID, party)
            number = counted(parties[party], "{n} agreement", "{n} agreements")
            item.setToolTip(0, f"{name}\n{number}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)

    def items(self) -> list[QTreeWidgetItem]:
        """One item a party, the commonest first."""
        found = (self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def show_filter(self, wanted: PartyFilter) -> None:
        """Show a mode and what is ticked; nothing is announced by this."""
        self._filter = wanted
        choices = [Choice(mode.value, mode_words(mode), mode_tip(mode)) for mode in Mode]
        self.modes.show_choices(choices, wanted.mode.value)
        blocked = self.list.blockSignals(True)
        for item in self.items():
            on = item.data(0, _ID) in wanted.chosen
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(blocked)

    def open_below(self, button: QWidget) -> None:
        """Open under a button, at a size that follows the text."""
        letters = self.fontMetrics()
        self.resize(letters.averageCharWidth() * 46, letters.height() * 22)
        for item in self.items():
            item.setSizeHint(0, QSize(0, letters.height() + 2 * GRID))
        below = button.mapToGlobal(QPoint(0, button.height()))
        seen = button.screen().availableGeometry()
        self.resize(min(self.width(), seen.width()), min(self.height(), seen.height()))
        # A popup that reaches beyond the screen hides what it ends with.
        self.move(
            max(seen.left(), min(below.x(), seen.right() + 1 - self.width())),
            max(seen.top(), min(below.y(), seen.bottom() + 1 - self.height())),
        )
        self.show()
        self.search.setFocus()

    def _choose_mode(self, key: str) -> None:
        self.wanted.emit(PartyFilter(Mode(key), self._filter.chosen))

    def _tick(self, item: QTreeWidgetItem) -> None:
        party = item.data(0, _ID)
        on = item.checkState(0) is Qt.CheckState.Checked
        if on != (party in self._filter.chosen):  # a change of size is announced here too
            self.wanted.emit(PartyFilter(self._filter.mode, self._filter.chosen ^ {party}))

    def _clear(self) -> None:
        self.wanted.emit(PartyFilter(self._filter.mode, frozenset()))

    def _narrow_list(self, text: str) -> None:
        wanted = text.casefold().strip()
        for item in self.items():
            item.setHidden(wanted not in item.text(0).casefold())


class PartyControl(QWidget):
    """The button and a way to clear it. `wanted` carries the PartyFilter a person asked for."""

    wanted = Signal(object)

    def __init__(self, material: Material, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._material = material
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

    def show_filter(self, wanted: PartyFilter) -> None:
        """Say what is chosen."""
        self._filter = wanted
        self.button.say(tr("Parties: {words} ▾", words=party_words(self._material, wanted)))
        self.clear.setVisible(bool(wanted.chosen))
        if self._panel is not None:
            self._panel.show_filter(wanted)

    def panel(self) -> PartyPanel:
        """The panel; made when first asked for."""
        if self._panel is None:
            self._panel = PartyPanel(self._material, self)
            self._panel.wanted.connect(self.wanted)
            self._panel.show_filter(self._filter)
        return self._panel

    def _open(self) -> None:
        self.panel().open_below(self.button)


def mode_words(mode: Mode) -> str:
    """What a mode is called."""
    return {
        Mode.ANY: tr("any of"),
        Mode.ALL: tr("all of"),
        Mode.EXACTLY: tr("exactly between"),
    }[mode]


def mode_tip(mode: Mode) -> str:
    """What a mode keeps."""
    return {
        Mode.ANY: tr("One of the parties is enough; the shared facet “Actor” narrows everything"),
        Mode.ALL: tr("Every one of the parties, and perhaps others"),
        Mode.EXACTLY: tr("These parties and no others"),
    }[mode]


def party_words(material: Material, wanted: PartyFilter) -> str:
    """A party filter in words: “all of China, Kazakhstan”."""
    if not wanted.chosen:
        return tr("any")
    if len(wanted.chosen) > _NAMED:
        return tr("{mode} {n} parties", mode=mode_words(wanted.mode), n=figure(len(wanted.chosen)))
    return f"{mode_words(wanted.mode)} {material.named(wanted.chosen)}"
