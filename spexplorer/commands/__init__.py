"""The commands, one file each, found by its name: `commands/search.py` is `spexplorer search`.

A command is a module with a docstring (its help), `grammar(parser)`, which declares the words it takes,
and `run(options)`, which gives the exit code; each imports only what it needs. One that is named as a
Python keyword ends in an underscore (`import_.py`). `WRITES = True` says that a refusal ends with exit
code 2. What commands share lies in the folder `console`.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def command_named(word: str) -> ModuleType | None:
    """The command of a name, or None where there is no such command."""
    if not (word.isascii() and word.isidentifier() and word.islower()) or word.endswith("_"):
        return None
    for name in (f"{__name__}.{word}", f"{__name__}.{word}_"):
        try:
            module = import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        return module if hasattr(module, "run") else None
    return None


def commands() -> dict[str, ModuleType]:
    """All commands by their names, in alphabetical order."""
    import pkgutil

    names = sorted(found.name.rstrip("_") for found in pkgutil.iter_modules(__path__))
    found = ((name, command_named(name)) for name in names)
    return {name: module for name, module in found if module is not None}
