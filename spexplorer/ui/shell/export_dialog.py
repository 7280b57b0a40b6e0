"""Export of sources in a format of other programs; what the format cannot carry is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QFormLayout, QVBoxLayout

from spexplorer.domain.fields import CLASSES
from spexplorer.domain.kinds import KIND_LABELS
from spexplorer.domain.works import Work
from spexplorer.ui.shell.scope import ScopeChoice
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import ActionButtons, Dialog
from spexplorer.ui.widgets.text import PlainLabel
from spexplorer.words.fields import field_label
from spexplorer.workspace.settings import remember, remembered

if TYPE_CHECKING:
    from spexplorer.formats.interchange import Format
    from spexplorer.operations.export import ExportReport
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS = 72
_NAMED = 8
"""Fields of a format's losses that are named before the rest is left out."""


class ExportDialog(Dialog):
    """Asks for the format and the records, then for a file."""

    def __init__(self, window: MainWindow) -> None:
        from spexplorer.formats.interchange import discover

        super().__init__(window, tr("Export sources"))
        self._window = window
        self.make_room(_LETTERS)
        self._formats = {code: item for code, item in discover().items() if item.writes}
        self.format = QComboBox()
        self.format.setAccessibleName(tr("Format"))
        for code, item in self._formats.items():
            self.format.addItem(item.label, code)
        self.format.setCurrentIndex(
            max(0, self.format.findData(remembered("export/format") or "ris"))
        )
        self.scope = ScopeChoice(window, ("work",))
        self.note = PlainLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.buttons = ActionButtons(self, tr("&Save as …"), self._save)
        self.save_button = self.buttons.action_button
        self.help_button = self.buttons.addButton(
            tr("&About the format"), QDialogButtonBox.ButtonRole.HelpRole
        )
        self.help_button.setToolTip(tr("What the format carries and what it cannot"))
        self.help_button.clicked.connect(unticked(self._show_help))
        form = QFormLayout()
        form.setVerticalSpacing(2 * GRID)
        form.addRow(tr("&Format:"), self.format)
        form.addRow(tr("&Records:"), self.scope)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(self.buttons)
        self.format.currentIndexChanged.connect(self._explain)
        self._explain()

    @property
    def chosen(self) -> Format:
        """The format that is chosen."""
        return self._formats[str(self.format.currentData())]

    def _explain(self, _at: int = 0) -> None:
        item = self.chosen
        if "work" not in item.kinds:
            words = tr(
                "{format} carries: {kinds}. What is left out is said.",
                format=item.label,
                kinds=tr.joined([tr(KIND_LABELS[kind]) for kind in item.kinds]),
            )
        elif item.extends:
            words = tr(
                "Works come back whole from {format}: what it has no place for travels beside.",
                format=item.label,
            )
        else:
            missing = sorted(
                field_label(tr, name, Work)
                for name in (
                    "description",
                    "source_type",
                    "title_original",
                    "subjects",
                    "identifiers",
                )
                if name not in item.carried
            )
            words = tr(
                "{format} has no place for {fields} and others; what is left out is said.",
                format=item.label,
                fields=tr.joined(missing),
            )
        self.note.setText(words)

    def _show_help(self) -> None:
        from spexplorer.ui.shell.sources_help import SourcesHelp

        SourcesHelp(self, self.chosen.code).open()

    def _save(self) -> None:
        item, ids = self.chosen, self.scope.ids()
        suffix = item.suffixes[0]
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export sources"), f"sources{suffix}", f"{item.label} (*{suffix})"
        )
        if not name:
            return
        remember("export/format", item.code)
        write_sources(self._window, Path(name), item, ids)
        self.accept()


def write_sources(window: MainWindow, target: Path, item: Format, ids: list[str] | None) -> None:
    """Write sources to a file on a worker, and say what became of them."""
    from spexplorer.operations.export import export_sources
    from spexplorer.support.files import replacing_bytes

    workspace = window.workspace
    source = workspace.reader.snapshot
    original = workspace.reader.path

    def write() -> ExportReport:
        with replacing_bytes(target, sparing=[original]) as stream:
            return export_sources(source, stream, item, ids=ids)

    def told(report: ExportReport) -> None:
        one, many = "Wrote {n} record to {file}.", "Wrote {n} records to {file}."
        said = [tr.counted(report.written, one, many, file=target)]
        if report.losses:
            names = [
                field_label(tr, name, CLASSES[item.kinds[0]]) for name in sorted(report.losses)
            ]
            listed = tr.joined(names[:_NAMED] + (["…"] if len(names) > _NAMED else []))
            said.append(
                tr("{format} has no place for: {listed}.", format=item.label, listed=listed)
            )
        window.tell(" ".join(said))

    workspace.tasks.start(write, told, window.tell, long=True)


def export_sources_dialog(window: MainWindow) -> None:
    """Open the export of sources."""
    ExportDialog(window).open()
