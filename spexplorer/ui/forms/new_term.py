"""A new term of a vocabulary, from within a form or the editor of vocabularies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from spexplorer.domain.vocabularies import Term
from spexplorer.readings.forms.terms import term_code
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.domain.vocabularies import Scheme
    from spexplorer.workspace.workspace import Workspace

_LETTERS: Final = 56


class NewTermDialog(Dialog):
    """Asks for the label of a term; calls back with its code and label once it is stored."""

    def __init__(
        self,
        workspace: Workspace,
        scheme: Scheme | None,
        code: str,
        parent: QWidget,
        done: Callable[[str, str], object],
    ) -> None:
        """`scheme` is the vocabulary of that code, None where the library has none of it yet."""
        super().__init__(parent.window(), tr("Add a term"))
        self._workspace = workspace
        self._code = code
        self._taken = set(scheme.labels) if scheme is not None else set()
        self._labels = {label.casefold() for label in scheme.labels.values()} if scheme else set()
        self._done = done
        self.make_room(_LETTERS)
        self.label, self.help = QLineEdit(), QLineEdit()
        self.label.setAccessibleName(tr("Term"))
        self.help.setAccessibleName(tr("What it means"))
        form = QFormLayout()
        form.setVerticalSpacing(2 * GRID)
        form.addRow(tr("&Term:"), self.label)
        form.addRow(tr("What it &means:"), self.help)
        self.problem = PlainLabel()
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.add_button = buttons.addButton(tr("&Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        leave = buttons.addButton(tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.add_button.clicked.connect(unticked(self._add))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(3 * GRID)
        if scheme is not None:
            name = PlainLabel(tr("Vocabulary: {name}", name=scheme.label))
            name.setObjectName("muted")
            column.addWidget(name)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _add(self) -> None:
        from spexplorer.operations.editing import add_term

        label = " ".join(self.label.text().split())
        if not label:
            self.problem.setText(tr("A term needs words."))
            return
        if label.casefold() in self._labels:
            self.problem.setText(tr("There is such a term already."))
            return
        code = term_code(label, self._taken)
        term = Term(code, label, self.help.text().strip())
        self.add_button.setEnabled(False)
        took = partial(self._added, code, label)
        self._workspace.editing.run(add_term(self._code, term), took, self._failed)

    def _added(self, code: str, label: str, _committed: object) -> None:
        self._done(code, label)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.add_button.setEnabled(True)
        self.problem.setText(str(error))
