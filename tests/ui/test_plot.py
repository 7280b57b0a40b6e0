"""pyqtgraph is imported lean, and is still pyqtgraph."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import sys
from PySide6 import QtCore, QtGui, QtWidgets
from spexplorer.ui.drawing.lean_pyqtgraph import import_pyqtgraph
pg = import_pyqtgraph()
assert pg.QtWidgets.QWidget is QtWidgets.QWidget
assert pg.QtCore.Qt is QtCore.Qt
assert "QWidget" in dir(QtWidgets) and "QColor" in dir(QtGui)
assert "pyqtgraph.parametertree" not in sys.modules
assert issubclass(pg.ViewBox, pg.GraphicsWidget)
app = QtWidgets.QApplication([])
import pyqtgraph.widgets.ColorMapWidget
assert pyqtgraph.widgets.ColorMapWidget.ColorMapWidget is not None
from pyqtgraph.widgets.PlotWidget import PlotWidget
plot = PlotWidget()
plot.plot([1, 3, 2])
plot.show()
app.processEvents()
assert isinstance(plot.getViewBox(), pg.ViewBox)
"""


def test_the_lean_import_gives_the_same_classes_and_leaves_no_trace():
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
