"""What a catalogue is checked for: one rule a file, found by discovery.

A rule is a module whose `RULE` is a RecordCheck; the name of the module is that of the rule.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from spexplorer.operations.rules.base.record_check import RecordCheck


def rules() -> dict[str, type[RecordCheck]]:
    """All rules by their names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.ispkg)
    return {name: import_module(f"{__name__}.{name}").RULE for name in names}
