"""Which records an export or a bibliography is about: everything, what the filter leaves, or one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spexplorer.ui.shell.main_window import MainWindow

EVERYTHING, FILTERED, CHOSEN = "everything", "filtered", "chosen"


class ScopeChoice(QComboBox):
    """Offers what there is to choose from in a window: a filter or a current record may be missing."""

    def __init__(self, window: MainWindow, kinds: Iterable[str] | None = None) -> None:
        super().__init__()
        self._window, self._kinds = window, set(kinds or ())
        self.setAccessibleName(tr("Which records"))
        workspace = window.workspace
        current = workspace.state.current
        if current is not None and (not self._kinds or current.partition(":")[0] in self._kinds):
            label = workspace.reader.label(current)
            self.addItem(tr("The chosen record: {label}", label=label[:60]), CHOSEN)
        if workspace.state.filter.constraints and workspace.answers is not None:
            number = len(self._filtered())
            self.addItem(
                counted(
                    number,
                    "What the filter leaves: {n} record",
                    "What the filter leaves: {n} records",
                ),
                FILTERED,
            )
        self.addItem(tr("Everything"), EVERYTHING)

    def ids(self) -> list[str] | None:
        """The ids that are chosen; None is everything."""
        match self.currentData():
            case "chosen":
                current = self._window.workspace.state.current
                return [current] if current is not None else []
            case "filtered":
                return self._filtered()
        return None

    def _filtered(self) -> list[str]:
        workspace = self._window.workspace
        passing, answers = workspace.passing(), workspace.answers
        if passing is None or answers is None:
            return []
        numbers = answers.index.numbers[passing.possible]
        ids = workspace.reader.ids_at(int(number) for number in numbers)
        return [one for one in ids if not self._kinds or one.partition(":")[0] in self._kinds]
