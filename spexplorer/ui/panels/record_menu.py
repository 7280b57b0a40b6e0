"""What can be done with one record, from the menu bar, by a key, or by the right button on any row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from spexplorer.domain.filters import Values
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

FACET_OF: Final = {"agent": "actor", "place": "place", "instrument": "instrument"}
"""The facet that holds the records of a kind as its values."""

_LONGEST: Final = 56
"""A menu is headed by no more letters than these."""


def _nothing(_verb: str, _record_id: str) -> None:
    """Where records cannot be changed."""


class RecordCommands(NamedTuple):
    """The commands of one record; `hint` says what was done, `parent` holds dialogs and menus."""

    record_id: str
    workspace: Workspace
    theme: Theme
    hint: Callable[[str], object]
    parent: QWidget
    change: Callable[[str, str], object] = _nothing
    """Does what changes the record: a verb and its id."""

    def edit(self) -> None:
        """Open the form of the record."""
        self.change("edit", self.record_id)

    def duplicate(self) -> None:
        """Open the form of a new record that begins as this one."""
        self.change("duplicate", self.record_id)

    def change_many(self) -> None:
        """Change the records that are chosen, what the filter leaves, or all of a kind."""
        self.change("batch", self.record_id)

    def note(self) -> None:
        """Open the form of an observation on the record."""
        self.change("note", self.record_id)

    def history(self) -> None:
        """Open what was changed in the record, and when."""
        self.change("history", self.record_id)

    def merge(self) -> None:
        """Merge the record into another one, once that is named."""
        self.change("merge", self.record_id)

    def delete(self) -> None:
        """Delete the record, once it is clear what becomes of what points at it."""
        self.change("delete", self.record_id)

    def open(self) -> None:
        """Show the record on the tab of its kind."""
        self.workspace.go(self.record_id)

    def show_evidence(self) -> None:
        """Open the sentences the record rests on."""
        from spexplorer.ui.panels.evidence_dialog import EvidenceDialog

        EvidenceDialog(self.workspace, self.theme, self.record_id, self.parent).open()

    def read_source(self) -> None:
        """Show the passage it rests on in the reader's copy of the source."""
        self.workspace.read_source(self.record_id)

    def copy_reference(self) -> None:
        """Put the record, its passages and its library on the clipboard, as text for notes."""
        from spexplorer.ui.panels.record_citation import reference_of

        self._copy(
            reference_of(self.workspace.reader, self.record_id),
            tr("The reference is on the clipboard."),
        )

    def copy_citation(self) -> None:
        """Put the record on the clipboard as a citation, in the style that was chosen last."""
        from spexplorer.ui.panels.record_citation import copy_citation

        copy_citation(self.workspace, self.record_id, self.hint)

    def copy_statement(self) -> None:
        """Put what the record says on the clipboard, with the citation of what it rests on."""
        from spexplorer.ui.panels.record_citation import copy_citation

        copy_citation(self.workspace, self.record_id, self.hint, with_statement=True)

    def copy_citation_in(self, style: str) -> None:
        """Put the record on the clipboard as a citation in one style, for this once."""
        from spexplorer.ui.panels.record_citation import copy_citation

        copy_citation(self.workspace, self.record_id, self.hint, style)

    def copy_link(self) -> None:
        """Put the address that leads back to the record on the clipboard."""
        from spexplorer.domain.address import address
        from spexplorer.domain.link_state import LinkState

        home = LinkState(tab=self.workspace.state.tab)
        self._copy(
            address(home.at(self.record_id)),
            tr("The address of the record is on the clipboard; Ctrl+L goes to an address."),
        )

    def copy_id(self) -> None:
        """Put the id of the record on the clipboard."""
        self._copy(self.record_id, tr("Copied {id}", id=self.record_id))

    def filter_by(self) -> None:
        """Keep only what has to do with an actor, a place or an instrument."""
        facet = FACET_OF.get(kind_of(self.record_id))
        if facet is None:
            self.hint(tr("Actors, places and instruments can be filtered by; this is none."))
        else:
            self.workspace.narrow(Values(facet, frozenset({self.record_id})))

    def compare(self, side: int) -> None:
        """Put the record on one side of the comparison: 0 is left, 1 right."""
        workspace = self.workspace
        left, right = workspace.state.sides
        sides = (left, self.record_id) if side else (self.record_id, right)
        workspace.set_state(workspace.state._replace(sides=sides, tab="compare"))

    def _copy(self, text: str, said: str) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(text)
        self.hint(said)


Command = tuple[str, str, "Callable[[RecordCommands], None]", str]
"""Name, text, what runs, keys."""


def record_commands() -> tuple[tuple[Command, ...], ...]:
    """The commands in their groups: changing, showing, copying, comparing."""
    return (
        (
            ("edit", tr("&Edit"), RecordCommands.edit, "F2"),
            ("duplicate", tr("D&uplicate"), RecordCommands.duplicate, "Ctrl+D"),
            ("batch", tr("Change several at on&ce …"), RecordCommands.change_many, "Shift+F2"),
            ("note", tr("Add an &observation on it"), RecordCommands.note, ""),
            ("merge", tr("Merge: &put into another record …"), RecordCommands.merge, ""),
            ("delete", tr("&Delete …"), RecordCommands.delete, "Ctrl+Shift+Delete"),
            ("record-history", tr("&History of this record …"), RecordCommands.history, ""),
        ),
        _showing(),
        _copying(),
        (
            ("compare-left", tr("Compare, as the &left side"), partial(_compare, 0), ""),
            ("compare-right", tr("Compare, as the ri&ght side"), partial(_compare, 1), ""),
        ),
    )


def _showing() -> tuple[Command, ...]:
    source = tr("&Browse to its passage in the source")
    keys = "E Ctrl+E Ctrl+Shift+E"
    return (
        ("evidence", tr("Show the e&vidence"), RecordCommands.show_evidence, keys),
        ("read-source", source, RecordCommands.read_source, ""),
        ("open-record", tr("&Show on its own tab"), RecordCommands.open, ""),
        ("filter-by", tr("&Filter by it"), RecordCommands.filter_by, ""),
    )


def _copying() -> tuple[Command, ...]:
    statement = tr("Copy statement &with citation")
    return (
        ("copy-citation", tr("Cop&y citation"), RecordCommands.copy_citation, "Ctrl+Shift+C"),
        ("copy-statement", statement, RecordCommands.copy_statement, ""),
        ("copy-reference", tr("Copy &reference"), RecordCommands.copy_reference, ""),
        ("copy-link", tr("Copy &address of the record"), RecordCommands.copy_link, ""),
        ("copy-id", tr("Copy record &id"), RecordCommands.copy_id, "Ctrl+Shift+I"),
    )


def _compare(side: int, commands: RecordCommands) -> None:
    commands.compare(side)


def record_menu(commands: RecordCommands, further: Sequence[QAction] = ()) -> QMenu:
    """The menu of a record, headed by its name; `further` actions stand at its end.

    It deletes itself once it is closed.
    """
    record_id = commands.record_id
    menu = QMenu(commands.parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    label = commands.workspace.reader.label(record_id)
    short = label if len(label) <= _LONGEST else f"{label[:_LONGEST].rstrip()}…"
    menu.addAction(plain_caption(short)).setEnabled(False)
    menu.setAccessibleName(tr("What to do with {label}", label=label))
    for group in record_commands():
        menu.addSeparator()
        for name, text, run, keys in group:
            # Only shown: the same key of the menu bar is about the current record.
            action = menu.addAction(f"{text}\t{keys.split(' ')[0]}" if keys else text)
            action.setObjectName(name)
            action.setEnabled(name != "filter-by" or kind_of(record_id) in FACET_OF)
            action.triggered.connect(unticked(partial(run, commands)))
            if name == "copy-citation":
                menu.addMenu(_styles_menu(commands, menu))
    if further:
        menu.addSeparator()
        menu.addActions(further)
    return menu


def _styles_menu(commands: RecordCommands, parent: QMenu) -> QMenu:
    """Every style a citation can be copied in; filled when it is opened, for styles are files."""
    menu = QMenu(tr("Copy cita&tion in"), parent)
    menu.setObjectName("copy-citation-in")

    def fill() -> None:
        from spexplorer.operations.citing import styles

        if menu.isEmpty():
            for style in styles():
                action = menu.addAction(plain_caption(tr(style.label)))
                action.triggered.connect(unticked(partial(commands.copy_citation_in, style.code)))

    menu.aboutToShow.connect(fill)
    return menu
