"""The verbs of a librarian: each function gives an Operation, which `LibraryWriter.run` carries out."""

from __future__ import annotations

from spexplorer.operations.editing.records import (
    add_plain,
    add_records,
    delete,
    replace,
    set_fields,
)
from spexplorer.operations.editing.undoing import redo, revert, undo
from spexplorer.operations.library_writer import Committed, LibraryWriter, Operation

__all__ = [
    "Committed",
    "LibraryWriter",
    "Operation",
    "add_plain",
    "add_records",
    "delete",
    "redo",
    "replace",
    "revert",
    "set_fields",
    "undo",
]
