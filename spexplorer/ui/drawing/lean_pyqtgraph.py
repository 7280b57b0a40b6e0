"""Import pyqtgraph without what it does not need: a quarter of the time, the same classes.

On import pyqtgraph 0.14 copies every name of QtCore, QtGui and QtWidgets into mirrors of its own. That
touches some 700 classes that PySide6 makes only on first use, and costs more than the rest of
the import (measured: 170 of 340 ms). Here the mirrors forward each name when it is asked for (PEP 562), and
the sources list no names while pyqtgraph copies. Items and widgets that the charts do without (another
170 ms, with parameter trees and multiprocessing behind them) are left out: the package has no name for
them, and importing one from its own module still works.
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

_LEFT_OUT = (
    "pyqtgraph.colormap",
    "pyqtgraph.imageview",
    *(
        f"pyqtgraph.graphicsItems.{name}"
        for name in (
            *("ArrowItem", "AxisItem", "BarGraphItem", "BoxplotItem", "ColorBarItem", "CurvePoint"),
            *("DateAxisItem", "ErrorBarItem", "FillBetweenItem", "GradientEditorItem"),
            *("GradientLegend", "GraphicsLayout", "GraphItem", "GridItem", "HistogramLUTItem"),
            *("ImageItem", "InfiniteLine", "IsocurveItem", "LabelItem", "LegendItem"),
            *("LinearRegionItem", "PColorMeshItem", "PlotCurveItem", "PlotDataItem", "PlotItem"),
            *("ROI", "ScaleBar", "ScatterPlotItem", "TargetItem", "TextItem", "VTickGroup"),
        )
    ),
    *(
        f"pyqtgraph.widgets.{name}"
        for name in (
            *("BusyCursor", "CheckTable", "ColorButton", "ColorMapMenu", "ColorMapWidget"),
            *("ComboBox", "DataFilterWidget", "DataTreeWidget", "DiffTreeWidget"),
            *("FeedbackButton", "FileDialog", "GradientWidget", "GraphicsLayoutWidget"),
            *("GroupBox", "HistogramLUTWidget", "JoystickButton", "LayoutWidget", "PathButton"),
            *("PlotWidget", "ProgressDialog", "RawImageWidget", "RemoteGraphicsView"),
            *("ScatterPlotWidget", "SpinBox", "TableWidget", "TreeWidget", "ValueLabel"),
            *("VerticalLabel",),
        )
    ),
)
"""What the charts do without: view, view box and item base classes are what they are built from."""

_DEAREST = (
    (QtWidgets, ("QMessageBox", "QWizard", "QDialogButtonBox", "QFileDialog", "QListView")),
    (
        QtWidgets,
        (
            *("QCalendarWidget", "QColorDialog", "QMdiArea", "QDateEdit", "QMdiSubWindow"),
            *("QRhiWidget", "QInputDialog", "QPlainTextEdit", "QLCDNumber", "QFontDialog"),
        ),
    ),
    (QtGui, ("QGradient", "QImage")),
)
"""Classes that PySide makes for the first chart, some five milliseconds each group."""


def import_pyqtgraph() -> Any:
    """The module pyqtgraph; may run on any thread, since importing it makes no Qt object."""
    if "pyqtgraph" not in sys.modules:
        with _forwarding_mirrors():
            importlib.import_module("pyqtgraph")
    return sys.modules["pyqtgraph"]


def make_classes() -> Iterator[None]:
    """Make the classes that the first chart would make, in steps, on the interface thread.

    To say what the viewport of a view is, PySide looks through all kinds of widgets, and makes the
    classes of those nobody has named (measured: 11 ms, and 4 ms for the colours of a brush).
    """
    for module, names in _DEAREST:
        for name in names:
            getattr(module, name)
        yield


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
        empty.__dict__["__all__"] = []
        empty.__dict__["__getattr__"] = _nothing  # pyqtgraph imports some of them by name
        sys.modules[name] = empty
    try:
        yield
    finally:
        for name in _LEFT_OUT:
            del sys.modules[name]
        for source in _SOURCES:
            del source.__dict__["__dir__"]


def _nothing(_name: str) -> None:
    """What stands for a name of a module that is left out."""
