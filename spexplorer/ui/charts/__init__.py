"""The linked charts, one file each, found by discovery. They know data, not drawing."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spexplorer.ui.drawing.chart import ChartSpec


def discover() -> list[ChartSpec]:
    """The linked charts in their order."""
    from spexplorer.ui.drawing.chart import ChartSpec

    found = []
    for module in pkgutil.iter_modules(__path__):
        spec = getattr(importlib.import_module(f"{__name__}.{module.name}"), "chart", None)
        if isinstance(spec, ChartSpec):
            found.append(spec)
    return sorted(found, key=lambda spec: spec.order)
