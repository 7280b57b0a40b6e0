"""Hours of use in short: memory, handles and files do not grow; every dialog may be cancelled at any time.

SPEXPLORER_SOAK_MINUTES gives how long the window is used (`make soak`), else some rounds.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from editing import form_of, settled, window_on, write
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from spexplorer.domain.filters import Filter, Values, Words
from spexplorer.operations.editing import set_fields, undo
from spexplorer.operations.examination import examine
from spexplorer.ui.shell.program import Program

NYE = "agent:nye-joseph"
MINUTES = float(os.environ.get("SPEXPLORER_SOAK_MINUTES", "0"))
WARM, ROUNDS = 4, 9

OTHERWISE = {"quit", "close", "full-screen", "new-window"}
"""Commands that open no dialog and that the test ends with."""


@pytest.fixture
def program(own: Path, qtbot) -> Iterator[Program]:
    program = window_on(own, qtbot)
    qtbot.waitUntil(lambda: program.window.tabs.is_rehearsed, timeout=100_000)
    yield program
    program.window.close()


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def widgets() -> int:
    return len(QApplication.allWidgets())


def tidied(qapp: QApplication) -> None:
    import gc

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    gc.collect()


def use(program: Program, qtbot, chance: random.Random) -> None:
    """What a person does in some minutes: look about, search, filter, edit, take it back."""
    workspace, window = program.workspace, program.window
    for tab in window.view_ids():
        workspace.show_tab(tab)
        qtbot.waitUntil(lambda: not workspace.tasks.are_running, timeout=60_000)
    workspace.narrow(Words(chance.choice(["silk road", "мягкая сила", "孔子"])))
    workspace.toggle("vector", chance.choice(["education", "culture"]))
    rows = workspace.reader.rows(chance.choice(["event", "work", "agent"]))
    workspace.go(chance.choice(rows).id)
    qtbot.waitUntil(lambda: not workspace.tasks.are_running, timeout=60_000)
    workspace.set_filter(Filter((Values("vector", frozenset({"education"})),)))
    workspace.clear()
    for operation in (set_fields(NYE, {"name": f"Nye {chance.random()}"}), undo()):
        workspace.writer.run(operation)
        settled(qtbot, program)
    for name in ("settings", "about", "history", "help"):
        window.actions_by_name[name].trigger()
        cancel_all(window)
    workspace.past.clear()
    workspace.future.clear()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measured on Linux")
@pytest.mark.timeout(300 + 90 * MINUTES)
def test_the_window_does_not_grow_with_use(program: Program, own: Path, qapp, qtbot) -> None:
    chance, end = random.Random(1), time.monotonic() + 60 * MINUTES
    figures: list[tuple[int, int, int]] = []
    number = 0
    while number < ROUNDS or time.monotonic() < end:
        use(program, qtbot, chance)
        tidied(qapp)
        figures.append((resident(), len(list(Path("/dev/fd").iterdir())), widgets()))
        number += 1
    rounds = number - WARM
    memory, memory_last = figures[WARM][0], figures[-1][0]
    early, late = figures[:WARM], figures[-WARM:]
    # A state of the library that is just being left holds up to eight handles; the least counts.
    assert min(one[1] for one in late) <= min(one[1] for one in early) + 12, figures
    # What a part makes at its first sight may come in any of the first rounds; later ones add nothing.
    assert min(one[2] for one in late) <= max(one[2] for one in early) + 12, figures
    assert memory_last <= memory + 12_000_000 + rounds * 20_000, figures
    assert examine(own).findings == ()


def dialogs(window) -> list[QDialog]:
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.isVisible()
    ]


def cancel_all(window) -> None:
    """Esc in every dialog, the innermost first; one that is at work is called off by the first."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        QApplication.processEvents()
        if not (there := dialogs(window)):
            return
        for dialog in reversed(there):
            dialog.reject()
        time.sleep(0.01)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("files", ["cancelled", "chosen"])
def test_every_dialog_may_be_cancelled_at_every_step(
    program: Program, own: Path, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch, files: str
) -> None:
    window, workspace = program.window, program.workspace
    sources = tmp_path / "sources.ris"
    sources.write_text("TY  - BOOK\nTI  - A title\nER  - \n", encoding="utf-8")
    chosen = {"getOpenFileName": (str(sources), ""), "getOpenFileNames": ([str(sources)], ""),
              "getExistingDirectory": str(tmp_path)}  # fmt: skip
    cancelled = {
        "getOpenFileName": ("", ""),
        "getOpenFileNames": ([], ""),
        "getExistingDirectory": "",
    }
    answers = {"getSaveFileName": ("", ""), **(chosen if files == "chosen" else cancelled)}
    for name, answer in answers.items():
        monkeypatch.setattr(QFileDialog, name, lambda *_, answer=answer, **__: answer)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.reject() or 0)
    workspace.go(NYE)
    settled(qtbot, program)
    steps = workspace.editing.undo_step
    before = sorted(one.name for one in tmp_path.iterdir())
    opened = set()
    for name, action in list(window.actions_by_name.items()):
        if name in OTHERWISE or name.startswith(("theme-", "tab-")):
            continue
        # At once, and when what it reads is there.
        for wait in (False, True) if files == "chosen" else (False,):
            action.trigger()
            QApplication.processEvents()
            if wait:
                qtbot.waitUntil(lambda: not workspace.tasks.are_running, timeout=60_000)
            if dialogs(window):
                opened.add(name)
            cancel_all(window)
            assert not dialogs(window), name
    qtbot.waitUntil(lambda: not workspace.tasks.are_running, timeout=60_000)
    cancel_all(window)
    assert {"settings", "backups", "history", "about", "bibliography"} <= opened
    assert workspace.editing.undo_step == steps  # nothing was changed
    assert window.failures == []
    assert sorted(one.name for one in tmp_path.iterdir()) == before
    assert examine(own).findings == ()


def test_a_form_that_is_left_stays_a_draft(program: Program, own: Path, qtbot) -> None:
    program.window.record_panel.edit(NYE)
    write(form_of(program), "name", "Typed")
    program.window.record_panel.keep_draft()
    program.window.actions_by_name["drafts"].trigger()
    cancel_all(program.window)
    assert form_of(program).is_changed
