"""Instruments and concepts are moved in their tree by keys: one step, circles refused."""

from __future__ import annotations

from activation import in_front
from editing import settled, stored
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spexplorer.ui.views.instruments.page import ALL, InstrumentsView


def test_an_instrument_is_moved_by_keys_and_never_below_itself(qtbot, opened, own) -> None:
    program = opened()
    workspace, window = program.workspace, program.window
    child = next(one for one in workspace.reader.records("instrument") if one.broader)
    workspace.show_tab("instruments")
    seen = window.tabs.seen
    qtbot.waitUntil(lambda: isinstance(seen("instruments"), InstrumentsView), timeout=20_000)
    view = seen("instruments")
    view._choose_mode(ALL)
    table = view.tables["instrument"]
    model = table.model()
    qtbot.waitUntil(lambda: model.index_of(child.id).isValid(), timeout=20_000)
    assert model.move_onto(child.broader, model.index_of(child.id)).refused

    table.setCurrentIndex(model.index_of(child.id))
    in_front(qtbot, window)
    table.setFocus()
    QTest.keyClick(
        table, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: stored(own, child.id).broader != child.broader, timeout=20_000)
    settled(qtbot, program)
    window.tools.undo.trigger()
    settled(qtbot, program)
    assert stored(own, child.id).broader == child.broader
