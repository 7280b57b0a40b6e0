"""The list of records that stands beside a drawing: label, muted detail, coloured mark; a million if need be.

Following is one way: the list tells the workspace which record was chosen, and shows the state's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.listing import Row
from spexplorer.readings.tables import TableContent
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spexplorer.operations.reader import Reader


class ListedRows(TableContent):
    """Rows as libraries give them, all in memory."""

    seeks = True

    def __init__(
        self,
        listed: Sequence[Row] = (),
        certain: Callable[[str], bool] | None = None,
    ) -> None:
        self.listed = listed
        self._certain = certain
        self._places = {row.id: at for at, row in enumerate(listed)}

    def __len__(self) -> int:
        return len(self.listed)

    def rows(self, first: int, last: int) -> Sequence[Row]:
        """Some of the rows."""
        return self.listed[first:last]

    def text(self, at: int, row: Any, column: str) -> str:
        """The label."""
        return str(row.label)

    def detail(self, at: int, row: Any) -> str:
        """The line of detail."""
        return str(row.detail)

    def tip(self, at: int, row: Any, column: str) -> str:
        """Both."""
        return " – ".join(filter(None, (row.label, row.detail)))

    def spoken(self, at: int, row: Any, column: str) -> str:
        """Both."""
        return self.tip(at, row, column)

    def is_certain(self, at: int) -> bool:
        """Whether the record of a row passes the filter for certain."""
        return self._certain is None or self._certain(self.listed[at].id)

    def place(self, record_id: str) -> int | None:
        """The row of a record; None where it is not listed."""
        return self._places.get(record_id)

    def beginning(self, typed: str, after: int) -> int | None:
        """The next row that begins with what was typed."""
        wanted, number = typed.casefold(), len(self.listed)
        for step in range(1, number + 1):
            at = (after + step) % number
            if self.listed[at].label.casefold().startswith(wanted):
                return at
        return None


class RecordList(QWidget):
    """A headed list of records. `chosen` carries the id of the record a person chose.

    `entered` carries the id under the pointer, or None. The head says how many there are; `head` says
    it in words of its own where they are no “records” to a reader.
    """

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, title: str, theme: Theme, view: RecordTable | None = None) -> None:
        """`view` is a table of the list's own, for gestures that other lists have not."""
        super().__init__()
        self._title = title
        self.heading = PlainLabel(title)
        self.heading.setObjectName("muted")
        self.heading.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.head: Callable[[int], str] = self._head
        self.view = view or RecordTable(title, theme, headed=False, details=True)
        self.view.chosen.connect(self.chosen)
        self.view.entered_row.connect(self.entered)
        self.model = self.view.records
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.view)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown."""
        content = self.model.content
        return content.listed if isinstance(content, ListedRows) else ()

    def set_colouring(self, colour: Callable[[Row], str]) -> None:
        """Set what colour (a name such as "#0B6B6B", or "") marks a row."""

        def bar(row: Row) -> QColor | None:
            name = colour(row)
            return QColor(name) if name else None

        self.view.cells.bar_of = bar

    def show_rows(
        self, rows: Sequence[Row], current: str | None, certain: Callable[[str], bool] | None = None
    ) -> None:
        """Show rows and mark the current record; nothing is announced by this."""
        if rows is not self.rows or certain is not None:
            self.show_content(ListedRows(rows, certain))
        self.show_current(current)

    def show_content(self, content: TableContent) -> None:
        """Show rows that are read as they come into sight, none of them current."""
        self.view.show_content(content, (), None)
        self.heading.setText(self.head(len(content)))

    def _head(self, number: int) -> str:
        count = counted(number, "{n} record", "{n} records")
        return tr("{title} · {count}", title=self._title, count=count)

    def show_current(self, current: str | None) -> None:
        """Mark the current record, and scroll to it when it is out of sight."""
        self.view.show_record(current)

    def show_selected(self, current: str | None, selected: Iterable[str]) -> None:
        """Mark the current record and all selected ones."""
        self.view.show_selected(current, selected)

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the record that is pointed at elsewhere, when it is in sight."""
        self.view.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.view.restyle(theme)


def why_empty(reader: Reader, *kinds: str) -> str:
    """Why a tab shows nothing: the library holds nothing of its kinds, or the filter leaves nothing."""
    if any(reader.counts.get(kind) for kind in kinds):
        return nothing_passes()
    if not sum(reader.counts.values()):
        return library_is_empty()
    names = tr(" and ").join(tr(KIND_LABELS[kind]).lower() for kind in kinds)
    return tr("This library has no {kinds} yet.", kinds=names)


def library_is_empty() -> str:
    """What is said where a library holds no record at all."""
    return tr(
        "This library is empty. Open another one with File ▸ Open, or build one from records with"
        " the command “spexplorer build”."
    )


def nothing_passes() -> str:
    """What is said where a filter leaves nothing."""
    return tr("Nothing passes the filter. Clear it to see everything.")


def empty_label(text: str | None = None) -> PlainLabel:
    """What stands where a filter leaves nothing."""
    label = PlainLabel(text or nothing_passes())
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label
