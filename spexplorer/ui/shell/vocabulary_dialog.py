"""The vocabularies of a library: add, rename, merge, retire and remove terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from spexplorer.domain.vocabularies import CLOSED, Scheme, Term
from spexplorer.ui.forms.new_term import NewTermDialog
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within, unticked
from spexplorer.ui.widgets.dialogs import Dialog, fit_columns
from spexplorer.ui.widgets.text import PlainLabel, plain_tip, tree_item

if TYPE_CHECKING:
    from spexplorer.operations.library_writer import Operation
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 92, 34
_CODE: Final = Qt.ItemDataRole.UserRole


class VocabularyDialog(Dialog):
    """Lists the terms of one vocabulary at a time. F2 or a double click renames."""

    def __init__(self, window: MainWindow, scheme: str = "") -> None:
        super().__init__(window, tr("Vocabularies"))
        self._window = window
        self._is_filling = False
        self.make_room(_LETTERS, _LINES)
        self.schemes = QComboBox()
        self.schemes.setAccessibleName(tr("Vocabulary"))
        self.schemes.activated.connect(unticked(self._fill_terms))
        self.terms = QTreeWidget()
        self.terms.setAccessibleName(tr("Terms"))
        self.terms.setHeaderLabels([tr("Term"), tr("What it means"), tr("Code"), tr("State")])
        self.terms.setRootIsDecorated(False)
        fit_columns(self.terms, (True, True, False, False))
        self.terms.itemChanged.connect(self._renamed)
        self.terms.currentItemChanged.connect(unticked(self._show_choices))
        self.note = PlainLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(self.schemes)
        column.addWidget(self.terms)
        column.addLayout(self._make_buttons())
        column.addWidget(self.note)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column.addWidget(close)
        window.workspace.refreshed.connect(self._refresh)
        self._fill_schemes(scheme)

    def _make_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.add = self._button(tr("&Add …"), self._add, line)
        self.rename = self._button(tr("Re&name"), self._edit, line)
        self.merge = self._button(tr("&Merge into …"), self._merge, line)
        self.retire = self._button(tr("Re&tire"), self._retire, line)
        self.remove = self._button(tr("Remo&ve"), self._remove, line)
        line.addStretch()
        key_within(self.terms, "F2", self._edit)
        return line

    def _button(self, words: str, act: object, line: QHBoxLayout) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(unticked(act))  # type: ignore[arg-type]
        line.addWidget(button)
        return button

    # -- showing ----------------------------------------------------------------------------------

    def _refresh(self, _changes: object) -> None:
        self._fill_schemes(self._scheme_code())

    def _fill_schemes(self, chosen: str) -> None:
        self._all = self._window.workspace.reader.schemes()
        own = [scheme for code, scheme in self._all.items() if code not in CLOSED]
        self.schemes.clear()
        for scheme in sorted(own, key=lambda one: one.label.casefold()):
            number = tr.number(len(scheme.terms))
            self.schemes.addItem(tr("{name} ({n})", name=scheme.label, n=number), scheme.code)
        self.schemes.setCurrentIndex(max(0, self.schemes.findData(chosen)))
        self._fill_terms()

    def _scheme_code(self) -> str:
        return str(self.schemes.currentData() or "")

    def _scheme(self) -> Scheme | None:
        return self._all.get(self._scheme_code())

    def _fill_terms(self) -> None:
        scheme, before = self._scheme(), self._code()
        self._is_filling = True
        self.terms.clear()
        for term in scheme.terms if scheme is not None else ():
            state = tr("retired") if term.retired else ""
            item = tree_item(term.label, term.help, term.code, state)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setData(0, _CODE, term.code)
            item.setToolTip(1, plain_tip(term.help))
            self.terms.addTopLevelItem(item)
            if term.code == before:
                self.terms.setCurrentItem(item)
        self._is_filling = False
        if self.terms.currentItem() is None and (first := self.terms.topLevelItem(0)) is not None:
            self.terms.setCurrentItem(first)
        self._say("" if scheme is None else scheme.help)
        self._show_choices()

    def _say(self, words: str) -> None:
        self.note.setText(words)

    def _code(self) -> str:
        item = self.terms.currentItem()
        return str(item.data(0, _CODE)) if item is not None else ""

    def _term(self) -> Term | None:
        scheme = self._scheme()
        terms = scheme.terms if scheme is not None else ()
        return next((term for term in terms if term.code == self._code()), None)

    def _show_choices(self) -> None:
        term, may = self._term(), self._window.workspace.editing.is_possible
        self.add.setEnabled(may and self._scheme() is not None)
        for button in (self.rename, self.merge, self.retire, self.remove):
            button.setEnabled(may and term is not None)
        is_retired = term is not None and term.retired
        self.retire.setText(tr("Offer a&gain") if is_retired else tr("Re&tire"))

    # -- changing ---------------------------------------------------------------------------------

    def _run(self, operation: Operation, said: str) -> None:
        def tell(_committed: object) -> None:
            self._say(said)

        self._window.workspace.editing.run(operation, tell, self._failed)

    def _failed(self, error: Exception) -> None:
        self._say(str(error))
        self._fill_terms()
        self._say(str(error))

    def _add(self) -> None:
        NewTermDialog(
            self._window.workspace,
            self._scheme(),
            self._scheme_code(),
            self,
            lambda _code, label: self._say(tr("Added: {label}", label=label)),
        ).open()

    def _edit(self) -> None:
        if (item := self.terms.currentItem()) is not None:
            self.terms.editItem(item, 0)

    def _renamed(self, item: QTreeWidgetItem, column: int) -> None:
        from spexplorer.operations.editing import change_term

        term = self._term()
        if self._is_filling or term is None or column > 1:
            return
        name, before = ("label", term.label) if column == 0 else ("help", term.help)
        words = " ".join(item.text(column).split())
        if words != before:
            operation = change_term(self._scheme_code(), term.code, **{name: words})
            self._run(operation, tr("Changed: {label}", label=words or term.label))

    def _retire(self) -> None:
        from spexplorer.operations.editing import change_term

        if (term := self._term()) is not None:
            operation = change_term(self._scheme_code(), term.code, retired=not term.retired)
            self._run(operation, "")

    def _merge(self) -> None:
        if (term := self._term()) is not None:
            words = tr("Which term shall stand in the place of “{label}”?", label=term.label)
            self._ask_instead(term, words)

    def _ask_instead(self, term: Term, words: str) -> None:
        """Ask which term the records of one shall have."""
        from spexplorer.operations.editing import remove_term

        scheme = self._scheme()
        others = {t.label: t.code for t in scheme.terms if t.code != term.code} if scheme else {}
        if not others:
            self._say(tr("There is no other term in this vocabulary."))
            return
        box = QInputDialog(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("Merge terms"))
        box.setLabelText(words)
        box.setComboBoxItems(list(others))
        box.setOkButtonText(tr("Merge"))
        code, label = term.code, term.label

        def merge(chosen: str) -> None:
            operation = remove_term(self._scheme_code(), code, others[chosen])
            said = tr("“{before}” is now “{after}”.", before=label, after=chosen)
            self._run(operation, said)

        box.textValueSelected.connect(merge)
        box.open()

    def _remove(self) -> None:
        """Remove a term; one that is in use asks where its records go."""
        from spexplorer.operations.editing import remove_term
        from spexplorer.operations.editing.terms import TermInUse

        term = self._term()
        if term is None:
            return

        def refused(error: Exception) -> None:
            if isinstance(error, TermInUse):
                number = len(error.users)
                words = tr.counted(
                    number,
                    "{n} record uses “{label}”. Which term shall it have instead?",
                    "{n} records use “{label}”. Which term shall they have instead?",
                    label=term.label,
                )
                self._ask_instead(term, words)
            else:
                self._failed(error)

        said = tr("Removed: {label}", label=term.label)
        operation = remove_term(self._scheme_code(), term.code)
        editing = self._window.workspace.editing
        editing.run(operation, lambda _committed: self._say(said), refused)
