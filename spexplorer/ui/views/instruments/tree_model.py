"""The tree of instruments or of concepts as a table: a column of names, one of uses, one a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from spexplorer.readings.instruments.matrix import AssessmentMark, ConceptTrees, Verdict, tally_of
from spexplorer.readings.instruments.tree import TreeNode, TreePassing, children_of
from spexplorer.readings.instruments.uses import UseTally
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.roles import ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import plain_tip
from spexplorer.words.facets import count_in_words

if TYPE_CHECKING:
    from spexplorer.domain.counts import Count

NAME, USES, FIRST_VERDICT = 0, 1, 2
"""The columns; those from FIRST_VERDICT on are the verdicts, in the order of their vocabulary."""

ROW_ROLE = Qt.ItemDataRole.UserRole + 10
"""The TreeRow."""
PASSES_ROLE = Qt.ItemDataRole.UserRole + 11
"""False for a row that is shown only because something below it passes."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 12
"""The Count of the records that are linked to the row itself."""
MARKS_ROLE = Qt.ItemDataRole.UserRole + 13
"""The AssessmentMarks of a cell."""

OUT, IN, UP, DOWN = "out", "in", "up", "down"
"""Steps of a row in its tree: below what stands above its branch, below the row before it, and below
the branch before or after its own."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class TreeRow(NamedTuple):
    """A row: a node, or a field of influence, which has no node where no instrument is named like it."""

    label: str
    field: str
    node: TreeNode | None
    parent: int
    is_head: bool


class TreeMove(NamedTuple):
    """Where a record is to stand: below another one, or below none in a field of influence.

    `refused` says why it cannot be moved there; nothing is to be done then.
    """

    record: str
    broader: str | None = None
    field: str = ""
    refused: str = ""


class TreeShown(NamedTuple):
    """What the tree shows: what passes, what a search found (None: all), the assessed ones only or all."""

    passing: TreePassing = TreePassing()
    found: frozenset[str] | None = None
    assessed: bool = False

    def shows(self, node: TreeNode) -> bool:
        """Whether a node is shown for itself."""
        return (
            self.passing.passes(node.id)
            and (self.found is None or node.id in self.found)
            and (not self.assessed or bool(node.assessments))
        )


@guarded
class ConceptTreeModel(QAbstractItemModel):
    """The rows never change; which of them are shown and their counts do."""

    def __init__(self, trees: ConceptTrees, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trees = trees
        self._rows: list[TreeRow] = []
        self._numbers: dict[str, int] = {}
        self._list_rows(kind)
        self._marks: dict[str, dict[str, tuple[AssessmentMark, ...]]] = {
            node.id: trees.marks(tr, node) for node in trees.nodes[kind] if node.assessments
        }
        self._children: dict[int, list[int]] = {}
        self._places: dict[int, int] = {}
        self._tallies: dict[str, UseTally] = {}
        self.shown = TreeShown()
        self.columns: tuple[Verdict, ...] = ()
        if kind == "instrument":
            self.columns = trees.columns(TreePassing(), ())
        self._keep()

    def _list_rows(self, kind: str) -> None:
        children = children_of(self._trees.nodes[kind])
        for group in self._trees.groups[kind]:
            above = -1
            if group.code:
                above = self._add(TreeRow(group.label, group.code, group.node, -1, is_head=True))
            waiting = [(node, above) for node in reversed(group.roots)]
            while waiting:
                node, parent = waiting.pop()
                at = self._add(TreeRow(node.label, node.field, node, parent, is_head=False))
                waiting += [(child, at) for child in reversed(children.get(node.id, []))]

    def _add(self, row: TreeRow) -> int:
        self._rows.append(row)
        if row.node is not None:
            self._numbers[row.node.id] = len(self._rows) - 1
        return len(self._rows) - 1

    # -- what is shown --------------------------------------------------------------------------

    def show(self, shown: TreeShown) -> bool:
        """Show other rows, with what stands above them; gives whether rows came or went."""
        if shown == self.shown:
            return False
        self.beginResetModel()
        self.shown = shown
        self._keep()
        self.endResetModel()
        return True

    def count(self, tallies: dict[str, UseTally], columns: tuple[Verdict, ...]) -> None:
        """Show other counts; the rows stay."""
        self._tallies = tallies
        if self.columns:
            self.columns = columns
            last = self.columnCount() - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, FIRST_VERDICT, last)
        for siblings in self._children.values():
            first, last = siblings[0], siblings[-1]
            self.dataChanged.emit(self._made(first, USES), self._made(last, USES))

    def _keep(self) -> None:
        kept: set[int] = set()
        for at, row in enumerate(self._rows):
            step = at
            if row.node is not None and self.shown.shows(row.node):
                while step >= 0 and step not in kept:
                    kept.add(step)
                    step = self._rows[step].parent
        self._children, self._places = {}, {}
        for at in sorted(kept):
            siblings = self._children.setdefault(self._rows[at].parent, [])
            self._places[at] = len(siblings)
            siblings.append(at)

    def most_used(self) -> int:
        """The most uses of any row: the end of the bars."""
        return max((tally.own.possible for tally in self._tallies.values()), default=0)

    def index_of(self, record_id: str | None) -> QModelIndex:
        """The index of a record, invalid when it is not shown."""
        at = self._numbers.get(record_id or "", -1)
        return self._made(at, NAME) if at in self._places else QModelIndex()

    # -- moving ---------------------------------------------------------------------------------

    def move_onto(self, record_id: str, target: _Index) -> TreeMove:
        """The move of a record below a row; below nothing where there is no row."""
        if not target.isValid():
            return self._checked(TreeMove(record_id))
        row = self._rows[target.internalId()]
        broader = row.node.id if row.node is not None else None
        return self._checked(TreeMove(record_id, broader, row.field))

    def move_by(self, record_id: str, step: str) -> TreeMove:
        """The move of a record by a key."""
        index = self.index_of(record_id)
        above = self.parent(index)
        if step == IN:
            before = index.siblingAtRow(index.row() - 1) if index.row() else QModelIndex()
            return self._onto_or_refuse(
                record_id, before, tr("There is no row before it to go below.")
            )
        if step == OUT:
            if not above.isValid() or self._rows[above.internalId()].is_head:
                return TreeMove(record_id, refused=tr("It stands at the top already."))
            return self.move_onto(record_id, self.parent(above))
        beside = above.row() + (1 if step == DOWN else -1) if above.isValid() else -1
        other = self.index(beside, NAME, self.parent(above)) if above.isValid() else QModelIndex()
        return self._onto_or_refuse(record_id, other, tr("There is no branch beside its own."))

    def _onto_or_refuse(self, record_id: str, target: QModelIndex, why: str) -> TreeMove:
        if not target.isValid():
            return TreeMove(record_id, refused=why)
        return self.move_onto(record_id, target)

    def _checked(self, move: TreeMove) -> TreeMove:
        """Nothing stands below itself."""
        at = self._numbers.get(move.broader or "", -1)
        while at >= 0:
            node = self._rows[at].node
            if node is not None and node.id == move.record:
                words = tr("“{name}” cannot stand below itself.", name=self._rows[at].label)
                return move._replace(refused=words)
            at = self._rows[at].parent
        return move

    # -- the model ------------------------------------------------------------------------------

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Records can be dragged, and dropped on any row."""
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
        if index.isValid() and index.data(ID_ROLE):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def _made(self, at: int, column: int) -> QModelIndex:
        return self.createIndex(self._places[at], column, at)

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        siblings = self._below(parent)
        if not (0 <= row < len(siblings) and 0 <= column < self.columnCount()):
            return QModelIndex()
        return self.createIndex(row, column, siblings[row])

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        above = self._rows[index.internalId()].parent if index.isValid() else -1
        return self._made(above, NAME) if above >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return len(self._below(parent))

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return FIRST_VERDICT + len(self.columns)

    def _below(self, parent: _Index) -> list[int]:
        if not parent.isValid():
            return self._children.get(-1, [])
        return self._children.get(parent.internalId(), []) if parent.column() == NAME else []

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if section >= FIRST_VERDICT:
            return self._verdict_head(self.columns[section - FIRST_VERDICT], role)
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("Name") if section == NAME else tr("Uses")
        if role == Qt.ItemDataRole.ToolTipRole and section == USES:
            return tr(
                "Linked events, claims, figures and agreements; the lighter part only possibly"
            )
        return None

    def _verdict_head(self, verdict: Verdict, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return verdict.label
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            number = tr.counted(verdict.number.possible, "{n} instrument", "{n} instruments")
            pattern = tr("{verdict}: {n}. Click to narrow everything to it.")
            if verdict.wanted:
                pattern = tr("{verdict}: {n}. Everything is narrowed to it; click to undo that.")
            words = pattern.format(verdict=verdict.label, n=number)
            return words if role == Qt.ItemDataRole.AccessibleTextRole else plain_tip(words)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.internalId()], index.column()
        if role == ROW_ROLE:
            return row
        if row.node is None:
            is_name = column == NAME and role == Qt.ItemDataRole.DisplayRole
            return row.label if is_name else {ID_ROLE: "", PASSES_ROLE: True}.get(role)
        return self._node_data(row.node, column, role)

    def _node_data(self, node: TreeNode, column: int, role: int) -> object:
        if role == ID_ROLE:
            return node.id
        if role == PASSES_ROLE:
            return self.shown.shows(node)
        if role == POSSIBLE_ROLE:
            return self.shown.passing.only_possibly(node.id)
        if column >= FIRST_VERDICT:
            return self._verdict_data(node, self.columns[column - FIRST_VERDICT], role)
        tally = tally_of(self._tallies, node.id)
        if role == COUNT_ROLE:
            return tally.own
        if role == Qt.ItemDataRole.DisplayRole:
            return node.label if column == NAME else self._number(tally.own)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._trees.in_words(tr, node, tally, self.shown.passing)
            return words if role == Qt.ItemDataRole.AccessibleTextRole else plain_tip(words)
        return None

    @staticmethod
    def _number(count: Count) -> str:
        return count_in_words(tr, count) if count.possible else ""

    def _verdict_data(self, node: TreeNode, verdict: Verdict, role: int) -> object:
        marks = self._marks.get(node.id, {}).get(verdict.code, ())
        if role == MARKS_ROLE:
            return marks
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = "\n".join(mark.words for mark in marks)
            return words if role == Qt.ItemDataRole.AccessibleTextRole else plain_tip(words)
        return None
