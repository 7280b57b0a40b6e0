"""The tree leaves the tab: as a table or as SKOS, instruments or concepts, as they are in the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.formats import csv_table, skos
from spexplorer.readings.instruments.table import table_of
from spexplorer.support.files import replacing
from spexplorer.ui.drawing.picture_export import ask_place
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import ExportButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.workspace.workspace import Workspace


class TreeExport(ExportButton):
    """Saves a tree; `asked` gives its kind, and the ids of its records that pass the filter."""

    def __init__(
        self,
        workspace: Workspace,
        asked: Callable[[], tuple[str, Sequence[str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Save what the tree shows: CSV, SKOS"), parent)
        self.failed.connect(workspace.failed)
        self._workspace = workspace
        self._asked = asked
        table = partial(self._save, "csv", self._write_table)
        self.table = self.offer(tr("Save the tree as CS&V …"), table)
        skos_ = partial(self._save, "ttl", self._write_skos)
        self.skos = self.offer(tr("Save the tree as &SKOS …"), skos_)

    def _save(self, ending: str, write: Callable[[TextIO], None]) -> None:
        path = ask_place(self, tr("Save the tree"), f"{self._asked()[0]}s", ending)
        if path is not None:
            self.guard(partial(self._write, path, write))

    def _write(self, path: Path, write: Callable[[TextIO], None]) -> None:
        with replacing(path) as stream:
            write(stream)

    def _records(self) -> list[Instrument | Concept]:
        """In the order of the tree."""
        found = (self._workspace.reader.record(one) for one in self._asked()[1])
        return [one for one in found if isinstance(one, Instrument | Concept)]

    def _write_skos(self, stream: TextIO) -> None:
        skos.write(self._workspace.reader.about, self._records(), stream)

    def _write_table(self, stream: TextIO) -> None:
        header, *rows = table_of(tr, self._workspace.reader, self._records())
        csv_table.write(stream, header, rows)
