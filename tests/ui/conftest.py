"""The real window on the bundled library, offscreen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from spexplorer.bootstrap import Program, make_application
from spexplorer.operations.reading import Reader
from spexplorer.support.trace import Trace

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def _pointer_away(qapp: QApplication) -> None:
    """No window is born under the pointer that an earlier test left somewhere."""
    QCursor.setPos(5000, 5000)


@pytest.fixture
def program(qapp: QApplication, home: Path, bundled: Path) -> Iterator[Program]:
    """A window that is ready."""
    made = Program(make_application(), Reader(bundled), Trace())
    made.window.resize(1440, 900)
    made.show()
    deadline = time.monotonic() + 30
    while not made.is_ready and time.monotonic() < deadline:
        qapp.processEvents()
    assert made.is_ready
    yield made
    said = made.window.message.accessibleName()
    assert "unforeseen" not in said, said
    # Theme and text size belong to the application, which the next test shares.
    made.appearance.choose("light")
    made.appearance.resize_to(1.0)
    made.window.close()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def settle(qapp: QApplication) -> Settle:
    """Lets the event loop turn until what was asked for is shown."""

    def turn() -> None:
        for _ in range(5):
            qapp.processEvents()

    return turn
