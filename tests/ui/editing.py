"""What tests of editing share: a library of their own, windows on it, typing as input methods do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from activation import in_front
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from spexplorer.bootstrap import make_application
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.forms.record_form import RecordForm
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.translation import tr
from spexplorer.workspace.settings import Session

Open = Callable[[], Program]


def copied(library: Path, folder: Path) -> Path:
    """A library of one's own."""
    path = folder / "own.spex"
    shutil.copyfile(library, path)
    make_ready(path)
    return path


def window_on(path: Path, qtbot) -> Program:
    """A window that is ready."""
    session = Session(panels="inspector charts")
    program = Program(Appearance(make_application()), Reader(path, tr), Trace(), session)
    program.window.resize(1280, 720)
    program.show()
    qtbot.waitUntil(lambda: program.is_furnished, timeout=60_000)
    return program


def typed(widget: QWidget, text: str) -> None:
    """Put text in as an input method does: no key is pressed for its letters."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def form_of(program: Program) -> RecordForm:
    form = program.window.record_panel.form
    assert form is not None
    return form


def field(form: RecordForm, name: str) -> QWidget:
    form.focus_field(name)
    row = form.row(name)
    assert row is not None, name
    return row.editor.focusProxy()


def write(form: RecordForm, name: str, text: str) -> None:
    line = field(form, name)
    if isinstance(line, QLineEdit):
        line.selectAll()
    typed(line, text)


def saved(qtbot, form: RecordForm) -> str:
    """Press Ctrl+S; gives the id of what was saved."""
    in_front(qtbot, form)
    with qtbot.waitSignal(form.saved, timeout=20_000) as told:
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return told.args[0]


def settled(qtbot, program: Program) -> None:
    """Everything is on disk and shown."""
    workspace = program.workspace
    qtbot.waitUntil(lambda: workspace.writer.waiting == 0, timeout=20_000)
    qtbot.waitUntil(lambda: not workspace._changes, timeout=30_000)
    qtbot.waitUntil(workspace.is_current, timeout=20_000)


def stored(path: Path, uid: str):
    with closing(Reader(path)) as reader:
        return reader.record(uid)
