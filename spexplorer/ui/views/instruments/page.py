"""Instruments: the matrix of instruments by assessment in their tree, or the tree and map of concepts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.kinds import kind_of
from spexplorer.readings.instruments.matrix import ConceptTrees, Verdict, basis_words
from spexplorer.readings.instruments.neighbours import ConceptNeighbours
from spexplorer.readings.instruments.tree import TreePassing, found_by
from spexplorer.readings.instruments.uses import LINKED, UseTally
from spexplorer.support.errors import AppError
from spexplorer.ui.drawing.glyphs import glyph_sample
from spexplorer.ui.drawing.legend import Legend, LegendEntry
from spexplorer.ui.lists.record_list import empty_label, nothing_passes
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.instruments.concept_map import ConceptMap
from spexplorer.ui.views.instruments.tree_export import TreeExport
from spexplorer.ui.views.instruments.tree_model import ConceptTreeModel, TreeMove, TreeShown
from spexplorer.ui.views.instruments.tree_table import BASIS_GLYPHS, TreeTable
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.panes import TurningSplitter, lay_out_headed, scrolling
from spexplorer.ui.widgets.text import PlainLabel
from spexplorer.words.facets import count_in_words

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.index import Index
    from spexplorer.workspace.workspace import Workspace

ASSESSED, ALL, CONCEPTS = "assessed", "instrument", "concept"
"""What the tab shows: the instruments that are assessed, every instrument, or the concepts."""

_KINDS: Final = {ASSESSED: "instrument", ALL: "instrument", CONCEPTS: "concept"}
_MAP_BESIDE: Final = 80
"""From this width in characters on the map of a concept stands beside the tree, else below it."""


class InstrumentsView(View):
    """One table of one tree; with the concepts, the map of one of them beside it."""

    def __init__(
        self, workspace: Workspace, theme: Theme, trees: ConceptTrees | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._trees = trees or ConceptTrees(workspace.reader)
        self._neighbours = ConceptNeighbours(self._trees.nodes["concept"])
        self._models: dict[str, ConceptTreeModel] = {}
        self.tables: dict[str, TreeTable] = {}
        self._drawn: dict[str, tuple[Filter, Index | None]] = {}
        self._passing: dict[str, TreePassing] = {}
        self._current: str | None = None
        self._concept: str | None = None
        self.mode = ASSESSED if self._trees.verdicts else ALL
        self.heading = PlainLabel()
        self.heading.setObjectName("title")
        self.heading.setContentsMargins(0, 0, 0, GRID)
        self.legend = Legend(tr("Marks of assessments"), theme)
        self.legend.show_entries(
            [
                LegendEntry(basis_words(tr, basis), glyph_sample(glyph, "muted"))
                for basis, glyph in BASIS_GLYPHS.items()
            ]
        )
        self.modes = Segments(tr("What is shown"))
        self.modes.chosen.connect(self._choose_mode)
        self.search = self._made_search()
        self.verdicts = self._made_verdict_menu()
        self.export = TreeExport(workspace, self._exported)
        self._pages = QStackedWidget()
        self.empty = empty_label()
        self._pages.addWidget(self.empty)
        self.map = ConceptMap(theme)
        self.map.chosen.connect(workspace.go)
        self.map.entered.connect(workspace.hovered)
        self._map_pane = scrolling(self.map)
        self._lay_out()
        self._show_mode(self.mode)

    def _made_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setClearButtonEnabled(True)
        search.setPlaceholderText(tr("Find in the tree (Ctrl+F)"))
        search.setAccessibleName(tr("Find in the tree"))
        search.setToolTip(tr("Any form of a name, in any script; what stands above it stays"))
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        search.textChanged.connect(self._refresh)
        FindKey(self, search)
        return search

    def _made_verdict_menu(self) -> QToolButton:
        """The verdicts by the keyboard: what a click on a head of a column does."""
        button = QToolButton()
        button.setText(tr("Assessments ▾"))
        button.setAccessibleName(tr("Assessments"))
        button.setToolTip(tr("Narrow everything to instruments that are assessed so"))
        self._verdict_menu = QMenu(button)
        button.clicked.connect(self._offer_verdicts)
        return button

    def _lay_out(self) -> None:
        top = QWidget()
        flow = FlowLayout(top, 4 * GRID)
        for widget in (self.heading, self.legend):
            flow.addWidget(widget)
        tools = QWidget()
        line = FlowLayout(tools, 2 * GRID)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        for tool in (self.modes, self.search, self.verdicts, self.export):
            line.addWidget(tool)
        split = TurningSplitter(_MAP_BESIDE, (self._pages, self._map_pane), (3, 2), (0, 8))
        lay_out_headed(self, (top, tools), split)
        split.setContentsMargins(3 * GRID, 0, 2 * GRID, 0)

    def _table(self, kind: str) -> TreeTable:
        """The table of a tree, made when it is first wanted."""
        if kind not in self.tables:
            model = ConceptTreeModel(self._trees, kind, self)
            name = tr("Concepts") if kind == "concept" else tr("Instruments by assessment")
            table = TreeTable(model, name, list(self._trees.fields), self.theme)
            table.chosen.connect(self.workspace.go)
            table.pointed.connect(self.workspace.hovered)
            table.narrowed.connect(self.workspace.toggle)
            table.moved.connect(self._move)
            self._models[kind], self.tables[kind] = model, table
            self._pages.addWidget(table)
        return self.tables[kind]

    # -- showing --------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The kind of record that is shown."""
        return _KINDS[self.mode]

    def show_state(self, state: LinkState) -> None:
        """Show what passes; a change of the current record alone only moves the mark."""
        if state.current != self._current and state.current is not None:
            self._make_room_for(state.current)
        self._current = state.current
        self._show_tab(state)

    def _make_room_for(self, record_id: str) -> None:
        """A record that the present mode hides is shown by another mode."""
        kind = kind_of(record_id)
        if kind == "concept":
            self._show_mode(CONCEPTS)
        elif kind == "instrument":
            node = next((n for n in self._trees.nodes[kind] if n.id == record_id), None)
            hidden = self.mode == ASSESSED and node is not None and not node.assessments
            if hidden or self.kind != kind:
                self._show_mode(ALL if node is None or not node.assessments else ASSESSED)

    def _show_mode(self, mode: str) -> None:
        self.mode = mode
        instruments = self.kind == "instrument"
        self._table(self.kind)
        for widget in (self.legend, self.verdicts):
            widget.setVisible(instruments and bool(self._trees.verdicts))
        self._map_pane.setVisible(not instruments and bool(self._trees.nodes["concept"]))

    def _show_tab(self, state: LinkState) -> None:
        kind = self.kind
        key = (state.filter, self.workspace.index)
        if self._drawn.get(kind) != key:
            self._drawn[kind] = key
            index, passing = self.workspace.index, self.workspace.passing()
            work = partial(self._trees.uses[kind].tallies, index, passing)
            self.workspace.later(f"{kind} uses", work, partial(self._show_uses, kind, state))
            return
        self._refresh()

    def _show_uses(self, kind: str, state: LinkState, tallies: dict[str, UseTally]) -> None:
        """The uses of what passes were counted: show them and what passes."""
        self._passing[kind] = self._passes(kind, state)
        wanted = state.filter.values("verdict")
        columns: tuple[Verdict, ...] = ()
        if kind == "instrument":
            columns = self._trees.columns(self._passes(kind, state, "verdict"), wanted)
        self._models[kind].count(tallies, columns)
        self.tables[kind].show_counts()
        self._refresh()

    def _passes(self, kind: str, state: LinkState, without: str = "") -> TreePassing:
        """Which nodes pass; all of them while nothing narrows or can be told."""
        index, passing = self.workspace.index, self.workspace.passing(without)
        if index is None or passing is None or not state.filter.without(without).constraints:
            return TreePassing()
        ids = [(node.id, index.position.get(node.id)) for node in self._trees.nodes[kind]]
        return TreePassing(
            frozenset(record_id for record_id, at in ids if at is None or passing.possible[at]),
            frozenset(record_id for record_id, at in ids if at is None or passing.certain[at]),
        )

    def _refresh(self) -> None:
        """Show what passes, is found and is wanted; the current record is marked again."""
        kind = self.kind
        table, model = self._table(kind), self._models[kind]
        passing = self._passing.get(kind, TreePassing())
        if model.show(TreeShown(passing, self._found(), assessed=self.mode == ASSESSED)):
            table.unfold()
        self._show_words(passing, is_empty=not model.rowCount())
        row = self.workspace.reader.row(self._current) if self._current else None
        used = self._trees.uses[kind].nodes_of(row.number if row else None)
        table.show_current(self._current, used)
        if kind == "concept":
            self._show_map(passing)

    def _show_words(self, passing: TreePassing, *, is_empty: bool) -> None:
        nodes = self._trees.nodes
        wanted = self.workspace.state.filter.values("verdict")
        self.heading.setText(self._trees.heading(tr, self.kind, passing, wanted))
        choices = []
        if self._trees.verdicts:
            choices.append(Choice(ASSESSED, tr("Assessed"), tr("Instruments that are assessed")))
        choices.append(Choice(ALL, tr("All instruments"), tr("Every instrument in its tree")))
        choices.append(Choice(CONCEPTS, tr("Concepts"), tr("Concepts and how they are related")))
        self.modes.show_choices(choices, self.mode)
        if is_empty:
            if words := self.search.text().strip():
                self.empty.setText(tr("No name holds “{words}”.", words=words))
            elif nodes[self.kind]:
                self.empty.setText(nothing_passes())
            elif self.kind == "concept":
                self.empty.setText(
                    tr(
                        "This library has no concepts. Here stand their tree and how they are related."
                    )
                )
            else:
                self.empty.setText(
                    tr(
                        "This library has no instruments. Here stand their tree, their uses and who "
                        "assesses them how."
                    )
                )
        self._pages.setCurrentWidget(self.empty if is_empty else self.tables[self.kind])

    def _show_map(self, passing: TreePassing) -> None:
        """The map of the current concept, of the last one, or of the best connected one."""
        if self._current in self._neighbours:
            self._concept = self._current
        concept = self._concept or self._neighbours.best_connected()
        if concept is not None:
            self.map.show_neighbours(self._neighbours.around(tr, concept, passing))

    def _found(self) -> frozenset[str] | None:
        """What a search finds by its names; by its whole text when no name holds the words."""
        text = self.search.text().strip()
        if not text:
            return None
        nodes = self._trees.nodes[self.kind]
        if named := found_by(nodes, text):
            return named
        try:
            found = self.workspace.reader.search(text, limit=len(nodes), kind=self.kind)
        except AppError as error:
            self.workspace.failed.emit(error)
            return frozenset()
        return frozenset(
            row.id for row, hit in zip(found.hits, found.about, strict=True) if not hit.missing
        )

    def refresh(self, changes: ChangeSet) -> bool:
        """The trees, what is linked to them and who holds an assessment are read once."""
        return not changes.touches(("instrument", "concept", "agent", *LINKED))

    def show_hovered(self, record_id: str | None) -> None:
        """Mark what is pointed at elsewhere."""
        self._table(self.kind).show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for table in self.tables.values():
            table.restyle(theme)
        self.legend.restyle(theme)
        self.map.restyle(theme)

    # -- acting ---------------------------------------------------------------------------------

    def _move(self, move: TreeMove) -> None:
        """Let a record stand elsewhere in its tree: one step of the history."""
        workspace = self.workspace
        record = workspace.reader.record(move.record)
        if move.refused or not workspace.editing.is_possible:
            words = move.refused or tr("This library cannot be changed here: F2 says why.")
            workspace.told.emit(words)
            return
        if not isinstance(record, Instrument | Concept):
            return
        values: dict[str, str | None] = {}
        if record.broader != move.broader:
            values["broader"] = move.broader
        if isinstance(record, Instrument) and move.field and move.field != record.vector:
            values["vector"] = move.field
        if values:
            workspace.editing.change(move.record, values, self._moved, workspace.failed.emit)

    def _moved(self, _committed: object) -> None:
        self.workspace.told.emit(tr("Moved; Ctrl+Z takes it back."))

    def _choose_mode(self, mode: str) -> None:
        self._show_mode(mode)
        self._show_tab(self.present())

    def _offer_verdicts(self) -> None:
        menu = self._verdict_menu
        menu.clear()
        for verdict in self._models["instrument"].columns:
            number = count_in_words(tr, verdict.number)
            action = menu.addAction(tr("{verdict}  {n}", verdict=verdict.label, n=number))
            action.setCheckable(True)
            action.setChecked(verdict.wanted)
            action.triggered.connect(partial(self._toggle_verdict, verdict.code))
        menu.popup(self.verdicts.mapToGlobal(self.verdicts.rect().bottomLeft()))

    def _toggle_verdict(self, verdict: str, _checked: bool = False) -> None:
        self.workspace.toggle("verdict", verdict)

    def _exported(self) -> tuple[str, list[str]]:
        """The kind of the tree that is shown, and which of its records pass, in its order."""
        passing = self._passing.get(self.kind, TreePassing())
        return self.kind, [n.id for n in self._trees.nodes[self.kind] if passing.passes(n.id)]
