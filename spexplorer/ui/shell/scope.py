"""Which records an export or a bibliography is about: one, those selected, filtered or collected, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox

from spexplorer.domain.filters import Filter, Values
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spexplorer.ui.shell.main_window import MainWindow

EVERYTHING, FILTERED, SELECTED, CHOSEN = "everything", "filtered", "selected", "chosen"
COLLECTION: Final = "collection:"
"""Before the code of a collection."""

_LONGEST: Final = 60
"""Letters of a name that are shown."""


class ScopeChoice(QComboBox):
    """Offers what there is to choose from in a window, the narrowest first."""

    def __init__(self, window: MainWindow, kinds: Iterable[str] | None = None) -> None:
        """Of records of some kinds, or of any."""
        super().__init__()
        self._window, self._kinds = window, set(kinds or ())
        self.setAccessibleName(tr("Which records"))
        self._offer_chosen()
        self._offer_indexed()
        self.addItem(tr("Everything"), EVERYTHING)

    def _offer_chosen(self) -> None:
        workspace = self._window.workspace
        current, selected = workspace.state.current, self._wanted(workspace.state.selected)
        if len(selected) > 1:
            self.addItem(
                counted(len(selected), "The selected record", "The {n} selected records"), SELECTED
            )
        if current is not None and self._wanted([current]):
            label = workspace.reader.label(current)
            self.addItem(tr("The chosen record: {label}", label=label[:_LONGEST]), CHOSEN)

    def _offer_indexed(self) -> None:
        workspace = self._window.workspace
        if workspace.answers is None:
            return
        if workspace.state.filter.constraints:
            number = len(self._passing(workspace.state.filter))
            self.addItem(
                counted(
                    number,
                    "What the filter leaves: {n} record",
                    "What the filter leaves: {n} records",
                ),
                FILTERED,
            )
        for code, name in workspace.reader.terms("collection").items():
            if number := len(self._passing(_collected(code))):
                words = counted(
                    number,
                    "Collection {name}: {n} record",
                    "Collection {name}: {n} records",
                    name=name[:_LONGEST],
                )
                self.addItem(words, COLLECTION + code)

    def ids(self) -> list[str] | None:
        """The ids that are chosen; None is everything."""
        state, scope = self._window.workspace.state, str(self.currentData())
        if scope == CHOSEN:
            return [state.current] if state.current is not None else []
        if scope == SELECTED:
            return self._wanted(sorted(state.selected))
        if scope == FILTERED:
            return self._passing(state.filter)
        if scope.startswith(COLLECTION):
            return self._passing(_collected(scope.removeprefix(COLLECTION)))
        return None

    def _passing(self, wanted: Filter) -> list[str]:
        workspace = self._window.workspace
        if workspace.answers is None:
            return []
        passing = workspace.answers.under(wanted).passing()
        numbers = workspace.answers.index.numbers[passing.possible]
        return self._wanted(workspace.reader.ids_at(int(number) for number in numbers))

    def _wanted(self, ids: Iterable[str]) -> list[str]:
        return [one for one in ids if not self._kinds or one.partition(":")[0] in self._kinds]


def _collected(code: str) -> Filter:
    return Filter().with_constraint(Values("collection", frozenset({code})))
