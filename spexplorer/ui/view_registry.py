"""Finds the tabs: every module of `ui/views` that defines `view`."""

from __future__ import annotations

import importlib
import importlib.util
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
    """Import what a tab is made of, before it is needed; a tab that is one module is there already."""
    package = f"{views.__name__}.{view_id}"
    found = importlib.util.find_spec(package)
    if found is not None and found.submodule_search_locations is not None:
        importlib.import_module(f"{package}.page")
