"""Import of sources: what a file would bring is shown before anything is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QVBoxLayout,
)

from spexplorer.domain.filters import Filter, Values
from spexplorer.readings.importing import PreviewLine, preview_lines, preview_summary, report_of
from spexplorer.support.errors import CalledOff
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import ActionButtons, Dialog, busy_bar
from spexplorer.ui.widgets.text import PlainLabel, plain_caption, plain_tip, tree_item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spexplorer.formats.column_mapping import ColumnMapping, TableFormat, TableSample
    from spexplorer.operations.importing import Preview, SourcesReport
    from spexplorer.operations.library_writer import Committed
    from spexplorer.ui.shell.library_import import LibraryImportDialog
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 130, 34
_LINE: Final = Qt.ItemDataRole.UserRole
_EVERY: Final = 100
"""Entries between two reports of progress."""


_SOON_MS: Final = 50

_TABLES: Final = 50
"""Tables whose columns are offered to be explained."""


class _Found(NamedTuple):
    """What was read: the preview, which of the files are tables, and how their columns were read."""

    preview: Preview
    tables: tuple[Path, ...]
    mappings: Mapping[Path, ColumnMapping]


class ImportDialog(Dialog):
    """Shows what files would bring, entry by entry, and imports them as one step.

    `imported` carries the SourcesReport once all is on disk.
    """

    imported = Signal(object)
    _read = Signal(object)
    """From the workers: how many entries were read so far."""

    def __init__(self, window: MainWindow, paths: Sequence[Path], code: str = "") -> None:
        super().__init__(window, tr("Import sources"))
        self._window, self._paths, self._code = window, list(paths), code
        self._preview: Preview | None = None
        self._mappings: dict[Path, ColumnMapping] = {}
        self._is_first = True
        """Whether nothing was read yet: then the columns of tables are as they were the last time."""
        self._lines: list[PreviewLine] = []
        self._is_called_off = False
        self.make_room(_LETTERS, _LINES)
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.shown = QComboBox()
        self.shown.setAccessibleName(tr("Which entries are listed"))
        self.shown.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tree = self._make_tree()
        self.raw = self._make_raw()
        self.also_same = QCheckBox(tr("Import what the library &has already, too"))
        self.also_same.toggled.connect(self._show_button)
        self.columns_button = QPushButton(tr("&Columns …"))
        self.columns_button.setToolTip(tr("Say what the columns of a table mean"))
        self.columns_button.hide()
        self.help_button = QPushButton(tr("&About the format"))
        self.help_button.setToolTip(tr("What is read of files in the format of the chosen entry"))
        self.help_button.clicked.connect(unticked(self._show_help))
        self.progress = busy_bar(tr("Progress of the import"))
        self.buttons = ActionButtons(self, tr("&Import"), self._import)
        self.import_button = self.buttons.action_button
        self._lay_out()
        self._read.connect(self._show_progress)
        self.shown.currentIndexChanged.connect(unticked(self._fill))
        self.tree.currentItemChanged.connect(unticked(self._show_entry))
        self.finished.connect(unticked(self._call_off))
        self._begin()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(tr("Entries of the files"))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setHeaderLabels(
            [
                tr("Entry"),
                tr("Names"),
                tr("Issued"),
                tr("Type"),
                tr("State"),
                tr("Remarks"),
                tr("Where"),
            ]
        )
        letters = self.fontMetrics().averageCharWidth()
        for column, wide in enumerate((37, 20, 10, 15, 14, 10)):
            named = tree.header().sectionSizeHint(column)
            tree.setColumnWidth(column, max(letters * wide, named))
        return tree

    def _make_raw(self) -> QPlainTextEdit:
        raw = QPlainTextEdit()
        raw.setReadOnly(True)
        raw.setTabChangesFocus(True)
        raw.setAccessibleName(
            tr("The entry as it stands in the file, with what is to be said of it")
        )
        return raw

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.shown)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.tree)
        parts.addWidget(self.raw)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.help_button)
        foot.addWidget(self.columns_button)
        foot.addWidget(self.also_same)
        foot.addStretch(1)
        foot.addWidget(self.progress)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addWidget(parts, 1)
        column.addLayout(foot)

    # -- reading the files ------------------------------------------------------------------------

    def _begin(self) -> None:
        self._set_busy(True, tr("Reading …"))
        source = self._window.workspace.reader.snapshot
        paths, code, told = self._paths, self._code, self._told
        mappings, is_first = dict(self._mappings), self._is_first

        def read() -> _Found:
            from spexplorer.operations.importing import files_in, preview
            from spexplorer.operations.tables import remembered, tables_among

            known = remembered(files_in(paths), code) if is_first else mappings
            found = preview(source, paths, code, told, known)
            refused = (path for path, _ in found.refused)
            tables = tables_among(found.formats, refused, code) if is_first else []
            return _Found(found, tuple(tables[:_TABLES]), known)

        self._window.workspace.tasks.start(read, self._take, self._fail, long=True)

    def _show_tables(self, tables: Sequence[Path]) -> None:
        """Offer to explain the columns of tables; of one of which nothing was read, at once."""
        self.columns_button.setVisible(bool(tables))
        if len(tables) == 1:
            self.columns_button.clicked.connect(partial(self._explain, tables[0]))
        elif tables:
            menu = QMenu(self.columns_button)
            for path in tables:
                menu.addAction(plain_caption(path.name), partial(self._explain, path))
            self.columns_button.setMenu(menu)
        refused = [path for path, _ in self._preview.refused] if self._preview else []
        if self._paths == refused[:1] and refused[0] in tables:
            self._explain(refused[0])

    def _explain(self, path: Path, _checked: bool = False) -> None:
        """Read the beginning of a table and show what its columns mean."""
        code = self._code

        def read() -> tuple[TableFormat, TableSample] | None:
            from spexplorer.operations.tables import sample_of, table_format

            fmt = table_format(path, code)
            return (fmt, sample_of(path, fmt)) if fmt is not None else None

        def show(found: tuple[TableFormat, TableSample] | None) -> None:
            if found is not None:
                self._show_columns(path, *found)

        self._window.workspace.tasks.start(read, show, self._tell)

    def _show_columns(self, path: Path, fmt: TableFormat, sample: TableSample) -> None:
        from spexplorer.ui.shell.columns_dialog import ColumnsDialog

        dialog = ColumnsDialog(self, path, fmt, sample, self._mappings.get(path))
        dialog.chosen.connect(partial(self._take_mapping, path))
        dialog.open()

    def _take_mapping(self, path: Path, mapping: ColumnMapping) -> None:
        self._mappings[path] = mapping
        self._begin()

    def _tell(self, error: Exception) -> None:
        self.summary.setText(str(error))

    def _told(self, count: int) -> None:
        """On a worker: tell how far it is, and stop where the person has called it off."""
        if self._is_called_off:
            raise CalledOff(tr("The import was called off; nothing was written."))
        if count % _EVERY == 0:
            self._read.emit(count)

    def _show_progress(self, count: int) -> None:
        self.progress.setFormat(counted(count, "{n} entry", "{n} entries"))
        self.progress.setTextVisible(True)
        self.summary.setText(counted(count, "{n} entry read …", "{n} entries read …"))

    def _take(self, found: _Found) -> None:
        preview = self._preview = found.preview
        self._mappings = dict(found.mappings)
        self._lines = preview_lines(tr, preview, self._window.workspace.reader.terms("work_type"))
        self._set_busy(False, preview_summary(tr, preview))
        self.shown.blockSignals(True)
        self.shown.clear()
        for text, key in (
            (tr("All entries"), ""),
            (tr("New ones"), "new"),
            (tr("Like one of the library"), "like"),
            (tr("In the library already"), "same"),
            (tr("With remarks"), "remarks"),
            (tr("What cannot be read"), "unreadable"),
        ):
            self.shown.addItem(text, key)
        self.shown.blockSignals(False)
        self._fill()
        self._show_button()
        self.tree.setFocus()
        if self._is_first:
            self._is_first = False
            self._show_tables(found.tables)

    def _fill(self) -> None:
        wanted = self.shown.currentData() or ""
        self.tree.clear()
        for line in self._lines:
            if wanted in ("", line.state) or (wanted == "remarks" and line.remarks):
                cells = [line.title, line.names, line.issued, line.type, line.state_in_words]
                cells += [tr.number(len(line.remarks)) if line.remarks else "", line.place]
                item = tree_item(*cells)
                item.setData(0, _LINE, line)
                item.setToolTip(0, plain_tip(line.title))
                item.setToolTip(6, plain_tip(line.place))
                self.tree.addTopLevelItem(item)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        else:
            self.raw.setPlainText("")

    def _show_entry(self) -> None:
        item = self.tree.currentItem()
        line = item.data(0, _LINE) if item is not None else None
        if isinstance(line, PreviewLine):
            self.raw.setPlainText(
                "\n".join([*line.remarks, *([""] if line.remarks else []), line.raw])
            )

    def _show_help(self) -> None:
        """Open the help at the format of the chosen entry; without one, at importing."""
        from spexplorer.formats.interchange import discover
        from spexplorer.ui.shell.sources_help import SourcesHelp

        item = self.tree.currentItem()
        line = item.data(0, _LINE) if item is not None else None
        label = line.format if isinstance(line, PreviewLine) else ""
        code = next((code for code, fmt in discover().items() if fmt.label == label), "")
        SourcesHelp(self, code).open()

    def _show_button(self) -> None:
        preview = self._preview
        if preview is None:
            return
        from spexplorer.operations.source_batch import EntryMatch

        wanted = preview.readable
        if not self.also_same.isChecked():
            wanted -= preview.counts.get(EntryMatch.SAME, 0)
        self.import_button.setText(counted(wanted, "&Import {n} entry", "&Import {n} entries"))
        self.import_button.setEnabled(wanted > 0)
        self.also_same.setVisible(preview.counts.get(EntryMatch.SAME, 0) > 0)

    def _set_busy(self, busy: bool, words: str) -> None:
        self.summary.setText(words)
        self.progress.setVisible(busy)
        self.import_button.setEnabled(not busy)
        self.columns_button.setEnabled(not busy)
        self.also_same.setEnabled(not busy)

    # -- writing ----------------------------------------------------------------------------------

    def _import(self) -> None:
        editing = self._window.workspace.editing
        if not editing.is_possible:
            from spexplorer.ui.shell.editing_commands import say_why_not

            say_why_not(self._window, "")
            return
        from spexplorer.operations.importing import importing

        self._set_busy(True, tr("Importing …"))
        operation = importing(
            self._paths,
            self._code,
            with_same=self.also_same.isChecked(),
            told=self._told,
            mappings=self._mappings,
        )
        editing.run(operation, self._done, self._fail)

    def _done(self, committed: Committed) -> None:
        self._window.tell(report_of(tr, committed.outcome))
        self.finished.disconnect()
        self.accept()
        self.imported.emit(committed.outcome)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, CalledOff):
            self._window.hint(str(error))
            return
        self._set_busy(False, str(error))
        self.import_button.setEnabled(False)

    def _call_off(self) -> None:
        self._is_called_off = True


def import_files(window: MainWindow) -> None:
    """Ask for files and show what they would bring."""
    from PySide6.QtWidgets import QFileDialog

    from spexplorer.operations.importing import readable_formats

    formats = readable_formats()
    endings = sorted({suffix for fmt in formats for suffix in fmt.suffixes})
    filters = [
        tr("All known formats ({endings})", endings=" ".join(f"*{ending}" for ending in endings)),
        *(f"{fmt.label} ({' '.join(f'*{ending}' for ending in fmt.suffixes)})" for fmt in formats),
        tr("Export of a library (*.json)"),
        tr("All files (*)"),
    ]
    names, _ = QFileDialog.getOpenFileNames(window, tr("Import sources"), "", ";;".join(filters))
    if names:
        show_import(window, [Path(name) for name in names])


def import_folder(window: MainWindow) -> None:
    """Ask for a folder and show what its files would bring."""
    from PySide6.QtWidgets import QFileDialog

    name = QFileDialog.getExistingDirectory(window, tr("Import a folder of sources"))
    if name:
        show_import(window, [Path(name)])


def paste_sources(window: MainWindow) -> None:
    """Show what the text on the clipboard would bring."""
    from PySide6.QtGui import QGuiApplication

    from spexplorer.support.folders import user_data

    text = QGuiApplication.clipboard().text()
    if not text.strip():
        window.hint(
            tr(
                "There is no text on the clipboard; copy entries first, as RIS, BibTeX and the like."
            )
        )
        return
    folder = user_data() / "pasted"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "clipboard.txt"
    path.write_text(text, "utf-8")
    show_import(window, [path])


def show_import(window: MainWindow, paths: Sequence[Path]) -> ImportDialog | LibraryImportDialog:
    """Open the preview of an import; the export of a library is taken in by itself."""
    from spexplorer.formats.library_json import is_library

    if len(paths) == 1 and paths[0].is_file() and is_library(paths[0]):
        from spexplorer.ui.shell.library_import import LibraryImportDialog

        library = LibraryImportDialog(window, paths[0])
        library.open()
        return library
    dialog = ImportDialog(window, paths)
    dialog.imported.connect(partial(_show_batch, window))
    dialog.open()
    return dialog


def _show_batch(window: MainWindow, report: SourcesReport) -> None:
    """Show what came, and nothing else, in the list of all records, which gets the keyboard."""
    workspace = window.workspace
    if report.added:
        workspace.set_filter(Filter().with_constraint(Values("origin", frozenset({report.origin}))))
    workspace.show_tab("library")
    QTimer.singleShot(0, window, partial(_look_through, window))


def _look_through(window: MainWindow, tries: int = 40) -> None:
    """Give the keyboard to the list of what came, wherever it was before, once the list is to be seen."""
    from spexplorer.ui.lists.record_table import RecordTable

    page = window.tabs.seen("library")
    tables = page.findChildren(RecordTable) if page is not None else []
    if shown := next((table for table in tables if table.isVisible()), None):
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
    elif tries:
        QTimer.singleShot(_SOON_MS, window, partial(_look_through, window, tries - 1))
