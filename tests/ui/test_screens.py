"""The tool that draws every tab: a picture is taken when there is nothing left to wait for."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from spexplorer.ui.shell.program import Program


@pytest.fixture
def screens() -> ModuleType:
    path = Path(__file__).parents[1] / "tools" / "screens.py"
    spec = importlib.util.spec_from_file_location("screens", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_picture_waits_for_the_tasks_under_way(
    qapp: QApplication, program: Program, screens: ModuleType
) -> None:
    photographer = screens.Photographer(qapp, program)
    said: list[str] = []

    def work() -> None:
        time.sleep(0.6)

    program.workspace.tasks.start(
        work, lambda _: said.append("done"), lambda _: said.append("failed")
    )
    picture = photographer.at_rest("Nothing came to rest.")
    assert said == ["done"]
    assert picture == program.window.grab().toImage()
