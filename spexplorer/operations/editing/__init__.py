"""The verbs of a librarian: each function gives an Operation, which `LibraryWriter.run` carries out."""

from __future__ import annotations

from spexplorer.operations.editing.batches import batch
from spexplorer.operations.editing.distinct import set_apart
from spexplorer.operations.editing.library_imports import import_records
from spexplorer.operations.editing.merging import Merge, merge, merge_all
from spexplorer.operations.editing.records import (
    add_plain,
    add_records,
    delete,
    replace,
    set_fields,
)
from spexplorer.operations.editing.terms import add_scheme, add_term, change_term, remove_term
from spexplorer.operations.editing.undoing import redo, revert, undo
from spexplorer.operations.library_writer import Committed, LibraryWriter, Operation

__all__ = [
    "Committed",
    "LibraryWriter",
    "Merge",
    "Operation",
    "add_plain",
    "add_records",
    "add_scheme",
    "add_term",
    "batch",
    "change_term",
    "delete",
    "import_records",
    "merge",
    "merge_all",
    "redo",
    "remove_term",
    "replace",
    "revert",
    "set_apart",
    "set_fields",
    "undo",
]
