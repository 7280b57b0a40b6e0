"""What the columns of a table mean: noticed, shown with some rows, and corrected by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from spexplorer.formats.column_mapping import (
    KEPT,
    LEFT_OUT,
    NO_HEADS,
    ColumnMapping,
    TableFormat,
    TableSample,
)
from spexplorer.formats.sheet_heads import meanings
from spexplorer.operations.tables import remember, sample_of
from spexplorer.support.errors import AppError
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import ActionButtons, Dialog
from spexplorer.ui.widgets.text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_LETTERS, _LINES = 110, 32
_SHOWN: Final = 60
"""Letters of a line or a value that are shown."""

_COLUMN, _VALUES, _MEANING = range(3)


class ColumnsDialog(Dialog):
    """Shows the columns of a table and what each means; `chosen` carries the ColumnMapping."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        path: Path,
        fmt: TableFormat,
        sample: TableSample,
        mapping: ColumnMapping | None = None,
    ) -> None:
        """Begin with a mapping that was made before, or with the likeliest."""
        super().__init__(parent, tr("Columns of {file}", file=path.name))
        self._path, self._format, self._sample = path, fmt, sample
        self._mapping = mapping
        self.make_room(_LETTERS, _LINES)
        self.heads_line = QComboBox()
        self.separator = _choice(
            {",": tr("Comma"), ";": tr("Semicolon"), "\t": tr("Tab"), "|": tr("Vertical bar")}
        )
        self.encoding = _choice(_encodings())
        self.table = self._make_table()
        self.remembers = QCheckBox(tr("&Remember this for tables with the same columns"))
        self.remembers.setChecked(True)
        self.problem = PlainLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._lay_out()
        self._show_sample()
        self.heads_line.currentIndexChanged.connect(unticked(self._take_heads))
        self.separator.currentIndexChanged.connect(unticked(self._read_again))
        self.encoding.currentIndexChanged.connect(unticked(self._read_again))

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(tr("Columns of the table, with some values and what they mean"))
        table.setHorizontalHeaderLabels([tr("Column"), tr("First values"), tr("Means")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header, mode = table.horizontalHeader(), QHeaderView.ResizeMode
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_COLUMN, mode.Interactive)
        header.setSectionResizeMode(_VALUES, mode.Stretch)
        header.setSectionResizeMode(_MEANING, mode.ResizeToContents)
        table.setColumnWidth(_COLUMN, self.fontMetrics().averageCharWidth() * 26)
        return table

    def _lay_out(self) -> None:
        said = PlainLabel(
            tr(
                "Say what each column means. Columns whose names are known are filled in; one that is "
                "kept as it is goes to the other fields of each source."
            )
        )
        said.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("&Columns are named in:"), self.heads_line)
        if self._sample.separator:
            form.addRow(tr("Cells are &separated by:"), self.separator)
            form.addRow(tr("&Letters are written as:"), self.encoding)
        buttons = ActionButtons(self, tr("&Use these columns"), self._use)
        self.use_button = buttons.action_button
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(said)
        column.addLayout(form)
        column.addWidget(self.table, 1)
        column.addWidget(self.remembers)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    # -- the sample -------------------------------------------------------------------------------

    def _show_sample(self) -> None:
        sample = self._sample
        for box in (self.heads_line, self.separator, self.encoding):
            box.blockSignals(True)
        self.heads_line.clear()
        for at, line in enumerate(sample.lines):
            words = _shortened(" · ".join(cell for cell in line if cell))
            self.heads_line.addItem(tr("Line {n}: {words}", n=tr.number(at + 1), words=words), at)
        self.heads_line.addItem(tr("No line: the first one is a source already"), NO_HEADS)
        self.heads_line.setCurrentIndex(self.heads_line.findData(sample.heads_at))
        self.heads_line.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        _select(self.separator, sample.separator)
        _select(self.encoding, sample.encoding)
        for box in (self.heads_line, self.separator, self.encoding):
            box.blockSignals(False)
        self._show_columns()

    def _show_columns(self) -> None:
        sample = self._sample
        mapping, known = sample.likeliest(), self._mapping
        if known is not None and known.heads == mapping.heads:
            mapping = known
        self.remembers.setEnabled(mapping.has_heads)
        self.table.setRowCount(0)
        self.table.setRowCount(len(mapping.heads))
        choices = {KEPT: tr("Keep as it is"), LEFT_OUT: tr("Leave out")} | {
            rule: tr(label) for rule, label in meanings().items()
        }
        for at, head in enumerate(mapping.heads):
            values = [row[at] for row in sample.rows if at < len(row) and row[at]]
            for column, text in ((_COLUMN, head), (_VALUES, " · ".join(values))):
                item = QTableWidgetItem(_shortened(text) if column == _COLUMN else text[:500])
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(plain_tip(text))
                self.table.setItem(at, column, item)
            box = _choice(choices)
            box.setAccessibleName(tr("What the column “{name}” means", name=_shortened(head)))
            _select(box, mapping.meanings[at])
            self.table.setCellWidget(at, _MEANING, box)
            self.table.setRowHeight(at, box.sizeHint().height() + GRID)

    def _take_heads(self) -> None:
        self._sample = self._sample._replace(heads_at=self.heads_line.currentData())
        self._show_columns()

    def _read_again(self) -> None:
        """Take the table apart by another separator or encoding."""
        try:
            sample = sample_of(
                self._path,
                self._format,
                self.separator.currentData() or "",
                self.encoding.currentData() or "",
            )
        except AppError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.problem.hide()
        self._sample = sample
        self._show_sample()

    # -- the mapping ------------------------------------------------------------------------------

    def mapping(self) -> ColumnMapping:
        """What is chosen."""
        sample = self._sample
        chosen = []
        for at in range(self.table.rowCount()):
            box = self.table.cellWidget(at, _MEANING)
            chosen.append(str(box.currentData()) if isinstance(box, QComboBox) else KEPT)
        return sample.likeliest()._replace(meanings=tuple(chosen))

    def _use(self) -> None:
        mapping = self.mapping()
        if all(meaning in (KEPT, LEFT_OUT) for meaning in mapping.meanings):
            self.problem.setText(
                tr("No column means anything yet; say at least which is the title.")
            )
            self.problem.show()
            self.table.setFocus()
            return
        if self.remembers.isChecked():
            try:
                remember(mapping)
            except AppError as error:
                self.problem.setText(str(error))
                self.problem.show()
                self.remembers.setChecked(False)
                return
        self.chosen.emit(mapping)
        self.accept()


def _choice(values: dict[str, str]) -> QComboBox:
    box = QComboBox()
    for value, label in values.items():
        box.addItem(label, value)
    return box


def _select(box: QComboBox, value: str) -> None:
    """Choose a value, which is added where the box does not have it."""
    at = box.findData(value)
    if at < 0:
        box.addItem(value, value)
        at = box.count() - 1
    box.setCurrentIndex(at)


def _encodings() -> dict[str, str]:
    return {
        "utf-8": tr("Unicode (UTF-8)"),
        "utf-8-sig": tr("Unicode (UTF-8 with a mark)"),
        "utf-16": tr("Unicode (UTF-16)"),
        "cp1251": tr("Cyrillic (Windows-1251)"),
        "koi8_r": tr("Cyrillic (KOI8-R)"),
        "cp866": tr("Cyrillic (DOS 866)"),
        "cp1252": tr("Western European (Windows-1252)"),
        "cp1250": tr("Central European (Windows-1250)"),
        "gb18030": tr("Chinese simplified (GB 18030)"),
        "big5": tr("Chinese traditional (Big5)"),
        "shift_jis": tr("Japanese (Shift JIS)"),
    }


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
