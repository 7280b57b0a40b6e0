"""Import pyqtgraph without what it does not need: half the time, the same library.

On import pyqtgraph 0.14 copies every name of QtCore, QtGui and QtWidgets into mirrors of its own. That
touches some 700 classes that PySide6 makes only on first use, and costs more than the rest of
the import (measured: 170 of 340 ms). Here the mirrors forward each name when it is asked for (PEP 562), and
the sources list no names while pyqtgraph copies. Widgets that drag in its parameter trees and its
multiprocessing (another 70 ms) are left out; importing one of them by its own name still works.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

_SOURCES = (QtCore, QtGui, QtWidgets)

_LEFT_OUT = tuple(
    f"pyqtgraph.widgets.{name}"
    for name in ("ColorMapWidget", "DataFilterWidget", "RemoteGraphicsView", "ScatterPlotWidget")
)


def import_pyqtgraph() -> Any:
    """The module pyqtgraph; may run on any thread, since importing it makes no Qt object."""
    if "pyqtgraph" not in sys.modules:
        with _forwarding_mirrors():
            importlib.import_module("pyqtgraph")
    return sys.modules["pyqtgraph"]


@contextmanager
def _forwarding_mirrors() -> Iterator[None]:
    for source in _SOURCES:
        name = f"pyqtgraph.Qt.{source.__name__.rpartition('.')[2]}"
        mirror = ModuleType(name)
        mirror.__dict__["__getattr__"] = partial(getattr, source)
        sys.modules[name] = mirror
        source.__dict__["__dir__"] = list
    for name in _LEFT_OUT:
        empty = ModuleType(name)
        empty.__dict__[name.rpartition(".")[2]] = None  # pyqtgraph imports some of them by name
        sys.modules[name] = empty
    try:
        yield
    finally:
        for name in _LEFT_OUT:
            del sys.modules[name]
        for source in _SOURCES:
            del source.__dict__["__dir__"]
