"""What a work's use of its sources is audited for: one rule a file, found by discovery.

A rule is a module whose `RULE` is an AuditRule; the name of the module is that of the rule.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from spexplorer.operations.audit_rules.base.audit_rule import AuditRule


def audit_rules() -> dict[str, type[AuditRule]]:
    """All rules by their names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.ispkg)
    return {name: import_module(f"{__name__}.{name}").RULE for name in names}
