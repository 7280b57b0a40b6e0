"""The tree of instruments or of concepts as a model, and the filter that keeps ancestors in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from spexplorer.domain.concepts import Assessment
from spexplorer.ui.lists.rows import DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.instruments.material import (
    Node,
    Tally,
    in_words,
    kinds_in_words,
    nothing_linked,
)
from spexplorer.ui.views.instruments.verdicts import leading
from spexplorer.ui.views.instruments.wording import crosswalk_words

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader

NODE_ROLE = Qt.ItemDataRole.UserRole + 10
STANDS_ROLE = Qt.ItemDataRole.UserRole + 11
"""False for a row that is shown only because something below it passes."""
TALLY_ROLE = Qt.ItemDataRole.UserRole + 12
WORDS_ROLE = Qt.ItemDataRole.UserRole + 13
"""The word of the assessment that speaks for the row, "" without one."""
VERDICT_ROLE = Qt.ItemDataRole.UserRole + 14
"""The code of its verdict, "" without one."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Shown(NamedTuple):
    """What of a tree is shown: ids that pass, those that pass for certain, ids a search found.

    `verdicts` are those the filter asks for: where one has any of them, it speaks for it.
    """

    passing: frozenset[str] | None = None
    certain: frozenset[str] | None = None
    found: frozenset[str] | None = None
    verdicts: frozenset[str] = frozenset()

    def leading(self, node: Node) -> Assessment | None:
        """The assessment that speaks for a node."""
        return leading(node.assessments, self.verdicts)

    def stands(self, record_id: str) -> bool:
        """Whether a record passes the filter and is found by the search."""
        return (self.passing is None or record_id in self.passing) and (
            self.found is None or record_id in self.found
        )

    def is_possible(self, record_id: str) -> bool:
        """Whether a record passes, but not for certain."""
        return (
            self.certain is not None
            and record_id not in self.certain
            and (self.passing is None or record_id in self.passing)
        )


class TreeModel(QAbstractItemModel):
    """The nodes never change; what passes and the counts do."""

    def __init__(
        self, reader: Reader, nodes: Sequence[Node], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._nodes = list(nodes)
        self._number = {node.id: at for at, node in enumerate(nodes)}
        self._children: dict[str | None, list[int]] = {}
        self._rows: list[int] = []
        for at, node in enumerate(nodes):
            siblings = self._children.setdefault(node.parent, [])
            self._rows.append(len(siblings))
            siblings.append(at)
        self._tallies: Mapping[str, Tally] = {}
        self.shown = Shown()

    def show(self, shown: Shown, tallies: Mapping[str, Tally]) -> None:
        """Show other counts; the proxy has to filter afresh after it."""
        self.shown = shown
        self._tallies = tallies

    def node(self, record_id: str | None) -> Node | None:
        """The node of a record of this tree."""
        at = self._number.get(record_id or "")
        return None if at is None else self._nodes[at]

    def index_of(self, record_id: str | None) -> QModelIndex:
        """The index of a record, invalid when the tree does not have it."""
        at = self._number.get(record_id or "")
        return _ROOT if at is None else self.createIndex(self._rows[at], 0, at)

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        siblings = self._below(parent)
        if column or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, index: _Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        return self.index_of(self._nodes[index.internalId()].parent)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return len(self._below(parent))

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 1

    def _below(self, parent: _Index) -> list[int]:
        key = self._nodes[parent.internalId()].id if parent.isValid() else None
        return self._children.get(key, [])

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.label
            case _ if role == ID_ROLE:
                return node.id
            case _ if role == NODE_ROLE:
                return node
            case _ if role == STANDS_ROLE:
                return self.shown.stands(node.id)
            case _ if role == POSSIBLE_ROLE:
                return self.shown.is_possible(node.id)
            case _ if role == TALLY_ROLE:
                return self._tallies.get(node.id, nothing_linked())
            case _ if role == VERDICT_ROLE:
                spoken = self.shown.leading(node)
                return spoken.verdict if spoken else ""
            case _ if role == WORDS_ROLE:
                return self.verdict_words(node)
            case _ if role == DETAIL_ROLE:
                return self.second_line(node)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.in_words(node)
        return None

    def verdict_words(self, node: Node) -> str:
        """“Effective, attributed +2”: the leading assessment and how many there are besides."""
        spoken = self.shown.leading(node)
        if spoken is None:
            return ""
        words = self._reader.term("verdict", spoken.verdict)
        if spoken.basis != "explicit":
            words = tr("{verdict} ({basis})", verdict=words, basis=spoken.basis)
        others = len({a.verdict for a in node.assessments} - {spoken.verdict})
        return f"{words} +{others}" if others else words

    def second_line(self, node: Node) -> str:
        """The linked records by kind; for a concept also what it is related to."""
        counts = kinds_in_words(self._tallies[node.id]) if node.id in self._tallies else ""
        if not node.related:
            return counts
        related = counted(len(node.related), "{n} related", "{n} related")
        return f"{related} · {counts}" if counts else related

    def in_words(self, node: Node) -> str:
        """Everything a row shows and what it leaves out, for the tooltip and for reading aloud."""
        tally = self._tallies.get(node.id, nothing_linked())
        parts = [node.label]
        if node.vector:
            parts.append(tr("Vector: {name}", name=self._reader.term("vector", node.vector)))
        if words := self.verdict_words(node):
            parts.append(tr("Assessment: {words}", words=words))
        if node.crosswalk:
            parts.append(" · ".join(map(crosswalk_words, node.crosswalk)))
        parts.append(kinds_in_words(tally))
        if self._children.get(node.id):
            parts.append(tr("{n} linked records with its narrower ones", n=in_words(tally.below)))
        if node.related:
            names = ", ".join(self._reader.label(uid) for uid in node.related)
            parts.append(tr("Related: {names}", names=names))
        if not self.shown.stands(node.id):
            parts.append(tr("Shown only for what is below it"))
        elif self.shown.is_possible(node.id):
            parts.append(tr("Passes the filter only possibly"))
        return "\n".join(parts)


class TreeFilter(QSortFilterProxyModel):
    """Keeps what passes and is found, and what stands above it."""

    def __init__(self, model: TreeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(model)

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        index = self._model.index(source_row, 0, source_parent)
        node = self._model.data(index, NODE_ROLE)
        assert isinstance(node, Node)
        return self._model.shown.stands(node.id)
