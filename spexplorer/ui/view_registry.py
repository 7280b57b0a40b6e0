"""Finds the tabs: every module of `ui/views` that defines `view`."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil

from spexplorer.support.threads import undivided
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


def warm() -> None:
    """Import what the tabs will need when they are first seen; may run on any thread."""
    with undivided():
        for package in pkgutil.iter_modules(views.__path__):
            page = f"{views.__name__}.{package.name}.page"
            if package.ispkg and importlib.util.find_spec(page) is not None:
                importlib.import_module(page)
