"""Import PySide6 without what a running program has no use for.

PySide6 brings a generator of type stubs (`.pyi` files), which its developers run; it is imported at every
start with what it needs (measured: some 15 ms of processor time). An empty module stands in its place.

PySide6 offers two switches (`from __feature__ import snake_case, true_property`) and, to know where they
may apply, reads and decodes the source of each module imported later, numpy's and pyqtgraph's among
them (measured: 100 ms of a start). This program uses neither switch, so the answer is always no.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Final

_STUB_GENERATOR: Final = "shibokensupport.signature.lib.pyi_generator"


def import_pyside() -> None:
    """Import PySide6.QtCore and answer its question once; another PySide6 may ask none."""
    sys.modules.setdefault(_STUB_GENERATOR, ModuleType(_STUB_GENERATOR))
    importlib.import_module("PySide6.QtCore")
    features = sys.modules.get("shibokensupport.feature")
    if features is not None and "_mod_uses_pyside" in features.__dict__:
        features.__dict__["_mod_uses_pyside"] = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False
