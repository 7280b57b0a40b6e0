"""Import PySide6 without its look through the source of every module that is imported after it.

PySide6 offers two switches (`from __feature__ import snake_case, true_property`) and, to know where they
may apply, reads and decodes the source of each module imported later, numpy's and pyqtgraph's among
them (measured: 100 ms of a start). This program uses neither switch, so the answer is always no.
"""

from __future__ import annotations

import importlib
import sys


def import_pyside() -> None:
    """Import PySide6.QtCore and answer its question once; another PySide6 may ask none."""
    importlib.import_module("PySide6.QtCore")

    features = sys.modules.get("shibokensupport.feature")
    if features is not None and "_mod_uses_pyside" in features.__dict__:
        features.__dict__["_mod_uses_pyside"] = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False
