"""Finds the tabs: every module of `ui/views` that defines `view`."""

from __future__ import annotations

import importlib
import pkgutil

from spexplorer.ui import views
from spexplorer.ui.view import ViewSpec


def discover() -> list[ViewSpec]:
    """The tabs in their order."""
    found = []
    for module in pkgutil.iter_modules(views.__path__):
        spec = getattr(importlib.import_module(f"{views.__name__}.{module.name}"), "view", None)
        if isinstance(spec, ViewSpec):
            found.append(spec)
    return sorted(found, key=lambda spec: spec.order)


def import_page(view_id: str) -> None:
    """Import what a tab is made of; a tab that is one module is there already."""
    package = importlib.import_module(f"{views.__name__}.{view_id}")
    for module in pkgutil.iter_modules(getattr(package, "__path__", [])):
        importlib.import_module(f"{package.__name__}.{module.name}")
