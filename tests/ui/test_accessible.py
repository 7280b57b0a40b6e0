"""Everything that takes the keyboard says what it is, and everything can be reached by it."""

from __future__ import annotations

import pytest
from activation import in_front
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget


def name_of(widget: QWidget) -> str:
    """What a screen reader is told of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def nameless(top: QWidget) -> list[str]:
    """The widgets in sight that take the keyboard and have no name, each with what it stands in."""
    found = []
    for widget in top.findChildren(QWidget):
        own = widget.objectName() or type(widget).__name__
        if not widget.isVisible() or widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            continue
        if own.startswith("qt_") or widget.focusProxy() is not None:
            continue  # Qt's own parts, and what hands the keyboard on
        if isinstance(widget, QScrollArea):
            continue  # it only scrolls: what stands in it has names
        if not name_of(widget):
            found.append(f"{own} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("with_record", [False, True])
def test_whatever_takes_the_keyboard_in_the_window_has_a_name(program, settle, with_record):
    if with_record:
        program.workspace.toggle("vector", "culture")
        program.workspace.go("event:2013-09-silk-road-economic-belt")
    found = {}
    for view_id in program.window.view_ids():
        program.workspace.show_tab(view_id)
        settle()
        if bare := nameless(program.window):
            found[view_id] = bare
    assert not found


def test_whatever_takes_the_keyboard_in_a_dialog_has_a_name(program, settle):
    program.workspace.go("event:2013-09-silk-road-economic-belt")
    settle()
    for name in ("help", "keys", "about", "log", "settings", "save-view", "manage-views",
                 "go-to-address", "evidence"):  # fmt: skip
        program.window.actions_by_name[name].trigger()
        settle()
        (dialog,) = [d for d in program.window.findChildren(QDialog) if d.isVisible()]
        assert dialog.windowTitle(), name
        assert not nameless(dialog), name
        dialog.reject()


def test_tab_goes_through_the_window_and_comes_back(program, settle, qtbot):
    in_front(qtbot, program.window)
    program.window.search.setFocus()
    seen: list[QWidget] = []
    for _ in range(400):
        program.window.focusNextChild()
        focused = QApplication.focusWidget()
        if focused is program.window.search:
            break
        assert focused is not None
        seen.append(focused)
    else:
        pytest.fail("the keyboard never came back to the search field")
    for part in (*program.window.docks(), program.window.tabs):
        assert any(part.isAncestorOf(widget) for widget in seen), part.objectName()
