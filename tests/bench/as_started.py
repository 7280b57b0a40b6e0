"""Runs a script as the program itself is started: `as_started.py SCRIPT [ARGUMENT ...]`.

PySide is imported lean, and the collector of garbage rests until the window is ready.
"""

from __future__ import annotations

import gc
import runpy
import sys

from spexplorer.ui.startup.lean_pyside import import_pyside

gc.disable()
import_pyside()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
